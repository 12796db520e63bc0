import { z } from 'zod';
import { MAX_ATTACHMENT_BYTES } from '#shared/domain/attachments/attachment.ts';
import { sha256Schema, ticketIdSchema } from '#shared/base/brand.ts';
import { desktopDiagnosticsSchema } from '#shared/contract/diagnostics/diagnostics.ts';
import { helloSchema } from '#shared/contract/http/routes.ts';
import { settingsSchema } from './settings.ts';

/** Names a profile's local data: helpdesk and person. */
export const profileKeySchema = z.string().regex(/^[0-9a-f-]{36}_[0-9a-f-]{36}$/);

export const journalRecordSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('put'), key: z.string().min(1).max(200), value: z.unknown() }),
  z.object({ op: z.literal('delete'), key: z.string().min(1).max(200) }),
]);
/** One change of the journal, a key-value log of unsent work. */
export type JournalRecord = z.output<typeof journalRecordSchema>;

export const journalErrorSchema = z.enum(['disk-full', 'not-writable', 'unreadable']);
export type JournalError = z.output<typeof journalErrorSchema>;

export const probeErrorSchema = z.enum(['unreachable', 'not-a-helpdesk', 'wrong-version', 'certificate']);
export type ProbeError = z.output<typeof probeErrorSchema>;

/** Longest page that a PDF is made of, in UTF-16 units: 40 MB of pictures in base64, and the words. */
const MAX_PAGE_CHARS = 100 * 1024 * 1024;

const bytes = z.instanceof(Uint8Array).refine((value) => value.byteLength <= MAX_ATTACHMENT_BYTES);

/** Everything the renderer can ask of main: the schema of the argument, and of the answer's value and error. */
export const CALLS = {
  'app.info': {
    input: z.null(),
    value: z.object({
      version: z.string(),
      platform: z.string(),
      /** What the operator should be told once at start. */
      notices: z.array(z.enum(['settings-damaged', 'secrets-unprotected'])),
    }),
    error: z.never(),
  },
  'settings.read': { input: z.null(), value: settingsSchema, error: z.never() },
  'settings.write': {
    input: settingsSchema.partial(),
    value: settingsSchema,
    error: z.enum(['disk-full', 'not-writable']),
  },
  /** Looks whether an address is a helpdesk this program can work with. Changes nothing. */
  'helpdesk.probe': {
    input: z.object({ url: z.string().max(2000) }),
    value: helloSchema,
    error: probeErrorSchema,
  },
  /** Makes sure the helpdesk on this computer runs, starting it if needed (progress comes as events). */
  'helpdesk.start': { input: z.null(), value: z.null(), error: z.enum(['failed']) },
  /** Whether a token is kept for the chosen helpdesk; forgets it with `forget`. */
  'secrets.state': {
    input: z.null(),
    value: z.object({ hasToken: z.boolean(), isProtected: z.boolean() }),
    error: z.never(),
  },
  'secrets.forget': { input: z.null(), value: z.null(), error: z.never() },
  /** Appends to the journal and returns when it is on the disk. */
  'journal.append': {
    input: z.object({ profile: profileKeySchema, records: z.array(journalRecordSchema).max(1000) }),
    value: z.null(),
    error: journalErrorSchema,
  },
  'journal.read': {
    input: z.object({ profile: profileKeySchema }),
    value: z.object({
      entries: z.array(z.object({ key: z.string(), value: z.unknown() })),
      /** Records that could not be read (a torn tail does not count): kept aside in a file. */
      damaged: z.int().nonnegative(),
    }),
    error: journalErrorSchema,
  },
  'journal.keepFile': {
    input: z.object({ profile: profileKeySchema, sha256: sha256Schema, bytes }),
    value: z.null(),
    error: journalErrorSchema,
  },
  'journal.readFile': {
    input: z.object({ profile: profileKeySchema, sha256: sha256Schema }),
    value: bytes.nullable(),
    error: journalErrorSchema,
  },
  'journal.forgetFile': {
    input: z.object({ profile: profileKeySchema, sha256: sha256Schema }),
    value: z.null(),
    error: journalErrorSchema,
  },
  /** The files that are kept, by their content. */
  'journal.listFiles': {
    input: z.object({ profile: profileKeySchema }),
    value: z.array(sha256Schema),
    error: journalErrorSchema,
  },
  /** Removes the journal of a profile, files included: part of signing out. */
  'journal.wipe': {
    input: z.object({ profile: profileKeySchema }),
    value: z.null(),
    error: journalErrorSchema,
  },
  /** Shows a system notification without a sound; a click opens the ticket. It takes the place of the last one of the ticket. */
  'notifications.show': {
    input: z.object({
      title: z.string().max(200),
      body: z.string().max(500),
      ticketId: ticketIdSchema,
      /** What stands in the field where it can be answered at once; null where it cannot. Not every system has one. */
      answer: z.string().max(200).nullable(),
    }),
    value: z.null(),
    error: z.never(),
  },
  /** Sets the number on the tray and dock icon. */
  'badge.set': {
    input: z.object({ count: z.int().nonnegative(), label: z.string().max(200) }),
    value: z.null(),
    error: z.never(),
  },
  /** What main knows for a diagnostics file: a closed list of fields, see the schema. */
  'diagnostics.collect': { input: z.null(), value: desktopDiagnosticsSchema, error: z.never() },
  /** Makes a PDF of a page that is complete in itself, in a window of its own without scripts, network and storage. */
  'pages.pdf': {
    input: z.object({ html: z.string().max(MAX_PAGE_CHARS) }),
    value: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    error: z.enum(['failed']),
  },
  /** Opens http(s) or mailto in the system's browser; anything else is refused. */
  'external.open': {
    input: z.object({ url: z.string().max(8000) }),
    value: z.null(),
    error: z.enum(['refused']),
  },
} as const;

export type Calls = typeof CALLS;
export type CallName = keyof Calls;
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>;
export type CallValue<N extends CallName> = z.output<Calls[N]['value']>;
export type CallError<N extends CallName> = z.output<Calls[N]['error']> | 'refused-call';
