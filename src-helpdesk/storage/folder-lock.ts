import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** Another process works on this folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/** The longest path of a local socket on the systems we run on is a little over 100 bytes. */
const MAX_SOCKET_PATH = 100;
/** The lock's name in the folder itself, without its ending. */
const INSIDE = 'helpdesk';

/**
 * Keeps a data folder for this process: two PGlite on one folder would destroy it. The lock is a local socket that is
 * listened on, because the system closes it with the process, however that ends; a number of a process in a file
 * would outlive a kill and be taken for another process's.
 * @param onAsked another process of the same user speaks to this one; without it everybody is sent away
 * @returns a function that gives the folder free
 * @throws FolderInUseError
 */
export async function lockFolder(
  folder: string,
  onAsked: (socket: net.Socket) => void = (socket) => socket.destroy(),
): Promise<() => Promise<void>> {
  const address = addressOf(await fs.realpath(folder));
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Whoever asks may go away at any time.
    socket.on('error', () => socket.destroy());
    onAsked(socket);
  });
  server.unref();
  for (let attempt = 0; ; attempt += 1) {
    try {
      await listen(server, address);
      break;
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw error;
      if (attempt > 0 || process.platform === 'win32' || (await answers(address))) {
        throw inUse(folder);
      }
      // Nobody listens: left behind by a process that was killed.
      if (!(await takeAway(address))) throw inUse(folder);
    }
  }
  const unlock = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  if (process.platform === 'win32') return unlock;
  try {
    // Only the user whose helpdesk it is may speak to it. (A pipe of Windows is his from the beginning.)
    await fs.chmod(address, 0o600);
    // Whose name another has just taken away is asked under the name that it has meanwhile.
    if (await isAnyAside(address)) throw inUse(folder);
  } catch (error) {
    await unlock();
    throw codeOf(error) === 'ENOENT' ? inUse(folder) : error;
  }
  return unlock;
}

/** Connects to the process that works on a folder; null when there is none. */
export async function askFolder(folder: string): Promise<net.Socket | null> {
  const socket = net.connect(addressOf(await fs.realpath(folder)));
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

function addressOf(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\vakhta-${name}`;
  const inside = path.join(folder, `${INSIDE}.lock`);
  return Buffer.byteLength(inside) <= MAX_SOCKET_PATH
    ? inside
    : path.join(os.tmpdir(), `vakhta-${name}.lock`);
}

function inUse(folder: string): FolderInUseError {
  return new FolderInUseError(
    `Another helpdesk is using the folder ${folder}. Stop it first, or choose another folder.`,
  );
}

/**
 * Takes away a lock that nobody answers behind. Another process may do the same and have put its own there since we
 * asked: so it gets another name first, and is asked once more.
 * @returns false when somebody answers: it has its name back then, or stays aside where `isAnyAside` finds it
 */
async function takeAway(address: string): Promise<boolean> {
  const aside = `${asideOf(address)}${randomBytes(4).toString('hex')}.lock`;
  try {
    await fs.rename(address, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
  if (await answers(aside)) {
    // Never over another: where a third one has taken the name meanwhile, it finds this one aside and gives up.
    const isBack = await fs.link(aside, address).then(
      () => true,
      () => false,
    );
    if (isBack) await fs.rm(aside, { force: true });
    return false;
  }
  await fs.rm(aside, { force: true });
  return true;
}

/** Whether somebody answers under a name that was put aside. Those where nobody does are removed. */
async function isAnyAside(address: string): Promise<boolean> {
  const start = path.basename(asideOf(address));
  for (const name of await fs.readdir(path.dirname(address))) {
    if (!name.startsWith(start) || !/^[0-9a-f]{8}\.lock$/.test(name.slice(start.length))) continue;
    const aside = path.join(path.dirname(address), name);
    if (await answers(aside)) return true;
    await fs.rm(aside, { force: true });
  }
  return false;
}

/** How the names begin under which a lock is put aside; the whole must fit as `MAX_SOCKET_PATH` says. */
function asideOf(address: string): string {
  const { dir, name } = path.parse(address);
  return path.join(dir, name === INSIDE ? '~' : `${name}~`);
}

function listen(server: net.Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Whether somebody may be there: only a name that nobody listens behind, or no name, says that nobody is. */
function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => resolve(!NOBODY.has(codeOf(error))));
  });
}

const NOBODY: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOENT']);

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
