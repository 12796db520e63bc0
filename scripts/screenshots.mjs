// `npm run screenshots`: installs what is missing and takes pictures of the window. Plain Node, without dependencies.
import { launch } from './bootstrap/launch.mjs';

await launch('tests/screenshots/screenshots.ts');
