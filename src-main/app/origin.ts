/** Scheme of our own page: a secure origin that no file and no site shares. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'vakhta';
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`;

/** Whether an address is of our own page. Compared by parts: custom schemes have no `origin` in Node. */
export function isAppUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST;
}

/** Whether an address is our page itself, and not a file or an answer of the proxy opened as a page. */
export function isAppPage(text: string): boolean {
  return isAppUrl(text) && ['/', '/index.html'].includes(new URL(text).pathname);
}
