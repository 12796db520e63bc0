import * as fs from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Disk } from '#main/disk/disk.ts';

/** Operations of a disk that can be made to fail. */
export type Operation = 'write' | 'sync' | 'truncate' | 'open' | 'rename' | 'readFile';

export interface FailingDisk extends Disk {
  /** Every operation of these kinds fails with the code, until `heal`. A failing write leaves half of its bytes. */
  breakDown(code: string, ...operations: Operation[]): void;
  heal(): void;
  /** How many times files were flushed. */
  readonly flushes: () => number;
}

/** The real file system, with faults on demand. */
export function makeFailingDisk(): FailingDisk {
  let broken: { code: string; operations: Set<Operation> } | null = null;
  let flushes = 0;

  function check(operation: Operation): void {
    if (broken?.operations.has(operation) === true) {
      throw Object.assign(new Error(`${broken.code}: made to fail`), { code: broken.code });
    }
  }

  function wrap(handle: FileHandle): FileHandle {
    return new Proxy(handle, {
      get(target, name) {
        if (name === 'write') {
          return async (bytes: Buffer, from: number, length: number, position: number) => {
            if (broken?.operations.has('write') === true) {
              await target.write(bytes, from, Math.floor(length / 2), position);
              check('write');
            }
            return target.write(bytes, from, length, position);
          };
        }
        if (name === 'writeFile') {
          return async (content: string | Uint8Array) => {
            check('write');
            return target.writeFile(content);
          };
        }
        if (name === 'sync' || name === 'datasync') {
          return async () => {
            check('sync');
            flushes += 1;
            return target[name]();
          };
        }
        if (name === 'truncate') {
          return async (length: number) => {
            check('truncate');
            return target.truncate(length);
          };
        }
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }

  return {
    ...fs,
    async open(...args: Parameters<typeof fs.open>) {
      check('open');
      return wrap(await fs.open(...args));
    },
    async rename(...args: Parameters<typeof fs.rename>) {
      check('rename');
      return fs.rename(...args);
    },
    readFile: ((...args: Parameters<typeof fs.readFile>) => {
      check('readFile');
      return fs.readFile(...args);
    }) as typeof fs.readFile,
    breakDown(code, ...operations) {
      broken = { code, operations: new Set(operations) };
    },
    heal() {
      broken = null;
    },
    flushes: () => flushes,
  };
}
