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
 * @returns a function that gives the folder free
 * @throws FolderInUseError
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const address = addressOf(await fs.realpath(folder));
  const server = net.createServer((socket) => socket.destroy());
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
  return () => new Promise((resolve) => server.close(() => resolve()));
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
