import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { providePostgres, type PostgresPrograms } from '../../scripts/provision/postgres.ts';
import { isRoot } from '../../scripts/machine/sandbox.ts';
import { takeFreePort } from './take-free-port.ts';

/** A real PostgreSQL server with a cluster of its own in a temporary folder. */
export interface PostgresServer {
  /** Of the server's first database. */
  readonly url: string;
  /** Makes an empty database. @returns its URL */
  createDatabase(): Promise<string>;
  /** SIGKILL to the server and all its processes at once: no goodbye to anybody. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port, after `kill`; resolves when it takes connections. */
  start(): Promise<void>;
  /** Ends the server and removes its data. */
  close(): Promise<void>;
}

const USER = 'vakhta';
const START_LIMIT_MS = 60_000;

/**
 * Starts a server on a free port of the loopback interface.
 * @throws with a sentence where no PostgreSQL can be had; `whyNoPostgres` asks beforehand
 */
export async function startPostgres(): Promise<PostgresServer> {
  const provided = await providePostgres();
  if (!provided.ok) throw new Error(provided.error);
  const programs = provided.value;
  const folder = await mkdtemp(path.join(tmpdir(), 'vakhta-postgres-'));
  const owner = serverOwner();
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid ?? owner.uid);
  const data = path.join(folder, 'data');
  const options = { cwd: folder, env: { ...process.env, ...programs.env }, ...owner };
  execFileSync(programs.initdb, ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'], {
    ...options,
    stdio: 'pipe',
  });

  const port = await takeFreePort();
  const urlOf = (name: string): string => `postgres://${USER}@127.0.0.1:${port}/${name}`;
  let child: ChildProcess | null = null;
  let databases = 0;

  const start = async (): Promise<void> => {
    for (const end = Date.now() + START_LIMIT_MS; ;) {
      child = startServer(programs, options, { data, port, sockets: folder });
      try {
        return await untilReady(urlOf('postgres'), child);
      } catch (error) {
        // Processes of a server that was killed end a moment after it, and until then no other may have its data.
        if (child.exitCode === null || Date.now() > end) throw error;
      }
    }
  };
  const end = async (signal: 'SIGKILL' | 'SIGINT'): Promise<void> => {
    const running = child;
    child = null;
    if (running?.pid === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    // The whole process group for a death without goodbye; the server alone for an orderly end.
    process.kill(signal === 'SIGKILL' ? -running.pid : running.pid, signal);
    await ended;
  };
  const onExit = (): void => {
    if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', onExit);

  await start();
  return {
    url: urlOf('postgres'),
    async createDatabase() {
      const name = `test_${++databases}`;
      const client = new pg.Client({ connectionString: urlOf('postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return urlOf(name);
    },
    kill: () => end('SIGKILL'),
    start,
    async close() {
      process.off('exit', onExit);
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Why tests that need a PostgreSQL server cannot run here: a reason to skip them by name, or null. */
export async function whyNoPostgres(): Promise<string | null> {
  const provided = await providePostgres();
  return provided.ok ? null : provided.error;
}

/** PostgreSQL refuses to run as root; there it runs as somebody with no rights. */
function serverOwner(): { readonly uid?: number; readonly gid?: number } {
  if (!isRoot()) return {};
  const idOf = (flag: '-u' | '-g'): number =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim());
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function startServer(
  programs: PostgresPrograms,
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  place: { readonly data: string; readonly port: number; readonly sockets: string },
): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: place.port,
    unix_socket_directories: place.sockets,
    max_connections: 200,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawn(programs.postgres, ['-D', place.data, ...args], {
    ...options,
    stdio: 'ignore',
    detached: true,
  });
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + START_LIMIT_MS; ;) {
    const client = new pg.Client({ connectionString: url });
    // A connection that breaks is reported by `connect`; the event must not end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (child.exitCode !== null)
        throw new Error(`PostgreSQL ended with ${child.exitCode}.`, { cause: error });
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
