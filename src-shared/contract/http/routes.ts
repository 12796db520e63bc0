import { z } from 'zod';
import {
  deviceIdSchema,
  epochMsSchema,
  helpdeskIdSchema,
  ticketIdSchema,
  commandIdSchema,
  clientIdSchema,
} from '#shared/base/brand.ts';
import { personSchema } from '#shared/domain/people/person.ts';
import { doingSchema } from '#shared/domain/presence/presence.ts';
import { roleSchema } from '#shared/domain/roles/role.ts';
import { referenceSchema } from '#shared/domain/references/reference.ts';
import { VIEW_IDS, type ViewId } from '#shared/domain/tickets/views.ts';
import { answerSchema } from '#shared/sync/outcome.ts';
import { PUSH_LIMIT } from '#shared/sync/step.ts';

/** Version of this contract. A client works with a helpdesk of the same number and says so otherwise. */
export const PROTOCOL_VERSION = 1;

/** Every error of the contract: a code of this list, and a sentence for logs and curious people (English). */
export const problemSchema = z.object({
  code: z.enum([
    'invalid-request',
    'wrong-credentials',
    'too-many-attempts',
    'signed-out',
    'not-allowed',
    'not-found',
    'too-large',
    'wrong-offset',
    'wrong-checksum',
    'changed',
    'too-many',
    'unsupported-cursor',
    'internal',
    'unavailable',
  ]),
  message: z.string(),
});
export type Problem = z.output<typeof problemSchema>;

export const helloSchema = z.object({
  product: z.literal('vakhta-helpdesk'),
  protocol: z.int().positive(),
  id: helpdeskIdSchema,
  name: z.string(),
  /** Present on a trial with sample data only: whom one can sign in as. */
  demo: z
    .object({
      password: z.string(),
      people: z.array(z.object({ login: z.string(), name: z.string(), role: roleSchema })),
    })
    .nullable(),
});
export type Hello = z.output<typeof helloSchema>;

/** What a load balancer asks for; anything but this, with status 200, is an instance that cannot serve now. */
export const healthSchema = z.object({ status: z.literal('ok') });

export const signInSchema = z.object({
  login: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(1000),
  /** Name of the machine, so that a person recognises it in the list of devices. */
  device: z.string().trim().min(1).max(100),
});

export const sessionSchema = z.object({ person: personSchema, deviceId: deviceIdSchema });
/** Who is signed in. The token itself travels in an HttpOnly cookie only (see SECURITY.md). */
export type Session = z.output<typeof sessionSchema>;

export const deviceSchema = z.object({
  id: deviceIdSchema,
  name: z.string(),
  createdAt: epochMsSchema,
  lastSeenAt: epochMsSchema,
  current: z.boolean(),
});
export type Device = z.output<typeof deviceSchema>;

export const changesQuerySchema = z.object({
  /** What the last page gave; absent for a first synchronisation. */
  cursor: z.string().max(500).optional(),
});

export const changesPageSchema = z.object({
  /** Each a `Change`; parsed one by one by the client, so that one bad or newer row does not spoil the page. */
  changes: z.array(z.unknown()),
  cursor: z.string(),
  /** There is another page right now. */
  more: z.boolean(),
  /**
   * `first`: this page begins a first synchronisation, all rows will come. `again`: so too, because the cursor cannot be
   * followed (sight has changed, or the helpdesk was restored from a backup): rows that do not come again are gone.
   */
  start: z.enum(['first', 'again']).nullable(),
  /** The first synchronisation is complete after this page. */
  complete: z.boolean(),
  /** How far a first synchronisation is, in tickets; null outside of one. */
  progress: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** The version of this protocol that the helpdesk speaks; helpdesks of 0.1 do not say it here. */
  protocol: z.int().positive().optional(),
});
export type ChangesPage = z.output<typeof changesPageSchema>;

