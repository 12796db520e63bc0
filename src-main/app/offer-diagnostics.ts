import { app, dialog, shell, type BrowserWindow, type MessageBoxOptions } from 'electron';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '#shared/base/ports.ts';
import { diagnosticsSchema, type DesktopDiagnostics } from '#shared/contract/diagnostics/diagnostics.ts';
import { errorCode } from '#main/disk/disk.ts';
import type { Words } from './words.ts';

/** How long the page may take to show the file itself, in milliseconds. */
const PAGE_MS = 3_000;

/** Saves a diagnostics file: by the window, which knows the most; by main alone when the window does not answer. */
export interface DiagnosticsOffer {
  /** Asks the page; when it does not take it up, asks here. */
  offer(askPage: () => void): void;
  /** Asks here, without the page. */
  offerHere(): void;
  /** Main's part, for the page: taken as the sign that it has heard. */
  collectForPage(): Promise<DesktopDiagnostics>;
}

/** Makes the offer. */
export function makeDiagnosticsOffer(options: {
  readonly collect: () => Promise<DesktopDiagnostics>;
  readonly window: () => BrowserWindow | null;
  readonly words: () => Words;
  readonly log: Logger;
}): DiagnosticsOffer {
  const { collect, words, log } = options;
  let waiting: ReturnType<typeof setTimeout> | null = null;
  let isOpen = false;

  function heard(): void {
    if (waiting !== null) clearTimeout(waiting);
    waiting = null;
  }

  async function askHere(): Promise<void> {
    const desktop = await collect();
    const text = JSON.stringify(
      diagnosticsSchema.parse({
        product: 'vakhta',
        format: 1,
        writtenAt: new Date().toISOString(),
        desktop,
        window: null,
      }),
      null,
      2,
    );
    const say = words();
    for (;;) {
      const { response } = await show({
        type: 'question',
        message: say.diagnostics,
        detail: say.diagnosticsDetail,
        buttons: [say.diagnosticsSave, say.diagnosticsLook, say.cancel],
        defaultId: 0,
        cancelId: 2,
      });
      if (response === 0) return save(text);
      if (response !== 1) return;
      await look(text);
    }
  }

  function show(box: MessageBoxOptions): Promise<{ response: number }> {
    const window = options.window();
    return window === null || window.isDestroyed()
      ? dialog.showMessageBox(box)
      : dialog.showMessageBox(window, box);
  }

  /** Opens the very text that would be saved, in whatever shows text on this system. */
  async function look(text: string): Promise<void> {
    const folder = await mkdtemp(path.join(app.getPath('temp'), 'vakhta-diagnostics-'));
    const file = path.join(folder, 'diagnostics.txt');
    await writeFile(file, text, { mode: 0o600 });
    await shell.openPath(file);
    app.once('will-quit', () => void rm(folder, { recursive: true, force: true }));
  }

  async function save(text: string): Promise<void> {
    const { filePath, canceled } = await dialog.showSaveDialog({
      title: words().diagnosticsSave,
      defaultPath: `vakhta-diagnostics-${new Date().toISOString().slice(0, 10)}.json`,
    });
    if (canceled || filePath === '') return;
    try {
      await writeFile(filePath, text, { mode: 0o600 });
    } catch (error) {
      log.error('diagnostics: not written', { code: errorCode(error) });
      await show({ type: 'error', message: words().diagnosticsFailed, buttons: ['OK'] });
    }
  }

  function offerHere(): void {
    heard();
    if (isOpen) return;
    isOpen = true;
    void askHere()
      .catch((error: unknown) => log.error('diagnostics: not written', { code: errorCode(error) }))
      .finally(() => (isOpen = false));
  }

  return {
    offer(askPage) {
      heard();
      waiting = setTimeout(offerHere, PAGE_MS);
      askPage();
    },
    offerHere,
    collectForPage() {
      heard();
      return collect();
    },
  };
}
