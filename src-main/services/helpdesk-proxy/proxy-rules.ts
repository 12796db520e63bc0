import { isPicture } from '#shared/domain/attachments/picture.ts';
import { DATA_SECURITY_POLICY } from '#shared/contract/content-security-policy.ts';
import { GUARD_HEADER, PATHS, SESSION_COOKIE } from '#shared/contract/http/routes.ts';

const SHA256 = '[0-9a-f]{64}';
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** Everything of the contract that the page may ask for. */
const ROUTES: readonly { readonly path: RegExp; readonly methods: readonly string[] }[] = [
  { path: exactly(PATHS.hello), methods: ['GET'] },
  { path: exactly(PATHS.session), methods: ['GET', 'POST', 'DELETE'] },
  { path: exactly(PATHS.devices), methods: ['GET'] },
  { path: exactly(`${PATHS.devices}/${UUID}`), methods: ['DELETE'] },
  { path: exactly(PATHS.first), methods: ['GET'] },
  { path: exactly(PATHS.changes), methods: ['GET'] },
  { path: exactly(PATHS.commands), methods: ['POST'] },
  { path: exactly(PATHS.events), methods: ['GET'] },
  { path: exactly(PATHS.presence), methods: ['POST'] },
  { path: exactly(`${PATHS.attachments}/${SHA256}`), methods: ['GET'] },
  { path: exactly(`${PATHS.attachments}/${SHA256}/upload`), methods: ['GET', 'PATCH'] },
  { path: exactly(PATHS.remotePicture), methods: ['POST'] },
  { path: exactly(PATHS.references), methods: ['POST'] },
  { path: exactly(PATHS.alike), methods: ['POST'] },
  { path: exactly(PATHS.mergeCustomers), methods: ['POST'] },
  { path: exactly(PATHS.separateCustomers), methods: ['POST'] },
  { path: exactly(PATHS.search), methods: ['POST'] },
  { path: exactly(PATHS.own), methods: ['GET'] },
  { path: exactly(`${PATHS.own}/[A-Za-z0-9:._%-]{1,600}`), methods: ['PUT'] },
  { path: exactly(PATHS.publicName), methods: ['PUT'] },
  { path: exactly(`${PATHS.signatures}/${UUID}`), methods: ['PUT'] },
  { path: exactly(PATHS.openapi), methods: ['GET'] },
];

const REQUEST_HEADERS = [
  'accept',
  'accept-language',
  'content-type',
  'if-none-match',
  'if-range',
  'last-event-id',
  'range',
  'upload-length',
  'upload-offset',
  GUARD_HEADER,
];

const ANSWER_HEADERS = [
  'date',
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'last-modified',
  'retry-after',
  'upload-length',
  'upload-offset',
];

/** Whether the contract has this request. The path is compared as it came, so that no encoding can hide another. */
export function isContractRequest(method: string, pathname: string): boolean {
  return ROUTES.some((route) => route.path.test(pathname) && route.methods.includes(method));
}

/** The bytes of a file on their way up, which are not kept here. */
export function isUpload(method: string, pathname: string): boolean {
  return method === 'PATCH' && isAttachment(pathname);
}

/**
 * Whether a request does no harm when it is sent a second time and the first has been taken: reading, and commands, each
 * of which the helpdesk decides once. An upload is not repeated but resumed, by who knows the bytes; a sign-in would make two
 * devices.
 */
export function isRepeatable(method: string, pathname: string): boolean {
  return method === 'GET' || (method === 'POST' && pathname === PATHS.commands);
}

/** What goes to the helpdesk: headers of the contract and the token, nothing else of the page. */
export function makeRequestHeaders(page: Headers, token: string | null): Headers {
  const headers = pick(page, REQUEST_HEADERS);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  return headers;
}

/**
 * What goes back to the page: headers of the contract, no cookie, and a policy that makes the answer harmless if it were
 * opened as a page or loaded as a script. Attachments keep their type only when they are raster pictures.
 */
export function makeAnswerHeaders(helpdesk: Headers, pathname: string): Headers {
  const headers = pick(helpdesk, ANSWER_HEADERS);
  // The network layer has already unpacked the body: the length it was sent with is not the length it has now.
  if (helpdesk.has('content-encoding')) headers.delete('content-length');
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isFile = isAttachment(pathname) || pathname === PATHS.remotePicture;
  if (isFile && !isPicture(type) && type !== 'application/json') {
    headers.set('content-type', 'application/octet-stream');
  }
  headers.set('x-content-type-options', 'nosniff');
  headers.set('content-security-policy', DATA_SECURITY_POLICY);
  return headers;
}

/**
 * The token in an answer's `Set-Cookie`: several cookies may stand in it, joined by commas. Null when there is none, or
 * when the helpdesk empties it.
 */
export function findToken(setCookie: string | null): string | null {
  const match = new RegExp(`(?:^|,)\\s*${SESSION_COOKIE}=([A-Za-z0-9._~+/=-]+)`).exec(setCookie ?? '');
  return match?.[1] ?? null;
}

function isAttachment(pathname: string): boolean {
  return pathname.startsWith(`${PATHS.attachments}/`);
}

function exactly(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll('.', '\\.')}$`);
}

function pick(from: Headers, names: readonly string[]): Headers {
  const headers = new Headers();
  for (const name of names) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}
