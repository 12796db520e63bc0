/** What happens at the n-th operation that writes. `dead`: the worker has ended before it. */
export type OpfsFault = { readonly at: number; readonly kind: 'quota' | 'short' | 'broken' | 'dead' };

interface FileNode {
  bytes: Uint8Array<ArrayBuffer>;
  safe: Uint8Array<ArrayBuffer>;
  unsafe: ((bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>)[];
  isOpen: boolean;
}
interface FolderNode {
  readonly folders: Map<string, FolderNode>;
  readonly files: Map<string, FileNode>;
}

/**
 * The part of an origin's private file system that the journal uses, in memory: it gives one handle a file at a time as a
 * browser does, forgets what was not flushed when the power fails, and can refuse any operation that writes.
 */
export interface FakeOpfs {
  /** What a worker that begins now is given. */
  begin(): () => Promise<FileSystemDirectoryHandle>;
  happened(): number;
  fail(fault: OpfsFault | null): void;
  /** Resolves when a fault has ended the worker. */
  whenDead(): Promise<void>;
  /** Another worker begins: the handles of the dead one are let go. */
  restart(): void;
  /** The power has failed: of what was not flushed the choice decides, write by write. */
  cutPower(keeps: () => boolean): void;
  /** Paths of files. */
  files(): ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  damage(path: string, change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): void;
}

export function createFakeOpfs(): FakeOpfs {
  const top: FolderNode = { folders: new Map(), files: new Map() };
  let count = 0;
  let happened = 0;
  let fault: OpfsFault | null = null;
  let life = 0;
  let died = () => {};

  class Dead extends Error {}
  function enter(born: number): 'whole' | 'short' {
    if (born !== life) throw new Dead();
    count += 1;
    if (fault === null || fault.at !== count) return 'whole';
    happened += 1;
    if (fault.kind === 'dead') {
      life += 1;
      died();
      throw new Dead();
    }
    if (fault.kind === 'quota') throw new DOMException('No room', 'QuotaExceededError');
    if (fault.kind === 'broken') throw new DOMException('Input or output error', 'InvalidStateError');
    return 'short';
  }
  /** What a dead worker asked for is never answered. */
  async function asked<T>(born: number, task: () => T): Promise<T> {
    await Promise.resolve();
    try {
      if (born !== life) throw new Dead();
      return task();
    } catch (error) {
      if (error instanceof Dead) return new Promise(() => undefined);
      throw error;
    }
  }
  const missing = () => new DOMException('Not there', 'NotFoundError');

  function fileHandle(file: FileNode, born: number) {
    const alter = (apply: FileNode['unsafe'][number]) => {
      file.bytes = apply(file.bytes);
      file.unsafe.push(apply);
    };
    return {
      createSyncAccessHandle: () =>
        asked(born, () => {
          if (file.isOpen) throw new DOMException('In use', 'NoModificationAllowedError');
          file.isOpen = true;
          return {
            getSize: () => file.bytes.length,
            read(into: Uint8Array, { at = 0 } = {}) {
              into.set(file.bytes.subarray(at, at + into.length));
              return Math.min(into.length, file.bytes.length - at);
            },
            write(from: Uint8Array, { at = 0 } = {}) {
              const length = enter(born) === 'short' ? Math.floor(from.length / 2) : from.length;
              const piece = from.slice(0, length);
              alter((before) => {
                const after = new Uint8Array(Math.max(before.length, at + length));
                after.set(before);
                after.set(piece, at);
                return after;
              });
              return length;
            },
            truncate(length: number) {
              enter(born);
              alter((before) => {
                const after = new Uint8Array(length);
                after.set(before.subarray(0, length));
                return after;
              });
            },
            flush() {
              enter(born);
              file.safe = file.bytes;
              file.unsafe = [];
            },
            close() {
              if (born === life) file.isOpen = false;
            },
          };
        }),
      getFile: () => asked(born, () => new Blob([file.bytes])),
    };
  }

  function folderHandle(folder: FolderNode, born: number): unknown {
    return {
      getDirectoryHandle: (name: string, { create = false } = {}) =>
        asked(born, () => {
          let found = folder.folders.get(name);
          if (found === undefined && !create) throw missing();
          if (found === undefined) {
            enter(born);
            found = { folders: new Map(), files: new Map() };
            folder.folders.set(name, found);
          }
          return folderHandle(found, born);
        }),
      getFileHandle: (name: string, { create = false } = {}) =>
        asked(born, () => {
          let found = folder.files.get(name);
          if (found === undefined && !create) throw missing();
          if (found === undefined) {
            enter(born);
            found = { bytes: new Uint8Array(), safe: new Uint8Array(), unsafe: [], isOpen: false };
            folder.files.set(name, found);
          }
          return fileHandle(found, born);
        }),
      removeEntry: (name: string) =>
        asked(born, () => {
          if (!folder.files.has(name) && !folder.folders.has(name)) throw missing();
          enter(born);
          folder.files.delete(name);
          folder.folders.delete(name);
        }),
      async *keys() {
        yield* [...folder.folders.keys(), ...folder.files.keys()];
      },
    };
  }

  function* walk(folder: FolderNode, path: string): Generator<readonly [string, FileNode]> {
    for (const [name, file] of folder.files) yield [path + name, file];
    for (const [name, below] of folder.folders) yield* walk(below, `${path}${name}/`);
  }

  return {
    begin() {
      const born = life;
      return () => asked(born, () => folderHandle(top, born) as FileSystemDirectoryHandle);
    },
    happened: () => happened,
    fail(next) {
      fault = next;
    },
    whenDead: () => new Promise((resolve) => (died = resolve)),
    restart() {
      life += 1;
      fault = null;
      for (const [, file] of walk(top, '')) file.isOpen = false;
    },
    cutPower(keeps) {
      this.restart();
      for (const [, file] of walk(top, '')) {
        let { safe } = file;
        for (const each of file.unsafe) if (keeps()) safe = each(safe);
        Object.assign(file, { bytes: safe, safe, unsafe: [] });
      }
    },
    files: () => new Map([...walk(top, '')].map(([path, file]) => [path, file.bytes])),
    damage(path, change) {
      const file = new Map(walk(top, '')).get(path);
      if (file === undefined) throw missing();
      const bytes = change(file.bytes.slice());
      Object.assign(file, { bytes, safe: bytes, unsafe: [] });
    },
  };
}
