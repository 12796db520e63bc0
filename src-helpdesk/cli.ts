import { existsSync } from 'node:fs';
import path from 'node:path';
import { administer } from './cli/administer.ts';
import { backUp, restore, showProgress } from './cli/backup.ts';
import { consoleLog } from './cli/console-log.ts';
import { readArguments, type Order } from './cli/read-arguments.ts';
import { USAGE, UsageError } from './cli/usage.ts';
import {
  FolderInUseError,
  NewerDatabaseError,
  openHelpdesk,
  StoreSettingsError,
  systemClock,
} from './index.ts';
import { BackupError } from './storage/backup/format.ts';
import { DatabaseAwayError } from './storage/database-failure.ts';
import { StoreUnavailableError } from './storage/files/byte-store.ts';
import { readS3Settings } from './storage/files/s3-settings.ts';
import { openStorage, type StorageOptions } from './storage/storage.ts';

/** The helpdesk as a program of its own: runs it for a team, and administers it. */

const { DATABASE_URL: databaseUrl } = process.env;

/** What the environment says of where the data are. */
function readPlaces(): Pick<StorageOptions, 'databaseUrl' | 's3'> {
  const s3 = readS3Settings(process.env);
  return {
    ...(databaseUrl === undefined || databaseUrl === '' ? {} : { databaseUrl }),
    ...(s3 === null ? {} : { s3 }),
  };
}

/** A password that is piped in; null at a terminal, where typing would show it. */
async function readPassword(): Promise<string | null> {
  if (process.stdin.isTTY) return null;
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
  const [line = ''] = text.split(/\r?\n/);
  return line === '' ? null : line;
}

async function serve(order: Extract<Order, { kind: 'serve' }>): Promise<void> {
  const built = path.join(import.meta.dirname, '../out/renderer');
  const web = order.web ?? (existsSync(path.join(built, 'index.html')) ? built : null);
  if (web !== null && !existsSync(path.join(web, 'index.html'))) {
    throw new UsageError(`There is no built workstation in ${web}.`);
  }
  const helpdesk = await openHelpdesk({
    data: order.data,
    ...readPlaces(),
    host: order.host,
    port: order.port,
    demo: order.demo,
    ...(web === null ? {} : { renderer: path.resolve(web) }),
    trustProxy: order.trustProxy,
    log: consoleLog,
    onProgress: (state) =>
      process.stdout.write(state === 'seeding' ? 'Making sample data …\n' : 'Opening the data …\n'),
  });
  process.stdout.write(`The helpdesk is listening at ${helpdesk.url}\n`);
  let isClosing = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A second time: at once. The data stand it.
      if (isClosing) process.exit(1);
      isClosing = true;
      helpdesk.close().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });
  }
}

async function run(): Promise<void> {
  const order = readArguments(process.argv.slice(2));
  if (order.kind === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  if (order.kind === 'serve') return serve(order);
  const place = { folder: order.data, ...readPlaces(), clock: systemClock, log: consoleLog };
  if (order.kind === 'backup' || order.kind === 'restore') return keepOrBringBack(order, place);
  const storage = await openStorage(place);
  try {
    for (const line of await administer(storage, order, readPassword)) process.stdout.write(`${line}\n`);
  } finally {
    await storage.close();
  }
}

/** Something of the content was not to be had: for whoever runs backups by a clock. */
const INCOMPLETE = 3;

async function keepOrBringBack(
  order: Extract<Order, { kind: 'backup' | 'restore' }>,
  place: StorageOptions,
): Promise<void> {
  const { onProgress, end } = showProgress(process.stderr);
  try {
    const { lines, missing } =
      order.kind === 'backup'
        ? await backUp(place, order.file, onProgress)
        : await restore(place, order, onProgress);
    end();
    for (const line of lines) process.stdout.write(`${line}\n`);
    if (missing > 0) process.exitCode = INCOMPLETE;
  } finally {
    end();
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
}

function sentenceOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message} "helpdesk help" shows all commands.`;
  if (error instanceof DatabaseAwayError) return `${error.message} Check DATABASE_URL.`;
  if (
    error instanceof BackupError ||
    error instanceof FolderInUseError ||
    error instanceof NewerDatabaseError ||
    error instanceof StoreSettingsError ||
    error instanceof StoreUnavailableError
  )
    return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'EADDRINUSE':
      return 'The port is in use: stop what uses it, or choose another with --port.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'The folder cannot be written, or the port may not be used: choose another with --data or --port.';
    case 'EADDRNOTAVAIL':
      return 'This computer has no such address: choose another with --host.';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'The disk is full.';
    case 'ENOTFOUND':
      return databaseUrl === undefined || databaseUrl === ''
        ? 'This computer has no such address: choose another with --host.'
        : 'There is no such computer: check DATABASE_URL, or --host.';
    case 'ECONNREFUSED':
    case '28P01':
    case '3D000':
      return 'The database server does not let us in: check DATABASE_URL.';
    case '57P03':
      return 'The database server is still starting: try again in a moment.';
    default:
      return `The helpdesk failed: ${error instanceof Error ? (error.stack ?? error.message).slice(0, 2_000) : String(error)}`;
  }
}

run().catch(fail);
