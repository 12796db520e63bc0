import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** How often each kind of fault was injected, for the end of the run. */
export interface Tally {
  count(kind: string, times?: number): void;
  /** Writes what was counted where the runner's stage adds it up. */
  write(): void;
}

const FOLDER = path.resolve(import.meta.dirname, '../../../test-results/faults');

/** @param name of the suite: one file each, since suites run at the same time */
export function openTally(name: string): Tally {
  const counts = new Map<string, number>();
  return {
    count(kind, times = 1) {
      counts.set(kind, (counts.get(kind) ?? 0) + times);
    },
    write() {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(
        path.join(FOLDER, `${name}.json`),
        `${JSON.stringify(Object.fromEntries(counts), null, 2)}\n`,
      );
    },
  };
}
