import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openDatabase } from '#helpdesk/storage/open-database.ts';
import { openStorage } from '#helpdesk/storage/storage.ts';
import { silentLog, systemClock } from '#helpdesk/index.ts';
import type { ContractHost } from '../contract-host.ts';
import { COMPILE_CACHE } from '../compile-cache.ts';
import { addTeam } from '../helpdesk.ts';
import type { PostgresServer } from '../postgres-server.ts';
import { copyDatabase } from './copy-database.ts';
import { readTables, type HelpdeskTables } from './tables.ts';

/** A helpdesk in processes of its own that can be killed, and set back to a backup. */
export interface KillableHelpdesk extends Pick<ContractHost, 'people' | 'queues'> {
  readonly database: 'PGlite' | 'PostgreSQL';
  /** Addresses of the instances; they stay the same over deaths. */
  readonly urls: readonly string[];
  /** SIGKILL to one instance. */
  killInstance(index: number): Promise<void>;
  /** Starts what is not running; resolves when all instances answer. */
  startAll(): Promise<void>;
  isRunning(index: number): boolean;
  /** SIGKILL to the database server and all of its processes; not for the embedded database. */
  readonly killDatabase: (() => Promise<void>) | null;
  /** Sets the clocks of all instances wrong by so many milliseconds. */
  setClocks(offMs: number): void;
  /** Keeps a copy of everything: stops all instances for it, as `startAll` undoes. */
  backUp(): Promise<void>;
  /** Sets everything back to the copy; the instances are killed for it. */
  rewind(): Promise<void>;
  /** Stops all instances and reads what is on the disk. */
  tables(): Promise<HelpdeskTables>;
  /** What instances have complained of. */
  complaints(): string;
  close(): Promise<void>;
}

const PROGRAM = path.join(import.meta.dirname, 'helpdesk-program.ts');

interface Instance {
  child: ChildProcess | null;
  port: number;
}

/** Where the data of a helpdesk are. */
interface Place {
  readonly database: KillableHelpdesk['database'];
  readonly instances: number;
  readonly env: () => NodeJS.ProcessEnv;
  readonly killDatabase: KillableHelpdesk['killDatabase'];
  readonly startDatabase: () => Promise<void>;
  readonly backUp: () => Promise<void>;
  readonly rewind: () => Promise<void>;
  readonly tables: () => Promise<HelpdeskTables>;
  readonly close: () => Promise<void>;
}

let template: Promise<{
  readonly data: string;
  readonly team: Pick<ContractHost, 'people' | 'queues'>;
}> | null = null;

