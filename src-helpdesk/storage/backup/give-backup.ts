import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Sha256 } from '#shared/base/brand.ts';
import type { Logger } from '#shared/base/ports.ts';
import { askFolder } from '../folder-lock.ts';
import { lostIn, type BackupManifest } from './format.ts';
import { writeBackup, type BackupSource } from './write-backup.ts';

/** What is said to the process that has the folder. */
const ASK = 'backup\n';
/** Whoever connects must say what he wants within this time, in milliseconds. */
const ASK_MS = 5_000;
/** So many lost attachments are named in the log; the backup names all. */
const NAMED = 20;

/**
 * Answers another process of the same user on the folder's own socket with a backup: the embedded database is open in
 * this process and can be in no other. One that fails is cut, which its reader notices.
 */
export function giveBackup(socket: Socket, source: BackupSource, workFolder: string, log: Logger): void {
  let said = '';
  socket.setEncoding('latin1');
  socket.setTimeout(ASK_MS, () => socket.destroy());
  socket.on('data', (text) => {
    said += String(text);
    if (said.length < ASK.length && ASK.startsWith(said)) return;
    socket.removeAllListeners('data');
    socket.setTimeout(0);
    if (said !== ASK) {
      socket.destroy();
      return;
    }
    writeBackup(source, socket, { workFolder }).then(
      (manifest) => warnOfLost(manifest, log),
      (error: unknown) => {
        log.error('A backup could not be written.', {
          reason: error instanceof Error ? error.name : 'unknown',
        });
        socket.destroy();
      },
    );
  });
}

function warnOfLost(manifest: BackupManifest, log: Logger): void {
  const { gone, damaged } = lostIn(manifest);
  const warn = (sentence: string, lost: readonly Sha256[]): void => {
    if (lost.length === 0) return;
    log.warn(sentence, { count: lost.length, sha256: lost.slice(0, NAMED).join(' ') });
  };
  warn('Attachments are not in the backup: their bytes are not in the storage.', gone);
  warn('Attachments are not in the backup: they have other bytes in the storage than were kept.', damaged);
}

/**
 * Asks the helpdesk that runs on a folder for a backup.
 * @returns whether it gave one; whole or not only reading it tells
 */
export async function askForBackup(folder: string, target: NodeJS.WritableStream): Promise<boolean> {
  const socket = await askFolder(folder);
  if (socket === null) return false;
  socket.write(ASK);
  await pipeline(socket, target);
  return true;
}
