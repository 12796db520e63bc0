import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '#helpdesk/storage/open-database.ts';
import { silentLog } from '#helpdesk/index.ts';

const STORAGE = path.resolve(import.meta.dirname, '../../src-helpdesk/storage');

let template: Promise<Blob> | undefined;

/**
 * A migrated, empty database in memory to start helpdesks from: making one takes seconds, copying it tenths. Kept in the
 * temporary folder between test processes under a name that changes with the migrations.
 */
export function migratedTemplate(): Promise<Blob> {
  return (template ??= make());
}

async function make(): Promise<Blob> {
  const hash = createHash('sha256');
  hash.update(await fs.readFile(path.join(STORAGE, 'migrate.ts')));
  const migrations = path.join(STORAGE, 'migrations');
  for (const file of (await fs.readdir(migrations)).sort()) {
    hash.update(await fs.readFile(path.join(migrations, file)));
  }
  const pglite = new URL(import.meta.resolve('@electric-sql/pglite'));
  hash.update(await fs.readFile(path.resolve(pglite.pathname, '../../package.json')));
  const file = path.join(os.tmpdir(), `vakhta-template-${hash.digest('hex').slice(0, 16)}.tar`);

  const kept = await fs.readFile(file).catch(() => null);
  if (kept !== null) return new Blob([kept]);
  const database = await openDatabase({ kind: 'memory' }, silentLog);
  const dump = await database.dump();
  await database.close();
  // Written beside and moved: another test process may be making the same one.
  const making = `${file}.${process.pid}`;
  await fs.writeFile(making, new Uint8Array(await dump.arrayBuffer()));
  await fs.rename(making, file);
  return dump;
}
