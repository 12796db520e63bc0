import { app, nativeTheme, session as sessions, type BrowserWindow } from 'electron';
import * as disk from 'node:fs/promises';
import path from 'node:path';
import type { EpochMs } from '#shared/base/brand.ts';
import type { Clock } from '#shared/base/ports.ts';
import { err, ok } from '#shared/base/result.ts';
import { answerCalls, sendEvent } from '#main/ipc/wire.ts';
import { makeHandlers } from '#main/ipc/handlers.ts';
import { collectDesktop } from '#main/services/diagnostics/collect-desktop.ts';
import { openLogFile } from '#main/services/diagnostics/log-file.ts';
import { openJournal } from '#main/services/journal/journal.ts';
import { openSystemSecretBox } from '#main/services/secrets/system-secret-box.ts';
import { openTokenStore } from '#main/services/secrets/token-store.ts';
import { openSettings } from '#main/services/settings/settings-store.ts';
import { openWindowState } from '#main/services/window-state/window-state.ts';
import { addContextMenu, setUpSpelling } from './context-menu.ts';
import { serveApp } from './app-protocol.ts';
import { connectHelpdesk } from './connect-helpdesk.ts';
import { guardDownloads, guardSession, openExternal } from './guard-session.ts';
import { openMainWindow } from './main-window.ts';
import { putUpMenu } from './menu.ts';
import { makePdf } from './make-pdf.ts';
import { makeNotifier } from './notifications.ts';
import { makeDiagnosticsOffer } from './offer-diagnostics.ts';
import { APP_URL, isAppUrl } from './origin.ts';
import { watchPageHealth } from './page-health.ts';
import { chooseGiven, type StartOptions } from './start-options.ts';
import { putUpTray } from './tray.ts';
import { watchDefects } from './watch-defects.ts';
import { wordsOf, type Words } from './words.ts';

/** The built program: `out/main`, with the page and the pictures beside it. */
const HERE = import.meta.dirname;
const PLACES = {
  page: path.join(HERE, '../renderer'),
  preload: path.join(HERE, '../preload/preload.cjs'),
  images: path.join(HERE, 'images'),
  helpdesk: path.join(HERE, 'helpdesk-child.js'),
};

