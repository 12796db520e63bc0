// `npm start`: installs what is missing, builds, and opens the workstation. Plain Node, without dependencies.
import { launch } from './bootstrap/launch.mjs';

await launch('scripts/start/start.ts');
