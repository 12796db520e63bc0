import { createHash } from 'node:crypto';
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
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken) throw error;
      if (attempt > 0 || process.platform === 'win32' || (await answers(address))) {
        throw new FolderInUseError(
          `Another helpdesk is using the folder ${folder}. Stop it first, or choose another folder.`,
        );
      }
      // Nobody listens: left behind by a process that was killed.
      await fs.rm(address, { force: true });
    }
  }
  // Only the user whose helpdesk it is may speak to it. (A pipe of Windows is his from the beginning.)
  if (process.platform !== 'win32') await fs.chmod(address, 0o600);
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
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
  const inside = path.join(folder, 'helpdesk.lock');
  return Buffer.byteLength(inside) <= MAX_SOCKET_PATH
    ? inside
    : path.join(os.tmpdir(), `vakhta-${name}.lock`);
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

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
