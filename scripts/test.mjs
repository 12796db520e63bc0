// `npm test`: installs what is missing and runs everything. Plain Node, without dependencies.
import { launch } from './bootstrap/launch.mjs';

await launch('scripts/test/run-tests.ts');
