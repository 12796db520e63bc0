// `npm run bench:server`: installs what is missing and measures the helpdesk under load. Plain Node, without dependencies.
import { launch } from './bootstrap/launch.mjs';

await launch('tests/bench/server/bench-server.ts');
