import fs from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type Init = ReturnType<NodeFS['init']>;
type Options = Parameters<NodeFS['init']>[1];

/** The part of Emscripten's file system that is completed here. */
interface NodeMount {
  readonly NODEFS: { stream_ops: { fsync?: (stream: { readonly nfd?: number }) => number } };
  readonly FS: { readonly ErrnoError: new (errno: number) => Error };
}

/** WASI's number for an input/output error. */
const EIO = 29;

/**
 * A folder for PGlite in which `fsync` means it. PGlite starts PostgreSQL with `-F` (no fsync), and its file system
 * has no such operation: a commit that was acknowledged would be lost with the power. See also `DURABLE_START`.
 */
export class DurableNodeFs extends NodeFS {
  override async init(pg: PGlite, options: Options): Init {
    const { emscriptenOpts } = await super.init(pg, options);
    const addFsync = (module: unknown): void => {
      const { NODEFS, FS } = module as NodeMount;
      NODEFS.stream_ops.fsync = ({ nfd }) => {
        if (nfd === undefined) return 0;
        try {
          // The data, and what is needed to read them again (a file's size is, its time of change is not): PostgreSQL
          // writes its log into files that have their size, and half of each commit was the writing of that time.
          fs.fdatasyncSync(nfd);
          return 0;
        } catch {
          // A folder cannot be synchronised everywhere (Windows); a file that cannot be is for PostgreSQL to judge.
          if (isFolder(nfd)) return 0;
          throw new FS.ErrnoError(EIO);
        }
      };
    };
    const before = emscriptenOpts.preRun as ((module: unknown) => void)[] | undefined;
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(before ?? []), addFsync] } as Options };
  }
}

function isFolder(nfd: number): boolean {
  try {
    return fs.fstatSync(nfd).isDirectory();
  } catch {
    return false;
  }
}

/**
 * PGlite's start parameters without "no fsync". `fdatasync` is a no-operation in its C library, `fsync` reaches the
 * file system above.
 */
export function durableStart(defaults: readonly string[]): string[] {
  return [...defaults.filter((parameter) => parameter !== '-F'), '-c', 'wal_sync_method=fsync'];
}
