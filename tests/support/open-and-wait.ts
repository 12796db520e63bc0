import { openStorage } from '#helpdesk/storage/storage.ts';
import { silentLog, systemClock } from '#helpdesk/index.ts';

/** Opens the storage at DATABASE_URL and says so: to be killed, before or after. */
const [folder = ''] = process.argv.slice(2);
await openStorage({
  folder,
  databaseUrl: process.env['DATABASE_URL'] ?? '',
  clock: systemClock,
  log: silentLog,
});
process.stdout.write('open\n');
