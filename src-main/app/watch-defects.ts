import { app, dialog } from 'electron';
import type { Logger } from '#shared/base/ports.ts';
import { describeDefect } from '#main/services/diagnostics/log-file.ts';
import type { Words } from './words.ts';

/** Errors of a terminal or pipe that went away: nobody listens, nothing is wrong. */
const HARMLESS: ReadonlySet<string> = new Set(['EPIPE', 'EIO']);

/** After an error that nobody expected the state of main is unknown: say so, and start again. All work is on the disk. */
export function watchDefects(log: Logger, words: () => Words): void {
  let isEnding = false;
  process.on('uncaughtException', (error) => {
    const defect = describeDefect(error);
    if (HARMLESS.has(defect['code'] ?? '')) return;
    log.error('defect: uncaught', defect);
    if (isEnding) return;
    isEnding = true;
    dialog.showErrorBox(words().defect, words().defectDetail);
    app.relaunch();
    app.exit(1);
  });
  process.on('unhandledRejection', (reason) =>
    log.error('defect: unhandled rejection', describeDefect(reason)),
  );
}