/** A folder with a migrated database and the people of the contract, copied for every helpdesk. */
function embeddedTemplate() {
  return (template ??= (async () => {
    const data = path.join(await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-fault-template-')), 'data');
    const storage = await openStorage({ folder: data, clock: systemClock, log: silentLog });
    const team = await addTeam(storage);
    await storage.close();
    return { data, team };
  })());
}

/** Opens a helpdesk on the embedded database: one process, which is the database too. */
export async function openEmbedded(): Promise<KillableHelpdesk> {
  const { data: from, team } = await embeddedTemplate();
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-faults-'));
  const data = path.join(folder, 'data');
  const backup = path.join(folder, 'backup');
  await fs.cp(from, data, { recursive: true });
  return open(data, team, {
    database: 'PGlite',
    instances: 1,
    env: () => ({}),
    killDatabase: null,
    startDatabase: () => Promise.resolve(),
    async backUp() {
      await fs.rm(backup, { recursive: true, force: true });
      await fs.cp(data, backup, { recursive: true, filter: isData });
    },
    async rewind() {
      await fs.rm(data, { recursive: true, force: true });
      await fs.cp(backup, data, { recursive: true });
    },
    async tables() {
      const database = await openDatabase({ kind: 'folder', folder: path.join(data, 'database') }, silentLog);
      try {
        return await readTables(database.db);
      } finally {
        await database.close();
      }
    },
    close: () => fs.rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  });
}

/** Sockets cannot be copied. */
const isData = (file: string): boolean => !file.endsWith('.lock');

let serverTemplate: Promise<{
  readonly url: string;
  readonly team: Pick<ContractHost, 'people' | 'queues'>;
}> | null = null;

/** Opens a helpdesk of two instances on a database of a PostgreSQL server. */
export async function openOnServer(server: PostgresServer): Promise<KillableHelpdesk> {
  const { url: from, team } = await (serverTemplate ??= makeServerTemplate(server));
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-faults-'));
  const data = path.join(folder, 'data');
  const files = path.join(data, 'attachments');
  const filesBackup = path.join(folder, 'attachments-backup');
  await fs.mkdir(files, { recursive: true });
  let url = await copyDatabase(from, 'run');
  const all = [url];
  let backup: string | null = null;
  return open(data, team, {
    database: 'PostgreSQL',
    instances: 2,
    env: () => ({ DATABASE_URL: url }),
    killDatabase: () => server.kill(),
    startDatabase: () => server.start(),
    async backUp() {
      backup = await copyDatabase(url, 'backup');
      all.push(backup);
      await fs.rm(filesBackup, { recursive: true, force: true });
      await fs.cp(files, filesBackup, { recursive: true });
    },
    async rewind() {
      if (backup === null) throw new Error('There is no backup.');
      url = await copyDatabase(backup, 'restored');
      all.push(url);
      await fs.rm(files, { recursive: true, force: true });
      await fs.cp(filesBackup, files, { recursive: true });
    },
    async tables() {
      const database = await openDatabase({ kind: 'server', url }, silentLog);
      try {
        return await readTables(database.db);
      } finally {
        await database.close();
      }
    },
    async close() {
      const client = new pg.Client({ connectionString: from });
      await client.connect();
      for (const each of all) {
        const name = pg.escapeIdentifier(new URL(each).pathname.slice(1));
        await client.query(`drop database if exists ${name} with (force)`);
      }
      await client.end();
      await fs.rm(folder, { recursive: true, force: true });
    },
  });
}

async function makeServerTemplate(server: PostgresServer) {
  const url = await server.createDatabase();
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-fault-template-'));
  const storage = await openStorage({ folder, databaseUrl: url, clock: systemClock, log: silentLog });
  const team = await addTeam(storage);
  await storage.close();
  await fs.rm(folder, { recursive: true, force: true });
  return { url, team };
}

async function open(
  data: string,
  team: Pick<ContractHost, 'people' | 'queues'>,
  place: Place,
): Promise<KillableHelpdesk> {
  const instances: Instance[] = Array.from({ length: place.instances }, () => ({ child: null, port: 0 }));
  let clockOffMs = 0;
  let complaints = '';

  async function start(instance: Instance): Promise<void> {
    if (isAlive(instance)) return;
    const child = fork(PROGRAM, [data, String(instance.port)], {
      // Instances are started often: what they are compiled to is kept between them.
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE, ...place.env() },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    });
    instance.child = child;
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        said = `${said}${chunk.toString()}`.slice(-4_000);
        complaints = `${complaints}${chunk.toString()}`.slice(-8_000);
      });
    child.send({ clockOffMs }, () => undefined);
    const [{ url }] = await Promise.race([
      once(child, 'message') as Promise<[{ readonly url: string }]>,
      once(child, 'exit').then(([code]) => {
        throw new Error(`An instance ended with ${String(code)} instead of starting:\n${said}`);
      }),
    ]);
    child.send({ clockOffMs }, () => undefined);
    instance.port = Number(new URL(url).port);
  }

  async function end(instance: Instance, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = instance;
    instance.child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
  const endAll = (signal: 'SIGKILL' | 'SIGTERM') => Promise.all(instances.map((each) => end(each, signal)));
  const isAlive = ({ child }: Instance) =>
    child !== null && child.exitCode === null && child.signalCode === null;

  const startAll = async () => {
    await place.startDatabase();
    await Promise.all(instances.map(start));
  };
  await Promise.all(instances.map(start));

  return {
    ...team,
    database: place.database,
    get urls() {
      return instances.map(({ port }) => `http://127.0.0.1:${port}`);
    },
    killInstance: (index) => {
      const instance = instances[index];
      return instance === undefined ? Promise.resolve() : end(instance, 'SIGKILL');
    },
    startAll,
    isRunning: (index) => instances[index] !== undefined && isAlive(instances[index]),
    killDatabase: place.killDatabase,
    setClocks(offMs) {
      clockOffMs = offMs;
      for (const { child } of instances)
        if (child?.connected === true) child.send({ clockOffMs }, () => undefined);
    },
    async backUp() {
      await endAll('SIGKILL');
      await place.backUp();
      await startAll();
    },
    async rewind() {
      await endAll('SIGKILL');
      await place.rewind();
      await startAll();
    },
    async tables() {
      await endAll('SIGTERM');
      return place.tables();
    },
    complaints: () => complaints,
    async close() {
      await endAll('SIGKILL');
      await place.close();
    },
  };
}
