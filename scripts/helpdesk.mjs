// `npm run helpdesk`: installs what is missing and runs or administers a helpdesk. Plain Node, without dependencies.
import { launch } from './bootstrap/launch.mjs';

await launch('src-helpdesk/cli.ts');
