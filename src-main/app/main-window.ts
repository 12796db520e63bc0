import { BrowserWindow, nativeTheme, screen } from 'electron';
import path from 'node:path';
import { fitBounds, MIN_SIZE } from '#main/services/window-state/fit-bounds.ts';
import type { WindowStateStore } from '#main/services/window-state/window-state.ts';

/** Grounds of the two themes, so that the window does not flash before the page has painted. */
const GROUND = { light: '#ffffff', dark: '#16181d' };

/** Opens the window where it was last time. The page is loaded by the caller. */
export function openMainWindow(options: {
  preload: string;
  images: string;
  state: WindowStateStore;
}): BrowserWindow {
  const { preload, images, state } = options;
  const saved = state.get();
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const window = new BrowserWindow({
    ...fitBounds(
      saved.bounds,
      [primary, ...others].map((display) => display.workArea),
    ),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    icon: path.join(images, 'window.png'),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: true,
    },
  });
  if (saved.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(state.get().zoomLevel));
  rememberState(window, state);
  return window;
}

function rememberState(window: BrowserWindow, state: WindowStateStore): void {
  const remember = (): void => {
    if (window.isDestroyed() || window.webContents.isCrashed()) return;
    state.write({
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      zoomLevel: window.webContents.getZoomLevel(),
    });
  };
  // Written a moment after the last change too: a killed program does not come to `close`.
  let timer: NodeJS.Timeout | undefined;
  const rememberSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(remember, 1000);
  };
  window.on('resize', rememberSoon);
  window.on('move', rememberSoon);
  window.on('close', remember);
  window.on('closed', () => clearTimeout(timer));
}
