import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Clock, Logger } from '#shared/base/ports.ts';
import { errorCode } from '#main/disk/disk.ts';

/** Bytes after which the log is put aside; one older log is kept. */
const MAX_BYTES = 1024 * 1024;

/**
 * A log in a file, one JSON object a line. Few lines are written, so that each goes straight to the file and is there
 * when the program dies. Logging never fails: a full disk loses lines, not work.
 */
export function openLogFile(options: { folder: string; clock: Clock }): Logger {
  const { folder, clock } = options;
  const file = path.join(folder, 'main.log');
  let size = 0;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    size = statSync(file).size;
  } catch {
    // A first start has no log yet; a folder that cannot be made shows at the first line below.
  }

  function write(level: string, message: string, fields: Record<string, unknown> = {}): void {
    const line = `${JSON.stringify({ at: new Date(clock.now()).toISOString(), level, message, ...fields })}\n`;
    try {
      if (size + line.length > MAX_BYTES) {
        renameSync(file, path.join(folder, 'main.1.log'));
        size = 0;
      }
      appendFileSync(file, line, { mode: 0o600 });
      size += line.length;
    } catch {
      // Nothing can be told anywhere when the log itself cannot be written.
    }
  }

  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  };
}

/** What may be written down of a defect: its kind, code and the places in our code, but not its words. */
export function describeDefect(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const places = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim().replace(/(file:\/\/)?[^\s()]*[\\/]/g, ''));
  return { kind: error.name, code: errorCode(error), places: places.join(' < ') };
}
