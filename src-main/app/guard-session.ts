import { app, shell, type Session, type WebContents } from 'electron';
import { safeFileName } from '#shared/domain/attachments/safe-file-name.ts';
import { parseExternalUrl } from '#main/services/links/parse-links.ts';
import { APP_SCHEME, isAppPage, isAppUrl } from './origin.ts';

/** What our own page may do beyond what every page may; all else is denied. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen']);

/** Denies by default: permissions, devices, and every request of the page that is not for ourselves. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, done) => {
    done(ALLOWED_PERMISSIONS.has(permission) && isAppUrl(contents.getURL()));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => {
    return ALLOWED_PERMISSIONS.has(permission) && isAppUrl(origin);
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, done) => done({}));
  // The content security policy forbids these too: this holds for whatever might slip past it.
  session.webRequest.onBeforeRequest((details, done) => {
    const scheme = URL.canParse(details.url) ? new URL(details.url).protocol : '';
    const isOurs = [`${APP_SCHEME}:`, 'blob:', 'data:', 'devtools:'].includes(scheme);
    done({ cancel: !isOurs });
  });
}

/** Denies new windows, foreign pages and web views, in every page there is or will be. */
export function guardNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      void openExternal(url);
      return { action: 'deny' };
    });
    contents.on('will-navigate', (event) => {
      if (isAppPage(event.url)) return;
      event.preventDefault();
      if (isOwn(contents)) void openExternal(event.url);
    });
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame || /^(about|blob):/.test(event.url)) return;
      event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!isAppUrl(event.url)) event.preventDefault();
    });
  });
}

function isOwn(contents: WebContents): boolean {
  return isAppPage(contents.getURL());
}

/** Gives an http(s) or mailto address to the system. @returns whether it was one */
export async function openExternal(address: string): Promise<boolean> {
  const url = parseExternalUrl(address);
  if (url === null) return false;
  await shell.openExternal(url).catch(() => undefined);
  return true;
}

/** Downloads go where the operator says, under a safe name, and are never opened by us. */
export function guardDownloads(session: Session, title: () => string): void {
  session.on('will-download', (event, item) => {
    if (!/^(blob:app:|app:|data:)/.test(item.getURL())) return event.preventDefault();
    item.setSaveDialogOptions({ title: title(), defaultPath: safeFileName(item.getFilename()) });
  });
}
