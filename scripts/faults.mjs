// `npm run test:faults`: installs what is missing and runs the faults suite, or as many random schedules as are asked for.
import { launch } from './bootstrap/launch.mjs';

await launch('scripts/test/faults.ts');
