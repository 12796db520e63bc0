import { protocol, type Session } from 'electron';
import { APP_HOST, APP_SCHEME } from './origin.ts';
import { servePageFile } from './page-files.ts';

/** Makes `app://` an origin like that of a site over https. Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Serves `app://vakhta/`: the page's files, and `/api/…` through the proxy. */
export function serveApp(
  session: Session,
  options: { root: string; api: (request: Request) => Promise<Response> },
): void {
  session.protocol.handle(APP_SCHEME, (request) => {
    const url = new URL(request.url);
    if (url.host !== APP_HOST) return new Response('Not found', { status: 404 });
    if (url.pathname === '/api' || url.pathname.startsWith('/api/')) return options.api(request);
    if (request.method !== 'GET') return new Response('Not allowed', { status: 405 });
    return servePageFile(options.root, url.pathname);
  });
}
