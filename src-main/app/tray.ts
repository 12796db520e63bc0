import { app, Menu, nativeImage, Tray, type BrowserWindow } from 'electron';
import path from 'node:path';
import type { Logger } from '#shared/base/ports.ts';
import { describeDefect } from '#main/services/diagnostics/log-file.ts';
import type { Words } from './words.ts';

export interface TrayIcon {
  /** @param label what the number means, in the operator's language */
  setCount(count: number, label: string): void;
  setWords(words: Words): void;
  remove(): void;
}

/** Puts an icon with the number of waiting tickets into the tray and on the dock. A system without a tray has none. */
export function putUpTray(options: {
  images: string;
  words: Words;
  log: Logger;
  open: () => void;
  window: () => BrowserWindow | null;
}): TrayIcon {
  const { images, log, open } = options;
  let words = options.words;
  let count = 0;
  let label = '';
  const tray = makeTray(images, log);
  tray?.on('click', open);

  function draw(): void {
    if (tray === null) return;
    tray.setToolTip(label === '' ? app.name : `${app.name}: ${label}`);
    if (process.platform === 'darwin') tray.setTitle(count === 0 ? '' : String(count));
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.open, click: open },
        ...(label === '' ? [] : [{ label, enabled: false }]),
        { type: 'separator' },
        { label: words.quit, role: 'quit' },
      ]),
    );
  }
  draw();

  return {
    setCount(newCount, newLabel) {
      count = newCount;
      label = newLabel;
      app.setBadgeCount(count);
      if (process.platform === 'win32') {
        const dot = count === 0 ? null : nativeImage.createFromPath(path.join(images, 'badge.png'));
        options.window()?.setOverlayIcon(dot, label);
      }
      draw();
    },
    setWords(newWords) {
      words = newWords;
      draw();
    },
    remove: () => tray?.destroy(),
  };
}

function makeTray(images: string, log: Logger): Tray | null {
  const name = process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png';
  try {
    return new Tray(nativeImage.createFromPath(path.join(images, name)));
  } catch (error) {
    log.info('tray: this system has none', describeDefect(error));
    return null;
  }
}
