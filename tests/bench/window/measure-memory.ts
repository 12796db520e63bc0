import { readFile } from 'node:fs/promises';
import { descendantsOf } from '../../support/electron.ts';

const LOOK_MS = 1_000;
const LIMIT_MS = 20_000;
/** Two looks in a row that differ by no more than this share: it has come to rest. */
const REST = 0.01;

/**
 * Memory of a process and all below it once it has come to rest, in bytes. Linux only. Nothing is counted twice, and it
 * does not depend on what else runs on the machine.
 */
export async function measureMemory(pid: number): Promise<number> {
  const deadline = performance.now() + LIMIT_MS;
  let before = await sumOf(pid);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const now = await sumOf(pid);
    if (Math.abs(now - before) <= before * REST || performance.now() > deadline) return now;
    before = now;
  }
}

async function sumOf(pid: number): Promise<number> {
  const texts = await Promise.all(
    // A process that has ended in the meantime has no memory.
    [pid, ...descendantsOf(pid)].map((each) => readFile(`/proc/${each}/smaps`, 'utf8').catch(() => '')),
  );
  return sumMappings(texts);
}

/**
 * Adds up the mappings of a tree of processes (`/proc/PID/smaps`, see proc(5)): a process's own pages by their
 * proportional size, since those of a fork may be shared; pages of a file once, however many processes map them. The
 * proportional size of files would not do: it shrinks when another Electron happens to run.
 */
export function sumMappings(texts: readonly string[]): number {
  let own = 0;
  const files = new Map<string, number>();
  for (const text of texts) {
    for (const mapping of text.split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m)) {
      const [, , offset, device, inode] = (/^.*$/m.exec(mapping)?.[0] ?? '').split(/\s+/);
      if (inode === undefined) continue;
      if (inode === '0') {
        own += kilobytes(mapping, 'Pss');
        continue;
      }
      const changed = kilobytes(mapping, 'Anonymous');
      own += changed;
      const key = `${device} ${inode} ${offset}`;
      files.set(key, Math.max(files.get(key) ?? 0, kilobytes(mapping, 'Rss') - changed));
    }
  }
  return ([...files.values()].reduce((sum, size) => sum + size, 0) + own) * 1024;
}

function kilobytes(mapping: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(mapping)?.[1] ?? 0);
}
