// `npm run bench`: installs what is missing and measures. Plain Node, without dependencies.
import { launch } from './bootstrap/launch.mjs';

await launch('tests/bench/bench.ts');
