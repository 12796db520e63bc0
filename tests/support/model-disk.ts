import path from 'node:path';
import type { Disk } from '#main/disk/disk.ts';

/** What happens at the n-th operation. `dead`: the process ends before it, and nothing it asks for later is done. */
export type DiskFault = { readonly at: number; readonly kind: 'ENOSPC' | 'EIO' | 'half' | 'dead' };

interface FileNode {
  readonly kind: 'file';
  readonly ino: number;
  bytes: Buffer;
  /** What a power cut leaves for sure. */
  safe: Buffer;
  /** Writes since the last flush: each may be on the disk or not. */
  unsafe: ((bytes: Buffer) => Buffer)[];
}
interface FolderNode {
  readonly kind: 'folder';
  readonly ino: number;
  names: Map<string, Node>;
  safe: Map<string, Node>;
  /** Changes of names since the last flush of the folder. */
  unsafe: ((names: Map<string, Node>) => void)[];
}
type Node = FileNode | FolderNode;

/**
 * A disk in memory that knows what a power cut takes: writes since a file's last flush, and names since their folder's,
 * each of them on its own, so that a later rename may have arrived and an earlier one not. It counts its operations and can
 * fail or end the program at any of them.
 */
export interface ModelDisk extends Disk {
  /** Operations so far that change something or flush. */
  readonly count: () => number;
  /** Faults that have happened. */
  readonly happened: () => number;
  fail(fault: DiskFault | null): void;
  /** Resolves when a fault has ended the program. */
  whenDead(): Promise<void>;
  /** The process has ended: what it had written stays. */
  restart(): void;
  /** The power has failed: of what was not flushed the choice decides, piece by piece. */
  cutPower(keeps: () => boolean): void;
  /** Changes the bytes of a file as no program did. */
  damage(file: string, change: (bytes: Buffer) => Buffer): void;
  bytes(file: string): Buffer | null;
  names(folder: string): readonly string[];
  /** Removes a folder behind the program's back. */
  vanish(folder: string): void;
}

const systemError = (code: string, what: string) => Object.assign(new Error(`${code}: ${what}`), { code });

