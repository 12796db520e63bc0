import { afterAll } from 'vitest';
import { describeSchedules, seedsFor } from '#tests/support/faults/describe-schedules.ts';
import { openOnServer } from '#tests/support/faults/killable-helpdesk.ts';
import { startPostgres, whyNoPostgres, type PostgresServer } from '#tests/support/postgres-server.ts';

const obstacle = await whyNoPostgres();
let server: PostgresServer | null = null;
const running = async () => (server ??= await startPostgres());
afterAll(() => server?.close());

describeSchedules(
  'PostgreSQL',
  seedsFor('PostgreSQL', 4),
  async () => openOnServer(await running()),
  obstacle,
);
