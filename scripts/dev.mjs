// `npm run dev`: installs what is missing and serves the browser host with hot reload. Plain Node, without dependencies.
import { launch } from './bootstrap/launch.mjs';

await launch('scripts/dev/dev.ts');
