/*
 * What a diagnostics file can hold, as a closed list: numbers, times, words of closed lists, and identifiers hashed with a
 * salt of that file. There is no field that a name, an address, a text, a password or a token would fit into, and what is
 * not in these schemas is refused, not scrubbed.
 */
import { z } from 'zod';
import { VIEW_IDS } from '#shared/domain/tickets/views.ts';

const count = z.int().nonnegative();
/** A time as ISO 8601 in UTC. */
const time = z.iso.datetime();
const version = z.string().regex(/^\d{1,6}(\.\d{1,6}){0,3}(-[a-z]{1,10}(\.\d{1,4})?)?$/);
/** First 12 hexadecimal digits of SHA-256 over the file's salt and an identifier. */
const hash = z.string().regex(/^[0-9a-f]{12}$/);
/** A place in our code: file, line, column. */
const place = z.string().regex(/^[\w.-]{1,80}\.(js|mjs|cjs|ts|tsx):\d{1,7}(:\d{1,7})?$/);
const errorKind = z.string().regex(/^([A-Z][A-Za-z]{0,30}(Error|Exception)|Error|other)$/);
/** A code of the system, for example ENOSPC. */
const errno = z.string().regex(/^E[A-Z0-9_]{1,20}$/);
const failure = z.enum([
  'unreachable',
  'certificate',
  'not-a-helpdesk',
  'wrong-version',
  'signed-out',
  'throttled',
  'server',
  'rejected',
]);
const os = z.enum(['win32', 'darwin', 'linux', 'other']);

/** Everything main writes into its log: a line whose words are not here goes in as `other`. */
export const LOG_MESSAGES = [
  'started',
  'defect: uncaught',
  'diagnostics: not written',
  'defect: unhandled rejection',
  'helpdesk: a report was not understood',
  'helpdesk: did not start',
  'helpdesk: ended unasked',
  'helpdesk: wrote an error',
  'ipc: a call was refused',
  'ipc: a handler failed',
  'journal: a failed append could not be taken back yet',
  'journal: a file could not be kept',
  'journal: a kept file cannot be read',
  'journal: the kept files cannot be listed',
  'journal: a kept file is damaged',
  'journal: append failed',
  'journal: cannot be read',
  'journal: could not be removed',
  'journal: damaged records found',
  'journal: not compacted',
  'journal: the damaged log could not be put aside',
  'page: could not be loaded',
  'page: does not answer',
  'page: its process died',
  'pdf: could not be made',
  'proxy: certificate refused',
  'journal: the file has gone, it is written anew',
  'journal: somebody else has written, it is read again',
  'journal: not flushed at its opening',
  'proxy: an address was not used',
  'proxy: a request could not be read',
  'secrets: a token cannot be unsealed, its person must sign in again',
  'secrets: not written',
  'secrets: the file cannot be read, people must sign in again',
  'settings: not written',
  'settings: the file was damaged and is kept aside',
  'tray: this system has none',
  'window: state not written',
] as const;

/** Reasons that the log gives, of Electron's and our own lists. */
const REASONS = [
  'abnormal-exit',
  'killed',
  'crashed',
  'oom',
  'launch-failed',
  'integrity-failure',
  'memory-eviction',
  'unknown-name',
  'foreign-sender',
  'bad-input',
  'other',
] as const;

export const logLineSchema = z.strictObject({
  at: time,
  level: z.enum(['info', 'warn', 'error']),
  message: z.enum([...LOG_MESSAGES, 'other']),
  reason: z.enum(REASONS).optional(),
  code: z.union([errno, z.int()]).optional(),
  kind: errorKind.optional(),
  places: z.array(place).max(8).optional(),
  damaged: count.optional(),
  attempts: count.optional(),
  bytes: count.optional(),
  version: version.optional(),
  electron: version.optional(),
});

const settingsPart = z.strictObject({
  helpdesk: z.enum(['none', 'embedded', 'remote']),
  /** Whether a remote helpdesk is spoken to by TLS; null where there is none. */
  isEncrypted: z.boolean().nullable(),
  isSignedIn: z.boolean(),
  language: z.enum(['system', 'en', 'ru']),
  theme: z.enum(['system', 'light', 'dark']),
  notifications: z.boolean(),
  paneWidths: z.strictObject({
    views: z.number().optional(),
    list: z.number().optional(),
    side: z.number().optional(),
  }),
});

/** What the desktop's main process knows. */
export const desktopDiagnosticsSchema = z.strictObject({
  version,
  electron: version.nullable(),
  chrome: version.nullable(),
  node: version.nullable(),
  os,
  arch: z.enum(['x64', 'arm64', 'ia32', 'arm', 'other']),
  isPackaged: z.boolean(),
  /** Of this machine, in bytes. */
  memory: z.strictObject({ total: count, free: count }),
  upSeconds: count,
  areSecretsProtected: z.boolean(),
  wereSettingsDamaged: z.boolean(),
  settings: settingsPart,
  /** Unsent work outside the local database, a profile each. */
  journals: z.array(z.strictObject({ logBytes: count, files: count, fileBytes: count, putAside: count })),
  log: z.array(logLineSchema),
});
export type DesktopDiagnostics = z.output<typeof desktopDiagnosticsSchema>;

const draftPart = z.strictObject({ chars: count, files: count, bytes: count });

