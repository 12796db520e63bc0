import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { silentLog, systemClock } from '#helpdesk/index.ts';
import { openStorage } from '#helpdesk/storage/storage.ts';
import { expectToFit } from './describe-backup.ts';

const CLI = path.resolve(import.meta.dirname, '../../../src-helpdesk/cli.ts');

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function start(...words: readonly string[]): {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  output(): string;
} {
  const child = spawn(process.execPath, [CLI, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output: text }));
  return { child, ended, output: () => text };
}

/** Each command opens databases in a process of its own: slow on a busy machine. */
const BUSY_MS = 10 * 60_000;

describe('the commands backup and restore', { timeout: BUSY_MS }, () => {
  let folder = '';
  const at = (name: string): string => path.join(folder, name);
  const run = (...words: readonly string[]): Promise<Ended> => start(...words).ended;
  /** What is in a helpdesk, after a look whether it fits together. */
  const look = async (name: string): Promise<{ readonly name: string; readonly tickets: number }> => {
    const storage = await openStorage({ folder: at(name), clock: systemClock, log: silentLog });
    try {
      await expectToFit(storage);
      const { rows } = await sql<{ name: string; tickets: number }>`
        select name, (select count(*)::int from ticket) as tickets from helpdesk`.execute(storage.db);
      return rows[0] ?? { name: '', tickets: -1 };
    } finally {
      await storage.close();
    }
  };

  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-cli-'));
    const seeded = await run('seed', '--tickets', '40', '--data', at('one'));
    if (seeded.code !== 0) throw new Error(seeded.output);
  }, BUSY_MS);
  afterAll(() => fs.rm(folder, { recursive: true, force: true }));

  it('back up a helpdesk that is running, into a file for its owner only', async () => {
    const serving = start('--port', '0', '--data', at('one'));
    while (!serving.output().includes('listening')) await once(serving.child.stdout ?? serving.child, 'data');
    const done = await run('backup', at('one.backup'), '--data', at('one'));
    expect(done.output).toContain('40 tickets');
    expect(done.code).toBe(0);
    expect(((await fs.stat(at('one.backup'))).mode & 0o777).toString(8)).toBe('600');
    // Still in use, and no other can have the folder.
    expect(await run('restore', at('one.backup'), '--data', at('one'), '--replace')).toMatchObject({
      code: 1,
    });
    serving.child.kill('SIGTERM');
    await serving.ended;

    const restored = await run('restore', at('one.backup'), '--data', at('two'));
    expect(restored).toMatchObject({ code: 0 });
    expect((await look('two')).tickets).toBe(40);
  });

  it('never write over a file, and leave none behind that is not whole', async () => {
    await fs.writeFile(at('mine.txt'), 'mine');
    expect(await run('backup', at('mine.txt'), '--data', at('one'))).toMatchObject({ code: 2 });
    expect(await fs.readFile(at('mine.txt'), 'utf8')).toBe('mine');
    const nowhere = await run('backup', at('no/such/folder.backup'), '--data', at('one'));
    expect(nowhere.code).toBe(1);
    expect(await run('restore', at('mine.txt'), '--data', at('three'))).toMatchObject({
      code: 1,
      output: 'This file is not a backup of a Vakhta helpdesk.\n',
    });
    expect(await run('restore', at('no.backup'), '--data', at('three'))).toMatchObject({ code: 2 });
    expect(
      (await fs.readdir(folder)).filter((name) => name.endsWith('.part') || name.startsWith('backup-')),
    ).toEqual([]);
  });

  const small = path.join(os.tmpdir(), `vakhta-small-${process.pid}`);
  // A disk so small is a file system of its own, and only root on Linux can mount one.
  it.skipIf(!mountSmall(small))(
    'say that the disk is full, and leave nothing on it (skipped where nothing can be mounted)',
    async () => {
      try {
        const full = await run('backup', path.join(small, 'a.backup'), '--data', at('one'));
        expect(full).toMatchObject({ code: 1, output: 'The disk is full.\n' });
        expect(await fs.readdir(small)).toEqual([]);
      } finally {
        execFileSync('umount', [small]);
        await fs.rmdir(small);
      }
    },
  );

  it('I1: a restoring that is killed at any time leaves the old helpdesk or the restored one', async () => {
    await run('seed', '--tickets', '7', '--data', at('old'));
    const outcomes: number[] = [];
    let span = 0;
    for (const share of [null, 0.5, 0.8, 0.95]) {
      await fs.rm(at('killed'), { recursive: true, force: true });
      await fs.cp(at('old'), at('killed'), { recursive: true, filter: (from) => !from.endsWith('.lock') });
      const begun = performance.now();
      const restoring = start('restore', at('one.backup'), '--data', at('killed'), '--replace');
      // Killed after a share of the time that it took the first time.
      const timer = share === null ? null : setTimeout(() => restoring.child.kill('SIGKILL'), span * share);
      await restoring.ended;
      if (timer !== null) clearTimeout(timer);
      if (share === null) span = performance.now() - begun;
      outcomes.push((await look('killed')).tickets);
    }
    expect(outcomes[0]).toBe(40);
    expect(outcomes.every((tickets) => tickets === 7 || tickets === 40)).toBe(true);
    // The first kill comes before the end: otherwise nothing was killed in the middle.
    expect(outcomes[1]).toBe(7);
  });
});

/** A disk with room for a few pages only. */
function mountSmall(place: string): boolean {
  try {
    execFileSync('mkdir', ['-p', place], { stdio: 'ignore' });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
