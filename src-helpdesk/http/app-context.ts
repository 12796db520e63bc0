import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AttemptLimits } from '../desk/attempts.ts';
import type { Sessions } from '../desk/sessions.ts';
import type { Presence } from '../live/presence.ts';
import type { EventStreams } from '../live/event-streams.ts';
import type { FetchPicture } from '../desk/remote-picture.ts';
import type { Storage } from '../storage/storage.ts';

/** What the routes work with. */
export interface AppContext {
  readonly storage: Storage;
  readonly sessions: Sessions;
  readonly streams: EventStreams;
  readonly presence: Presence;
  /** Tell who can be signed in as, when the data are sample data. */
  readonly demo: { readonly password: string } | null;
  /** Fetches pictures from outside for people who are signed in. */
  readonly fetchPicture: FetchPicture;
  readonly signInLimits: { readonly perLogin: AttemptLimits; readonly perAddress: AttemptLimits };
}

/** The server with types from zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;
