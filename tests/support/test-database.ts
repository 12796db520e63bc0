import { randomBytes } from 'node:crypto';
import pg from 'pg';

/**
 * URL of the PostgreSQL server on which tests make databases of their own; set for the stage `postgres` only. Nothing that is
 * there already is touched.
 */
export const TEST_SERVER = 'VAKHTA_TEST_POSTGRES';

/** An empty database on the server of the tests, or null where they run on PGlite. @returns its URL */
export async function createTestDatabase(): Promise<string | null> {
  const server = process.env[TEST_SERVER];
  if (server === undefined || server === '') return null;
  const name = `vakhta_test_${randomBytes(6).toString('hex')}`;
  await runSql(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** The same, where the test is about PostgreSQL. */
export async function needTestDatabase(): Promise<string> {
  const url = await createTestDatabase();
  if (url === null) throw new Error(`This test needs ${TEST_SERVER}: run the stage "postgres".`);
  return url;
}

/** Runs SQL on a connection of its own. */
export async function runSql(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}