/** Puts the services together and opens the window. Called once, when the app is ready. */
export function startDesktop(options: StartOptions): { openTicket(ticket: string): void; focus(): void } {
  const clock: Clock = { now: () => Date.now() as EpochMs };
  const folder = app.getPath('userData');
  const log = openLogFile({ folder: path.join(folder, 'logs'), clock });
  const words = (): Words => wordsOf(languageOf(settings.get().language));
  watchDefects(log, () => words());
  const settings = openSettings({ folder, log, clock });
  const given = options.helpdesk?.ok === true ? chooseGiven(settings.get(), options.helpdesk.value) : null;
  if (given !== null) settings.write(given);
  if (options.embedded && settings.get().helpdesk === null)
    settings.write({ helpdesk: { kind: 'embedded' } });
  const journal = openJournal({ root: path.join(folder, 'journal'), disk, log, clock });
  const tokens = openTokenStore({
    file: path.join(folder, 'secrets.json'),
    box: openSystemSecretBox(),
    disk,
    log,
  });
  const windowState = openWindowState({ folder, log });
  let window: BrowserWindow | null = null;

  const helpdesk = connectHelpdesk({
    program: PLACES.helpdesk,
    folder,
    web: PLACES.page,
    settings,
    tokens,
    clock,
    log,
    onState: (state) => window !== null && sendEvent(window, 'helpdesk.changed', { state }),
  });

  const diagnostics = makeDiagnosticsOffer({
    collect: () =>
      collectDesktop({
        version: app.getVersion(),
        isPackaged: app.isPackaged,
        settings: settings.get,
        wereSettingsDamaged: settings.wasDamaged,
        areSecretsProtected: tokens.isProtected,
        logs: path.join(folder, 'logs'),
        journals: path.join(folder, 'journal'),
      }),
    window: () => window,
    words,
    log,
  });

  const page = sessions.defaultSession;
  guardSession(page);
  guardDownloads(page, () => words().saveFile);
  setUpSpelling(page);
  serveApp(page, { root: PLACES.page, api: helpdesk.handle });

  function openWindow(): BrowserWindow {
    const opened = openMainWindow({ preload: PLACES.preload, images: PLACES.images, state: windowState });
    window = opened;
    opened.on('closed', () => (window = null));
    addContextMenu(opened, words);
    watchPageHealth(opened, { words, log, clock, offerDiagnostics: diagnostics.offerHere });
    void opened.loadURL(APP_URL).catch(() => log.error('page: could not be loaded'));
    return opened;
  }

  function focus(): BrowserWindow {
    const open = window ?? openWindow();
    if (open.isMinimized()) open.restore();
    open.show();
    open.focus();
    return open;
  }

  function openTicket(ticket: string): void {
    const open = focus();
    const tell = (): void => sendEvent(open, 'ticket.requested', { ticket });
    if (open.webContents.isLoading()) open.webContents.once('did-finish-load', tell);
    else tell();
  }

  const choose: Parameters<typeof putUpMenu>[2] = (item) => {
    const ask = (): void => sendEvent(focus(), 'menu.chosen', { item });
    if (item === 'diagnostics') diagnostics.offer(ask);
    else ask();
  };
  const notify = makeNotifier({
    open: openTicket,
    answered: (ticketId, text) => sendEvent(window ?? focus(), 'notification.answered', { ticketId, text }),
  });
  const tray = putUpTray({ images: PLACES.images, words: words(), log, open: focus, window: () => window });

  answerCalls({
    handlers: makeHandlers({
      settings,
      journal,
      helpdesk,
      secrets: helpdesk.secrets,
      info: () => ({
        version: app.getVersion(),
        platform: process.platform,
        notices: [
          ...(settings.wasDamaged ? (['settings-damaged'] as const) : []),
          ...(tokens.isProtected ? [] : (['secrets-unprotected'] as const)),
        ],
      }),
      notify(notice) {
        if (settings.get().notifications) notify(notice);
        return null;
      },
      setBadge(count, label) {
        tray.setCount(count, label);
        return null;
      },
      makePdf: (html) => makePdf(html, log),
      collectDiagnostics: diagnostics.collectForPage,
      openExternal: async (url) => ((await openExternal(url)) ? ok(null) : err('refused')),
    }),
    isTrusted: (frame) =>
      frame !== null &&
      window !== null &&
      !window.isDestroyed() &&
      frame === window.webContents.mainFrame &&
      isAppUrl(frame.url),
    log,
  });

  function dress(): void {
    nativeTheme.themeSource = settings.get().theme;
    putUpMenu(words(), settings.get().keys, choose);
    tray.setWords(words());
  }
  dress();
  settings.subscribe((now, before) => {
    if (now.theme !== before.theme || now.language !== before.language || now.keys !== before.keys) dress();
  });

  claimLinks();
  openWindow();
  app.on('activate', () => void focus());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  closeInOrder(async () => {
    tray.remove();
    await Promise.all([journal.close(), helpdesk.stop()]);
  });
  log.info('started', { version: app.getVersion(), electron: process.versions['electron'] ?? '' });
  return { openTicket, focus: () => void focus() };
}

function languageOf(chosen: 'system' | 'en' | 'ru'): 'en' | 'ru' {
  if (chosen !== 'system') return chosen;
  return app.getLocale().toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

/** Makes `vakhta://` links open this program. Run from sources, the system must be told the folder as well. */
function claimLinks(): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient('vakhta');
  else if (process.platform === 'win32' && process.argv[1] !== undefined) {
    app.setAsDefaultProtocolClient('vakhta', process.execPath, [path.resolve(process.argv[1])]);
  }
}

/** Lets the helpdesk close its database before the program ends. */
function closeInOrder(close: () => Promise<void>): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void close().finally(() => {
      isClosed = true;
      // Not from within this event, where Electron takes no notice of it.
      setImmediate(() => app.quit());
    });
  });
}