const outboxPart = z.strictObject({
  command: hash,
  ticket: hash,
  kind: z.enum([
    'reply',
    'note',
    'assign',
    'status',
    'priority',
    'tag',
    'category',
    'snooze',
    'follow',
    'link',
    'delegate',
    'merge',
    'split',
    'customer-note',
    'hand-to-partner',
    'back-from-partner',
    'other',
  ]),
  state: z.enum(['waiting', 'stopped', 'held', 'refused', 'other']),
  why: z.enum([
    'offline',
    'signed-out',
    'behind-another',
    'uploading',
    'sending',
    'trying-again',
    'delayed',
    'taking-back',
    'file-missing',
    'withdrawn',
    'newer-message',
    'not-allowed',
    'no-such-ticket',
    'assigned-to-other',
    'no-such-person',
    'withdrawn',
    'unsupported',
    'invalid',
    'no-such-queue',
    'no-such-partner',
    'not-for-partner',
    'partner-changed',
    'merged',
    'other',
  ]),
  recordedAt: time,
  n: count,
  chars: count,
  files: count,
  bytes: count,
  canDiscard: z.boolean(),
  changesSince: count,
});

const exchangePart = z.strictObject({
  at: time,
  kind: z.enum(['hello', 'session', 'first', 'changes', 'commands', 'upload', 'file', 'events', 'other']),
  tookMs: count,
  sent: count,
  received: count.nullable(),
  result: z.union([failure, z.enum(['ok', 'ended'])]),
});

const syncPart = z.strictObject({
  isThisWindow: z.boolean(),
  startedAt: time,
  exchanges: z.array(exchangePart),
  links: z.array(
    z.strictObject({
      at: time,
      kind: z.enum(['connecting', 'online', 'offline', 'signed-out']),
      why: failure.nullable(),
    }),
  ),
  isPulling: z.boolean(),
  pushing: count,
  isUploading: z.boolean(),
  clockOffsetMs: z.int().nullable(),
  /** Hashed: two files can not be compared by it, two places in one can. */
  cursor: hash.nullable(),
  run: count,
  isComplete: z.boolean(),
  isSweeping: z.boolean(),
  progress: z.strictObject({ done: count, total: count }).nullable(),
  segments: count,
  waits: z.array(z.strictObject({ command: hash, failures: count, until: time.nullable() })),
});

const storePart = z.strictObject({
  databaseVersion: count,
  rowFormat: count,
  tickets: count,
  drafts: z.array(draftPart),
  files: z.strictObject({ kept: count, fetched: count, fetchedBytes: count }),
  journal: z.strictObject({ records: count, bytes: count, damaged: count }).nullable(),
  quota: z.strictObject({ used: count, granted: count, isPersistent: z.boolean() }).nullable(),
  windows: count,
});

/** What a window knows. */
export const windowDiagnosticsSchema = z.strictObject({
  host: z.enum(['desktop', 'browser']),
  os,
  version,
  /** Version of the browser engine. */
  engine: version.nullable(),
  screen: z.strictObject({ width: count, height: count, pixelRatio: z.number() }),
  openedAt: time,
  /** Milliseconds from the start of the page to its document, and to everything it loads. */
  timings: z.strictObject({ documentMs: count, loadedMs: count }),
  settings: settingsPart,
  role: z.enum(['operator', 'supervisor', 'trainee', 'administrator']),
  connection: z.strictObject({
    kind: z.enum(['connecting', 'online', 'offline', 'signed-out']),
    why: failure.nullable(),
  }),
  storage: z.enum(['fine', 'full', 'failing', 'recovered']),
  counts: z.strictObject({
    views: z.record(z.enum(VIEW_IDS), count),
    queues: count,
    people: count,
  }),
  outbox: z.array(outboxPart),
  /** Rows, commands and drafts that this version cannot read: their form, see `shapeOf`. */
  quarantine: z.array(
    z.strictObject({
      what: z.enum(['row', 'command', 'draft']),
      key: hash,
      shape: z.string().regex(/^[A-Za-z0-9{}[\]():,?*]{0,2000}$/),
    }),
  ),
  sync: syncPart.nullable(),
  store: storePart.nullable(),
  defects: z.array(z.strictObject({ at: time, kind: errorKind, places: z.array(place).max(8) })),
});
export type WindowDiagnostics = z.output<typeof windowDiagnosticsSchema>;

/** A diagnostics file. */
export const diagnosticsSchema = z.strictObject({
  product: z.literal('vakhta'),
  format: z.literal(1),
  writtenAt: time,
  desktop: desktopDiagnosticsSchema.nullable(),
  window: windowDiagnosticsSchema.nullable(),
});
export type Diagnostics = z.output<typeof diagnosticsSchema>;

/** A value if it fits, else something that does: so that one odd value does not cost the whole file. */
export function fitting<T, O>(schema: z.ZodType<T>, value: unknown, otherwise: O): T | O {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : otherwise;
}

/** Reads a version where it is one. */
export function versionOr<O>(value: unknown, otherwise: O): string | O {
  return fitting(version, value, otherwise);
}

/** The system as the closed list knows it. */
export function osOf(value: string): z.output<typeof os> {
  return fitting(os, value, 'other' as const);
}

/** Kind of an error as far as it is one of the usual kinds. */
export function errorKindOf(value: unknown): string {
  return fitting(errorKind, value, 'other');
}

/** The places in our code that a stack names: file, line and column, never the words before them. */
export function placesOf(stack: string): string[] {
  return stack
    .split(/\n| < /)
    .flatMap((line) => /([\w.-]+\.(?:js|mjs|cjs|ts|tsx):\d+(?::\d+)?)\)?$/.exec(line.trim())?.[1] ?? [])
    .filter((found) => place.safeParse(found).success)
    .slice(0, 8);
}
