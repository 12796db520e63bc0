import { afterAll } from 'vitest';
import { describeMatrix } from '#tests/support/faults/describe-matrix.ts';
import { openRewindable } from '#tests/support/faults/in-process-helpdesk.ts';
import { startPostgres, whyNoPostgres, type PostgresServer } from '#tests/support/postgres-server.ts';

const obstacle = await whyNoPostgres();
let server: PostgresServer | null = null;
const running = async () => (server ??= await startPostgres());
afterAll(() => server?.close());

describeMatrix('PostgreSQL', async () => openRewindable(await (await running()).createDatabase()), obstacle);
