import pg from 'pg';

let copies = 0;

/** Copies a database, whose users are thrown out, on its own server. @returns the copy's URL */
export async function copyDatabase(url: string, suffix: string): Promise<string> {
  const name = new URL(url).pathname.slice(1);
  const copy = `${name.split('_').slice(0, 2).join('_')}_${suffix}_${++copies}`;
  const server = new URL(url);
  server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await client.query(`create database ${pg.escapeIdentifier(copy)} template ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  server.pathname = `/${copy}`;
  return server.href;
}
