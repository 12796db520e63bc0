import { dialog, type BrowserWindow } from 'electron';
import type { Clock, Logger } from '#shared/base/ports.ts';
import { APP_URL } from './origin.ts';
import type { Words } from './words.ts';

/** So many deaths of the page within the span (milliseconds) are repaired by loading it again. */
const REPAIRS = 3;
const SPAN_MS = 5 * 60_000;

/** Loads the page again when its process dies, and asks what to do when it hangs. */
export function watchPageHealth(
  window: BrowserWindow,
  options: { words: () => Words; log: Logger; clock: Clock; offerDiagnostics: () => void },
): void {
  const { words, log, clock } = options;
  let deaths: number[] = [];

  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return;
    log.error('page: its process died', { reason: details.reason, code: details.exitCode });
    const now = clock.now();
    deaths = [...deaths.filter((at) => now - at < SPAN_MS), now];
    const say = words();
    if (deaths.length > REPAIRS) {
      void dialog
        .showMessageBox(window, {
          type: 'error',
          message: say.pageKeepsDying,
          detail: say.pageKeepsDyingDetail,
          buttons: ['OK', say.saveDiagnostics],
          defaultId: 0,
          cancelId: 0,
        })
        .then(({ response }) => {
          if (response === 1) options.offerDiagnostics();
        });
      return;
    }
    // Not from inside the event: the window is still tidying up after the dead process.
    setImmediate(() => {
      if (window.isDestroyed()) return;
      void window.loadURL(APP_URL).catch(() => undefined);
      tell(window, say.pageDied, say.pageDiedDetail);
    });
  });

  let isAsking = false;
  window.on('unresponsive', () => {
    if (isAsking) return;
    isAsking = true;
    log.warn('page: does not answer');
    const say = words();
    void dialog
      .showMessageBox(window, {
        type: 'question',
        message: say.pageHangs,
        detail: say.pageHangsDetail,
        buttons: [say.wait, say.reload],
        defaultId: 0,
        cancelId: 0,
      })
      .then(({ response }) => {
        isAsking = false;
        if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
      });
  });
}

/** Says something without holding the program up. */
function tell(window: BrowserWindow, message: string, detail: string): void {
  void dialog.showMessageBox(window, { type: 'info', message, detail, buttons: ['OK'] });
}