/** @param folder is there already, and safe */
export function createModelDisk(folder = '/profile'): ModelDisk {
  let inodes = 0;
  const folderNode = (): FolderNode => ({
    kind: 'folder',
    ino: ++inodes,
    names: new Map(),
    safe: new Map(),
    unsafe: [],
  });
  const root = folderNode();
  const top = folderNode();
  root.names.set(path.basename(folder), top);
  root.safe.set(path.basename(folder), top);
  let count = 0;
  let happened = 0;
  let fault: DiskFault | null = null;
  let life = 0;
  let died = () => {};

  function parts(file: string): string[] {
    return path.resolve(file).split(path.sep).filter(Boolean);
  }
  function find(file: string): Node | null {
    let at: Node = root;
    for (const part of parts(file)) {
      const next: Node | undefined = at.kind === 'folder' ? at.names.get(part) : undefined;
      if (next === undefined) return null;
      at = next;
    }
    return at;
  }
  function folderOf(file: string): FolderNode {
    const found = find(path.dirname(file));
    if (found?.kind !== 'folder') throw systemError('ENOENT', file);
    return found;
  }
  function change(folder: FolderNode, apply: (names: Map<string, Node>) => void): void {
    apply(folder.names);
    folder.unsafe.push(apply);
  }
  function alter(file: FileNode, apply: (bytes: Buffer) => Buffer): void {
    file.bytes = apply(file.bytes);
    file.unsafe.push(apply);
  }

  /** Counts an operation, and lets it meet its fate. @returns `half` when only a part is to be done before it fails */
  async function enter(born: number, what: string): Promise<'whole' | 'half'> {
    await Promise.resolve();
    if (born !== life) return new Promise(() => undefined);
    count += 1;
    if (fault === null || fault.at !== count) return 'whole';
    happened += 1;
    if (fault.kind === 'dead') {
      life += 1;
      died();
      return new Promise(() => undefined);
    }
    if (fault.kind === 'half') return 'half';
    throw systemError(fault.kind, what);
  }

  function handleOf(node: Node, born: number) {
    const asFile = () => {
      if (node.kind !== 'file') throw systemError('EISDIR', 'handle');
      return node;
    };
    const write = async (bytes: Uint8Array, from: number, length: number, position: number) => {
      const how = await enter(born, 'write');
      const done = how === 'half' ? Math.floor(length / 2) : length;
      const piece = Buffer.from(bytes.subarray(from, from + done));
      alter(asFile(), (before) => {
        const after = Buffer.alloc(Math.max(before.length, position + piece.length));
        before.copy(after);
        piece.copy(after, position);
        return after;
      });
      if (how === 'half') throw systemError('ENOSPC', 'write');
      return { bytesWritten: done, buffer: bytes };
    };
    const sync = async () => {
      await enter(born, 'sync');
      if (node.kind === 'file') node.safe = node.bytes;
      else node.safe = new Map(node.names);
      node.unsafe = [];
    };
    return {
      write,
      writeFile: (content: string | Uint8Array) => {
        const bytes = Buffer.from(content as Uint8Array);
        return write(bytes, 0, bytes.length, 0);
      },
      sync,
      datasync: sync,
      async truncate(length: number) {
        await enter(born, 'truncate');
        alter(asFile(), (before) => Buffer.concat([before.subarray(0, length)]));
      },
      async stat() {
        return { ino: node.ino, dev: 1, size: node.kind === 'file' ? node.bytes.length : 0 };
      },
      async close() {},
    };
  }

  async function open(file: string, flags = 'r') {
    const born = life;
    await enter(born, 'open');
    let node = find(file);
    if (node === null) {
      if (!flags.startsWith('w')) throw systemError('ENOENT', file);
      const made: FileNode = {
        kind: 'file',
        ino: ++inodes,
        bytes: Buffer.alloc(0),
        safe: Buffer.alloc(0),
        unsafe: [],
      };
      node = made;
      change(folderOf(file), (names) => names.set(path.basename(file), made));
    } else if (flags.startsWith('w') && node.kind === 'file') alter(node, () => Buffer.alloc(0));
    return handleOf(node, born);
  }

  async function rename(from: string, to: string) {
    await enter(life, 'rename');
    const folder = folderOf(from);
    const node = folder.names.get(path.basename(from));
    if (node === undefined || folder !== folderOf(to)) throw systemError('ENOENT', from);
    change(folder, (names) => {
      names.delete(path.basename(from));
      names.set(path.basename(to), node);
    });
  }

  async function rm(file: string, options: { force?: boolean } = {}) {
    await enter(life, 'rm');
    if (find(file) === null) {
      if (options.force === true) return;
      throw systemError('ENOENT', file);
    }
    change(folderOf(file), (names) => names.delete(path.basename(file)));
  }

  async function mkdir(folder: string): Promise<string | undefined> {
    await enter(life, 'mkdir');
    let at: FolderNode = root;
    let first: string | undefined;
    let where: string = path.sep;
    for (const part of parts(folder)) {
      where = path.join(where, part);
      const known = at.names.get(part);
      if (known?.kind === 'folder') {
        at = known;
        continue;
      }
      const made = folderNode();
      change(at, (names) => names.set(part, made));
      first ??= where;
      at = made;
    }
    return first;
  }

  const disk = {
    open,
    rename,
    rm,
    mkdir,
    async readFile(file: string) {
      const born = life;
      await Promise.resolve();
      if (born !== life) return new Promise(() => undefined);
      const node = find(file);
      if (node?.kind !== 'file') throw systemError('ENOENT', file);
      return Buffer.from(node.bytes);
    },
    async readdir(folder: string) {
      const node = find(folder);
      if (node?.kind !== 'folder') throw systemError('ENOENT', folder);
      return [...node.names.keys()];
    },
    async stat(file: string) {
      const node = find(file);
      if (node === null) throw systemError('ENOENT', file);
      return { ino: node.ino, dev: 1, size: node.kind === 'file' ? node.bytes.length : 0 };
    },
  } as unknown as Disk;

  return {
    ...disk,
    count: () => count,
    happened: () => happened,
    fail(next) {
      fault = next;
    },
    whenDead: () => new Promise((resolve) => (died = resolve)),
    restart() {
      life += 1;
      fault = null;
    },
    cutPower(keeps) {
      life += 1;
      fault = null;
      const settle = (node: Node): void => {
        if (node.kind === 'file') {
          let bytes = node.safe;
          for (const each of node.unsafe) if (keeps()) bytes = each(bytes);
          node.bytes = bytes;
          node.safe = bytes;
        } else {
          const names = new Map(node.safe);
          for (const each of node.unsafe) if (keeps()) each(names);
          node.names = names;
          node.safe = new Map(names);
          for (const each of names.values()) settle(each);
        }
        node.unsafe = [];
      };
      settle(root);
    },
    damage(file, change_) {
      const node = find(file);
      if (node?.kind !== 'file') throw systemError('ENOENT', file);
      node.bytes = change_(Buffer.from(node.bytes));
      node.safe = node.bytes;
      node.unsafe = [];
    },
    bytes(file) {
      const node = find(file);
      return node?.kind === 'file' ? node.bytes : null;
    },
    names(folder) {
      const node = find(folder);
      return node?.kind === 'folder' ? [...node.names.keys()] : [];
    },
    vanish(folder) {
      folderOf(folder).names.delete(path.basename(folder));
    },
  };
}
