import type { EpochMs } from '#shared/base/brand.ts';
import { openHelpdesk } from '#helpdesk/index.ts';
import { CHEAP } from '../helpdesk.ts';

/** A helpdesk in a process of its own, to be killed: prints its address, takes jumps of its clock as messages. */
const [data = '', port = '0'] = process.argv.slice(2);
const { DATABASE_URL: databaseUrl } = process.env;
let clockOffMs = 0;
process.on('message', (jump: { readonly clockOffMs: number }) => {
  ({ clockOffMs } = jump);
});
process.on('disconnect', () => process.exit(0));
const complain = (message: string, fields?: unknown) => console.error(message, JSON.stringify(fields ?? {}));

const helpdesk = await openHelpdesk({
  data,
  port: Number(port),
  passwordCost: CHEAP,
  trustProxy: true,
  clock: { now: () => (Date.now() + clockOffMs) as EpochMs },
  log: { info: () => undefined, warn: complain, error: complain },
  ...(databaseUrl === undefined ? {} : { databaseUrl }),
});
process.send?.({ url: helpdesk.url });