export const firstPageQuerySchema = z.object({
  view: z.enum(VIEW_IDS),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const firstPageSchema = z.object({
  /** Ticket changes in the order of the view, then the people and queues they need. */
  changes: z.array(z.unknown()),
  /** Number of tickets in each view; helpdesks of 0.1 do not know all of them. */
  counts: z.object(
    Object.fromEntries(VIEW_IDS.map((view) => [view, z.int().nonnegative().default(0)])) as Record<
      ViewId,
      z.ZodDefault<z.ZodInt>
    >,
  ),
});
export type FirstPage = z.output<typeof firstPageSchema>;

export const pushSchema = z.object({
  client: clientIdSchema,
  commands: z
    .array(
      z.object({
        id: commandIdSchema,
        /** The command of this client that must have been applied before (I3). */
        after: commandIdSchema.nullable(),
        /** A `Command`; parsed one by one by the helpdesk. */
        command: z.unknown(),
        /** Set: this command is not to be decided any more; whatever has been decided stands. `command` is null then. */
        withdraw: z.literal(true).optional(),
      }),
    )
    .min(1)
    .max(PUSH_LIMIT),
});
export type Push = z.output<typeof pushSchema>;
export const pushAnswerSchema = z.object({ answers: z.array(answerSchema) });
export type PushAnswer = z.output<typeof pushAnswerSchema>;

export const uploadStateSchema = z.object({
  /** Bytes that have arrived. */
  offset: z.int().nonnegative(),
  complete: z.boolean(),
});
export type UploadState = z.output<typeof uploadStateSchema>;

export const presenceSchema = z.object({
  /** Of this device, named by itself. */
  window: z.uuid(),
  /** The ticket it shows; null: none, or it is out of sight. */
  ticketId: ticketIdSchema.nullable(),
  doing: doingSchema,
});
/** What a window says of itself whenever that changes, and every few seconds as long as it shows a ticket. */
export type PresenceSaid = z.output<typeof presenceSchema>;

/** Names of the server-sent events of `GET /api/events`. Missing one costs nothing: what it says can be pulled. */
export const EVENT_NAMES = {
  change: 'change',
  signedOut: 'signed-out',
  /** The person's own records have changed. */
  own: 'own',
  /** This instance ends: the stream should be opened again at once, which leads to another one. */
  leaving: 'leaving',
  /** Who is at which ticket, a `PresenceNews`. Helpdesks of 0.1 do not send it. */
  presence: 'presence',
} as const;

/**
 * What the data of a `change` may be: the page that a pull with the cursor `after` gives now. Whoever holds that cursor
 * need not pull. For others, and where the data are anything else, the event says that it is worth to pull.
 */
export const newsSchema = z.object({ after: z.string(), page: changesPageSchema });
export type News = z.output<typeof newsSchema>;

/** A change of a reference: it is refused when what was on the screen is not what is there. */
export const referenceChangeSchema = z
  .object({
    /** What was on the screen; null for a new one. */
    before: referenceSchema.nullable(),
    /** Null: it is to be removed. */
    after: referenceSchema.nullable(),
  })
  .refine(({ before, after }) => (before ?? after) !== null, 'Neither before nor after')
  .refine(
    ({ before, after }) =>
      before === null || after === null || (before.id === after.id && before.kind === after.kind),
    'Not the same reference',
  );
export type ReferenceChange = z.output<typeof referenceChangeSchema>;
/** The address is in the body, so that it is in no log of addresses. */
export const remotePictureRequestSchema = z.object({ address: z.url({ protocol: /^https?$/ }).max(8000) });
export type RemotePictureRequest = z.output<typeof remotePictureRequestSchema>;

/**
 * The paths of the contract. Request and response bodies are the schemas above; `POST`, `PATCH` and `DELETE` need the
 * header `x-vakhta: 1`, which a foreign page cannot send.
 */
export const PATHS = {
  hello: '/api/hello',
  health: '/api/health',
  /** POST signs in, GET tells who is signed in, DELETE signs out and revokes the token. */
  session: '/api/session',
  /** GET lists the person's own devices; DELETE /api/devices/:id revokes one. */
  devices: '/api/devices',
  first: '/api/sync/first',
  changes: '/api/sync/changes',
  commands: '/api/sync/commands',
  events: '/api/events',
  /** POST: a `PresenceSaid`. Helpdesks of 0.1 do not know it, and nothing depends on it. */
  presence: '/api/presence',
  /** POST, changes nothing: see `search.ts`. */
  search: '/api/search',
  /**
   * /:sha256. GET: the bytes. GET …/upload: an `UploadState`. PATCH …/upload with `upload-offset` and `upload-length`: the next bytes.
   */
  attachments: '/api/attachments',
  /** POST a `ReferenceChange`. */
  references: '/api/references',
  /** POST an `AlikeRequest`, changes nothing: an `AlikePage`. */
  alike: '/api/customers/alike',
  /** POST a `CustomerPair`. */
  mergeCustomers: '/api/customers/merge',
  separateCustomers: '/api/customers/separate',
  /** POST a `RemotePictureRequest`: the bytes of a picture from outside, fetched by the helpdesk. */
  remotePicture: '/api/remote-picture',
  /** GET: what the person keeps for himself. PUT /:key changes one record, see `own-records.ts`. */
  own: '/api/own',
  /** PUT a `PublicNameChange`. */
  publicName: '/api/me/public-name',
  /** PUT /:queueId a `SignatureChange`. */
  signatures: '/api/signatures',
  openapi: '/api/openapi.json',
} as const;

/** Header that every changing request carries. */
export const GUARD_HEADER = 'x-vakhta';
/** Cookie that carries the token of a device. */
export const SESSION_COOKIE = 'vakhta_session';
/** Set by the desktop's proxy on answers it makes itself, with a `ProxyFailure` as value. */
export const PROXY_FAILURE_HEADER = 'x-vakhta-proxy';
export type ProxyFailure =
  | 'unreachable'
  | 'certificate'
  | 'no-helpdesk'
  /** What answers at the address is another helpdesk than the one that was chosen, or none. */
  | 'other-helpdesk'
  | 'wrong-version';
