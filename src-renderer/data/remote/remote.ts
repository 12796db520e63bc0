import { z } from 'zod';
import type { Sha256 } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import {
  ownOutcomeSchema,
  ownPageSchema,
  type OwnChange,
  type Owner,
  type OwnOutcome,
  type OwnPage,
} from '#shared/contract/http/own-records.ts';
import {
  changesPageSchema,
  firstPageSchema,
  helloSchema,
  PATHS,
  PROTOCOL_VERSION,
  sessionSchema,
  uploadStateSchema,
  type ChangesPage,
  type FirstPage,
  type Hello,
  type PresenceSaid,
  type Push,
  type Session,
} from '#shared/contract/http/routes.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import type { Failure } from '#shared/sync/failure.ts';
import { answerSchema, type Answer } from '#shared/sync/outcome.ts';
import { asJson, exchange, type Exchange, type ExchangeError } from './exchange.ts';
import { createDownloads } from './download.ts';
import { readEvents, type EventStream } from './event-stream.ts';
import { upload } from './upload.ts';

/** The helpdesk, as the ring speaks to it. Every answer is parsed; every failure is a value. */
export interface Remote {
  findHello(): Promise<Result<Hello, Failure>>;
  findSession(): Promise<Result<Session, Failure>>;
  pullFirst(view: ViewId, limit: number): Promise<Result<FirstPage, Failure>>;
  pullChanges(cursor: string | null): Promise<Result<ChangesPage, ExchangeError>>;
  /** Answers that cannot be read are left out. */
  pushCommands(push: Push): Promise<Result<readonly Answer[], Failure>>;
  pushFile(sha256: Sha256, bytes: Uint8Array<ArrayBuffer>): Promise<Result<null, Failure>>;
  /** Whether the whole of a file is on the helpdesk. */
  hasFile(sha256: Sha256): Promise<Result<boolean, Failure>>;
  pullFile(sha256: Sha256): Promise<Result<Blob, ExchangeError>>;
  /** Says which ticket a window shows. Whether it has arrived matters to nobody. */
  sayPresence(said: PresenceSaid): Promise<void>;
  /** The next page of what the person keeps for himself. */
  pullOwn(owner: Owner, cursor: string | null): Promise<Result<OwnPage, Failure>>;
  changeOwn(key: string, change: OwnChange): Promise<Result<OwnOutcome, Failure>>;
  /** Opens the stream of events; resolves when it has ended. */
  readEvents(stream: EventStream): Promise<Failure>;
}

const pushAnswersSchema = z.object({ answers: z.array(z.unknown()) });
/** Read before the rest of a greeting, whose shape another version may have changed. */
const protocolSchema = z.object({ product: z.literal('vakhta-helpdesk'), protocol: z.int().positive() });

/** Where the page after a cursor is. */
export function changesPath(cursor: string | null): string {
  return cursor === null ? PATHS.changes : `${PATHS.changes}?cursor=${encodeURIComponent(cursor)}`;
}

/** Joins the calls of the contract to one `fetch`. */
export function createRemote(given: Exchange): Remote {
  const json = async <S extends z.ZodType>(path: string, schema: S, init: RequestInit = {}) =>
    withoutCode(await exchange(given, path, init, asJson(schema)));
  return {
    async findHello() {
      const greeting = await json(PATHS.hello, protocolSchema.loose());
      if (!greeting.ok) return greeting;
      if (greeting.value.protocol !== PROTOCOL_VERSION) return err({ kind: 'wrong-version' });
      const hello = helloSchema.safeParse(greeting.value);
      return hello.success ? ok(hello.data) : err({ kind: 'not-a-helpdesk' });
    },
    findSession: () => json(PATHS.session, sessionSchema),
    pullFirst: (view, limit) => json(`${PATHS.first}?view=${view}&limit=${limit}`, firstPageSchema),
    pullChanges: (cursor) => exchange(given, changesPath(cursor), {}, asJson(changesPageSchema)),
    async pushCommands(push) {
      const answered = await json(PATHS.commands, pushAnswersSchema, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(push),
      });
      if (!answered.ok) return answered;
      return ok(
        answered.value.answers.flatMap((raw) => {
          const answer = answerSchema.safeParse(raw);
          return answer.success ? [answer.data] : [];
        }),
      );
    },
    async pushFile(sha256, bytes) {
      return withoutCode(await upload(given, sha256, bytes));
    },
    async hasFile(sha256) {
      const state = await json(`${PATHS.attachments}/${sha256}/upload`, uploadStateSchema);
      return state.ok ? ok(state.value.complete) : state;
    },
    pullOwn(owner, cursor) {
      const query = new URLSearchParams({ ...owner, ...(cursor === null ? {} : { cursor }) });
      return json(`${PATHS.own}?${query}`, ownPageSchema);
    },
    changeOwn: (key, change) =>
      json(`${PATHS.own}/${encodeURIComponent(key)}`, ownOutcomeSchema, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(change),
      }),
    pullFile: createDownloads(given),
    async sayPresence(said) {
      // Not watched: said every few seconds, it would leave no room for what a fault is looked for in.
      const { watch: _, ...unwatched } = given;
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(said),
      };
      await exchange(unwatched, PATHS.presence, init, async () => ok(null));
    },
    readEvents: (stream) => readEvents(given, stream),
  };
}

function withoutCode<T>(result: Result<T, ExchangeError>): Result<T, Failure> {
  return result.ok ? result : err(result.error.failure);
}
