import { startPostgres } from './postgres-server.ts';
import { TEST_SERVER } from './test-database.ts';

/** Gives the tests of the project `postgres` a server of their own, and takes it away afterwards. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await startPostgres();
  process.env[TEST_SERVER] = server.url;
  return () => server.close();
}
