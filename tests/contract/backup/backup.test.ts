import { afterAll, beforeAll } from 'vitest';
import { migratedTemplate } from '#tests/support/helpdesk-template.ts';
import { startPostgres, whyNoPostgres, type PostgresServer } from '#tests/support/postgres-server.ts';
import { describeBackup } from './describe-backup.ts';

const noServer = await whyNoPostgres();
let server: PostgresServer;
beforeAll(async () => {
  if (noServer === null) server = await startPostgres();
});
afterAll(() => server?.close());

const embedded = async () => ({ memory: { template: await migratedTemplate() } });
const onServer = async () => ({ memory: undefined, databaseUrl: await server.createDatabase() });

describeBackup(
  'from the embedded database to a server: a trial becomes a team’s',
  async () => ({ source: embedded, target: onServer }),
  noServer,
);
describeBackup(
  'from a server to the embedded database',
  async () => ({ source: onServer, target: embedded }),
  noServer,
);
// The two above have the parts of this one.
if (noServer !== null) {
  describeBackup('from the embedded database to the embedded database', async () => ({
    source: embedded,
    target: embedded,
  }));
}
