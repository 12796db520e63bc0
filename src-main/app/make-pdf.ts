import { BrowserWindow, session, type Session } from 'electron';
import type { Logger } from '#shared/base/ports.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { describeDefect } from '#main/services/diagnostics/log-file.ts';
import { APP_SCHEME } from './origin.ts';

/** In memory only, and apart from the window's own: no storage, no token, no way to the helpdesk. */
const PARTITION = 'print';
const PRINT_URL = `${APP_SCHEME}://print/`;
/** How long a long ticket may take, in milliseconds. */
const MAKE_MS = 60_000;

/** One at a time: the pages share a partition. */
let before: Promise<unknown> = Promise.resolve();

/** Makes a PDF of a page that is complete in itself, in a hidden window in which nothing runs and from which nothing goes out. */
export function makePdf(html: string, log: Logger): Promise<Result<Uint8Array, 'failed'>> {
  const made = before.then(() => print(html, log));
  before = made;
  return made;
}

async function print(html: string, log: Logger): Promise<Result<Uint8Array, 'failed'>> {
  const own = session.fromPartition(PARTITION);
  closeToAll(own);
  own.protocol.handle(APP_SCHEME, ({ url }) =>
    url === PRINT_URL
      ? new Response(html, {
          headers: {
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy':
              "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; sandbox",
          },
        })
      : new Response('Not found', { status: 404 }),
  );
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webviewTag: false,
    },
  });
  try {
    const bytes = await within(
      MAKE_MS,
      window
        .loadURL(PRINT_URL)
        .then(() =>
          window.webContents.printToPDF({ pageSize: 'A4', preferCSSPageSize: true, generateTaggedPDF: true }),
        ),
    );
    return ok(new Uint8Array(bytes));
  } catch (error) {
    log.error('pdf: could not be made', describeDefect(error));
    return err('failed');
  } finally {
    window.destroy();
    own.protocol.unhandle(APP_SCHEME);
  }
}

function closeToAll(own: Session): void {
  own.setPermissionRequestHandler((_contents, _permission, done) => done(false));
  own.setPermissionCheckHandler(() => false);
  own.webRequest.onBeforeRequest((details, done) =>
    done({ cancel: details.url !== PRINT_URL && !details.url.startsWith('data:') }),
  );
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('It took too long.')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
