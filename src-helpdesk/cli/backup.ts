import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Sha256 } from '#shared/base/brand.ts';
import { BackupError, lostIn, type BackupManifest, type BackupProgress } from '../storage/backup/format.ts';
import { askForBackup } from '../storage/backup/give-backup.ts';
import { readBackup } from '../storage/backup/read-backup.ts';
import { restoreBackup } from '../storage/backup/restore-backup.ts';
import { writeBackup } from '../storage/backup/write-backup.ts';
import { syncFolder } from '../storage/files/durable-files.ts';
import { FolderInUseError } from '../storage/folder-lock.ts';
import { openStorage, type Storage, type StorageOptions } from '../storage/storage.ts';
import { UsageError } from './usage.ts';

/** What was done, as lines to print, and what is missing in it. */
export interface BackupReport {
  readonly lines: readonly string[];
  /** Attachments whose bytes were not in the storage, or damaged there. */
  readonly missing: number;
}

/**
 * Writes a backup under a name that is not taken: first beside it, and under the name when it is whole, read again and on
 * the disk. Of a folder that a helpdesk is running on, that helpdesk is asked for it.
 * @throws UsageError, BackupError, or the system's error; nothing is left under the name then
 */
export async function backUp(
  place: StorageOptions,
  file: string,
  onProgress: (progress: BackupProgress) => void,
): Promise<BackupReport> {
  if (await exists(file)) throw new UsageError(`There is a file ${file} already: choose another name.`);
  const part = `${file}.${randomUUID().slice(0, 8)}.part`;
  try {
    const wasAsked = await write(place, part, onProgress);
    const manifest = await readBackup(part, {}).catch((error: unknown) => {
      if (!wasAsked || !(error instanceof BackupError)) throw error;
      throw new BackupError('The running helpdesk gave no whole backup; its log says why.', { cause: error });
    });
    const handle = await fs.open(part, 'r+');
    await handle.sync();
    await handle.close();
    if (await exists(file)) throw new UsageError(`There is a file ${file} already: choose another name.`);
    await fs.rename(part, file);
    await syncFolder(path.dirname(path.resolve(file)));
    const { size } = await fs.stat(file);
    return {
      lines: [
        `The backup ${file} is written: ${contentOf(manifest)}, ${(size / 1e6).toFixed(1)} MB.`,
        'It holds everything, hashes of passwords too: keep it where only you can read it.',
        ...lostLines(manifest),
      ],
      missing: manifest.missing.length,
    };
  } finally {
    await fs.rm(part, { force: true });
  }
}

/** @returns whether a running helpdesk was asked for it */
async function write(
  place: StorageOptions,
  part: string,
  onProgress: (progress: BackupProgress) => void,
): Promise<boolean> {
  const handle = await fs.open(part, 'wx', 0o600);
  const target = handle.createWriteStream();
  let storage: Storage;
  try {
    storage = await openStorage(place);
  } catch (error) {
    if (error instanceof FolderInUseError && (await askForBackup(place.folder, target))) return true;
    target.destroy();
    throw error;
  }
  try {
    await writeBackup(storage, target, { workFolder: path.dirname(path.resolve(part)), onProgress });
    return false;
  } finally {
    await storage.close();
  }
}

/** Restores a helpdesk. @throws BackupError, or the system's error; the helpdesk is then as it was */
export async function restore(
  place: StorageOptions,
  { file, replace }: { readonly file: string; readonly replace: boolean },
  onProgress: (progress: BackupProgress) => void,
): Promise<BackupReport> {
  if (!(await exists(file))) throw new UsageError(`There is no file ${file}.`);
  const storage = await openStorage(place);
  try {
    const { header, manifest } = await restoreBackup(storage, file, { replace, onProgress });
    return {
      lines: [
        `"${header.helpdesk.name}" is what it was at ${header.at}: ${contentOf(manifest)}.`,
        'Whoever was signed in then is signed in again; "devices revoke LOGIN" ends a session.',
        ...lostLines(manifest),
      ],
      missing: manifest.missing.length,
    };
  } finally {
    await storage.close();
  }
}

/** Shows on a terminal how far the work is, on one line; elsewhere nothing. @returns what ends the line */
export function showProgress(terminal: NodeJS.WriteStream): {
  readonly onProgress: (progress: BackupProgress) => void;
  end(): void;
} {
  const WORDS = { rows: 'Rows', files: 'Attachments', verify: 'Checking' } as const;
  let shownAt = 0;
  let isShown = false;
  return {
    onProgress({ step, rows, files }) {
      if (!terminal.isTTY || Date.now() - shownAt < 100) return;
      shownAt = Date.now();
      isShown = true;
      const count =
        step === 'files' ? `${files}` : step === 'rows' ? `${rows}` : `${rows} rows, ${files} files`;
      terminal.write(`\r\u001B[K${WORDS[step]}: ${count} …`);
    },
    end() {
      if (isShown) terminal.write('\r\u001B[K');
    },
  };
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function contentOf({ rows, files }: BackupManifest): string {
  return [
    counted(rows['ticket'] ?? 0, 'ticket', 'tickets'),
    counted(rows['message'] ?? 0, 'message', 'messages'),
    counted(files, 'attachment', 'attachments'),
  ].join(', ');
}

function lostLines(manifest: BackupManifest): readonly string[] {
  const { gone, damaged } = lostIn(manifest);
  const linesOf = (lost: readonly Sha256[], what: string): readonly string[] => {
    if (lost.length === 0) return [];
    const attachments = counted(lost.length, 'attachment', 'attachments');
    return [
      `Attention: ${attachments} ${what}, so not in the backup. By SHA-256:`,
      ...lost.map((each) => `  ${each}`),
    ];
  };
  return [
    ...linesOf(gone, 'not found in the storage'),
    ...linesOf(damaged, 'damaged in the storage (other bytes than were kept)'),
  ];
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}
