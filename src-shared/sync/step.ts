/*
 * The brain of synchronisation: what to do next, as a pure function of what is known and what just happened.
 *
 *      recorded ──▶ ┌─────────┐  push   ┌────────┐  applied
 *                   │ waiting │ ──────▶ │  sent  │ ──────────▶ (gone; its rows are in the store)
 *       retry  ┌──▶ └─────────┘ ◀────── └────────┘
 *              │         no answer · deferred │ held · refused
 *              │                              ▼
 *              └──────── a person ◀──── ┌───────────┐
 *                        discards ────▶ │ undecided │  fences what is behind it on its ticket (I3), no other
 *                        (gone)         └───────────┘  and stays until a person decides (I7)
 *                                             ▲ held · refused
 *   what may have arrived:   withdrawn   ┌─────────────┐  withdraw   applied
 *                  waiting ────────────▶ │ withdrawing │ ──────────▶ (gone: it had gone out)
 *                          ◀──────────── └─────────────┘
 *                              kept
 *
 *   1. At most one push, one upload and one pull are under way.
 *   2. A command is pushed only when all before it on its ticket are settled or in the same push, and all its
 *      attachments are on the helpdesk.
 *   3. Commands leave the outbox only by an answer that settles them or by a person's decision.
 *   4. The commands of a push that failed inside the helpdesk are from then on sent each alone, and one that fails alone
 *      waits by itself: a poisoned command does not stop the others. Failures in a row slow pushing down, so that a
 *      helpdesk that fails at everything is not stormed.
 *   5. While the session is over nothing is sent; nothing is forgotten either.
 *   6. Whatever waits and is not fenced has something under way for it, or a wake-up.
 *   7. A verdict counts whenever it comes. What else an exchange brings, counts only while it is the one under way.
 *   8. What is being taken back goes before everything else, fenced by nothing; nothing goes past it on its ticket.
 *   9. What can still be undone waits with all behind it on its ticket; its attachments go ahead of it.
 */
import { assertNever } from '#shared/base/assert-never.ts';
import type { CommandId, Sha256 } from '#shared/base/brand.ts';
import { backOffMs } from './back-off.ts';
import type { Entry } from './entry.ts';
import type { Failure } from './failure.ts';
import type { Input } from './input.ts';
import { nextPush, nextUpload, type Line } from './next-work.ts';
import type { Answer } from './outcome.ts';

export type { Entry } from './entry.ts';
export type { Input } from './input.ts';

/** Most commands in one push. */
export const PUSH_LIMIT = 100;

/** Longest wait that the helpdesk can ask for (throttled), in milliseconds. */
const LONGEST_ASKED_MS = 15 * 60_000;

/** The connection, as honestly as it is known. */
export type Link =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  | { readonly kind: 'offline'; readonly why: Failure; readonly failures: number; readonly retryAt: number };

export interface SyncState {
  readonly link: Link;
  /** False once the helpdesk has said that the session is over. */
  readonly signedIn: boolean;
  /** In the order the operator gave them; a command given again stands where the first one stood. */
  readonly outbox: readonly Entry[];
  readonly pushing: readonly CommandId[] | null;
  /** Pushes begun since the start: the number of the one under way, else of the last. */
  readonly pushes: number;
  /** Commands of a push that failed inside the helpdesk: each is sent alone from then on (rule 4). */
  readonly alone: ReadonlySet<CommandId>;
  /** Pushes in a row that failed inside the helpdesk, and until when therefore none begins. */
  readonly pushFailures: number;
  readonly pushNotBefore: number;
  readonly uploading: Sha256 | null;
  /** Attachments known to be on the helpdesk. */
  readonly uploaded: ReadonlySet<Sha256>;
  readonly pulling: boolean;
  readonly pullWanted: boolean;
}

/** What the driver is to do. */
export type Todo =
  /** Push these commands; each with the one it comes after on its ticket within this client's unsettled work. */
  | {
      readonly kind: 'push';
      /** Counts up from 1; goes back with `answered` or `push-failed`. */
      readonly push: number;
      readonly commands: readonly Line[];
    }
  | { readonly kind: 'upload'; readonly sha256: Sha256 }
  | { readonly kind: 'pull' }
  /** Feed `woke` at this time. Every step says anew what is needed; an earlier wake-up does no harm. */
  | { readonly kind: 'wake'; readonly at: number };

/** The driver's own surroundings, given with each input: monotonic milliseconds and a uniform number in [0, 1). */
export interface Moment {
  readonly now: number;
  readonly random: number;
}

/**
 * The state after a start: everything that was unsent is waiting, everything that was undecided still is. Nothing is
 * begun until the first `step`, for example with `woke`.
 * @param outbox in the order the operator gave them; times until which an entry waited are of another run's clock and do not count
 */
export function initialState(outbox: readonly Entry[]): SyncState {
  return {
    link: { kind: 'connecting' },
    signedIn: true,
    outbox: outbox.map((entry) => ({ ...entry, notBefore: 0 })),
    pushing: null,
    pushes: 0,
    alone: new Set(),
    pushFailures: 0,
    pushNotBefore: 0,
    uploading: null,
    uploaded: new Set(),
    pulling: false,
    pullWanted: true,
  };
}

/** Takes in what happened and says what to do next. Pure; the same arguments give the same answer. */
export function step(
  state: SyncState,
  input: Input,
  moment: Moment,
): { readonly state: SyncState; readonly todo: readonly Todo[] } {
  return plan(absorb(state, input, moment), moment);
}

function absorb(state: SyncState, input: Input, moment: Moment): SyncState {
  switch (input.kind) {
    case 'recorded':
      return state.outbox.some((entry) => entry.id === input.entry.id)
        ? state
        : { ...state, outbox: [...state.outbox, input.entry] };
    case 'discarded':
      return {
        ...state,
        outbox: state.outbox.filter((entry) => entry.id !== input.id),
        alone: new Set([...state.alone].filter((id) => id !== input.id)),
      };
    case 'withdrawn':
      return withChanged(state, input.id, 'waiting', 'withdrawing');
    case 'kept':
      return withChanged(state, input.id, 'withdrawing', 'waiting');
    case 'due':
      return {
        ...state,
        outbox: state.outbox.map((entry) => (entry.id === input.id ? { ...entry, dueAt: input.at } : entry)),
      };
    case 'replaced':
      return state.outbox.some((entry) => entry.id === input.id)
        ? {
            ...state,
            // The new one may have been read from the disk before it was known whose place it takes.
            outbox: state.outbox
              .filter((entry) => entry.id !== input.entry.id)
              .map((entry) => (entry.id === input.id ? input.entry : entry)),
            alone: new Set([...state.alone].filter((id) => id !== input.id)),
          }
        : absorb(state, { kind: 'recorded', entry: input.entry }, moment);
    case 'answered':
      return isUnderWay(state, input.push)
        ? answered(state, input.answers, moment)
        : { ...reached(state), ...settle(state, input.answers.filter(isVerdict), moment) };
    case 'push-failed': {
      if (!isUnderWay(state, input.push)) return state;
      const idle = { ...state, pushing: null };
      return isOwnFailure(input)
        ? pushFailed(idle, state.pushing ?? [], moment)
        : unreached(idle, input.failure, moment);
    }
    case 'uploaded':
      return {
        ...reached(state),
        uploading: state.uploading === input.sha256 ? null : state.uploading,
        uploaded: new Set([...state.uploaded, input.sha256]),
      };
    case 'upload-failed': {
      if (state.uploading !== input.sha256) return state;
      const idle = { ...state, uploading: null };
      if (!isOwnFailure(input)) return unreached(idle, input.failure, moment);
      const named = state.outbox.filter((entry) => entry.uploads.includes(input.sha256));
      return postpone(
        idle,
        named.map((entry) => entry.id),
        moment,
      );
    }
    case 'pulled':
      return { ...reached(state), pulling: false, pullWanted: state.pullWanted || input.more };
    case 'pull-failed':
      return unreached({ ...state, pulling: false }, input.failure, moment);
    case 'announced':
      return { ...state, pullWanted: true };
    case 'try-now':
      return {
        ...state,
        link: state.link.kind === 'offline' ? { kind: 'connecting' } : state.link,
        outbox: state.outbox.map((entry) => ({ ...entry, notBefore: 0 })),
        pushNotBefore: 0,
        pullWanted: true,
      };
    case 'lost':
      return unreached(state, input.failure, moment);
    case 'signed-in':
      return { ...state, signedIn: true, link: { kind: 'connecting' }, pullWanted: true };
    case 'woke':
      return state;
    default:
      return assertNever(input);
  }
}

/** A person's word counts at once: earlier failures were those of another request. */
function withChanged(state: SyncState, id: CommandId, from: Entry['state'], to: Entry['state']): SyncState {
  if (!state.outbox.some((entry) => entry.id === id && entry.state === from)) return state;
  return {
    ...state,
    outbox: state.outbox.map((entry) =>
      entry.id === id ? { ...entry, state: to, failures: 0, notBefore: 0 } : entry,
    ),
    alone: new Set([...state.alone].filter((each) => each !== id)),
    pushNotBefore: 0,
  };
}

/** Whether an exchange is the push under way; without a number it is. */
function isUnderWay(state: SyncState, push: number | undefined): boolean {
  return push === undefined || (state.pushing !== null && push === state.pushes);
}

function isVerdict(answer: Pick<Answer, 'outcome'>): boolean {
  return answer.outcome.kind !== 'deferred';
}

/** The push under way has come back: with answers, so the helpdesk did not fail at any of its commands. */
function answered(
  state: SyncState,
  answers: readonly Pick<Answer, 'id' | 'outcome'>[],
  moment: Moment,
): SyncState {
  const named = new Set(answers.map((answer) => answer.id));
  const unanswered = (state.pushing ?? []).filter((id) => !named.has(id));
  const settled: SyncState = {
    ...reached(state),
    ...settle(state, answers, moment),
    pushing: null,
    alone: new Set([...state.alone].filter((id) => !named.has(id))),
    pushFailures: 0,
    pushNotBefore: 0,
  };
  // A helpdesk that passes a command over must not be asked again at once.
  return postpone(settled, unanswered, moment);
}

/** Answers take commands out of the outbox, or leave them undecided, or waiting for another try. */
function settle(
  state: SyncState,
  answers: readonly Pick<Answer, 'id' | 'outcome'>[],
  moment: Moment,
): Pick<SyncState, 'outbox' | 'uploaded'> {
  const outcomes = new Map(answers.map((answer) => [answer.id, answer.outcome]));
  const uploaded = new Set(state.uploaded);
  const outbox = state.outbox.flatMap((entry): readonly Entry[] => {
    const outcome = outcomes.get(entry.id);
    if (outcome === undefined) return [entry];
    switch (outcome.kind) {
      case 'applied':
        return [];
      case 'held':
      case 'refused':
        return [{ ...entry, state: 'undecided' }];
      case 'deferred':
        if (outcome.reason === 'attachment-missing')
          for (const sha256 of entry.uploads) uploaded.delete(sha256);
        return [later(entry, moment)];
      default:
        return assertNever(outcome);
    }
  });
  return { outbox, uploaded };
}

function pushFailed(state: SyncState, ids: readonly CommandId[], moment: Moment): SyncState {
  const failures = state.pushFailures + 1;
  // The first failure of a company is followed by its members at once; then it is slower from failure to failure.
  const pause = failures > 1 ? backOffMs(failures - 1, moment.random) : 0;
  const failed: SyncState = {
    ...state,
    alone: new Set([...state.alone, ...ids]),
    pushFailures: failures,
    pushNotBefore: moment.now + pause,
  };
  return ids.length > 1 ? failed : postpone(failed, ids, moment);
}

/** Whether the fault may lie in what was sent, not in the way there. */
function isOwnFailure(input: { readonly failure: Failure; readonly unsent?: boolean }): boolean {
  return input.unsent !== true && (input.failure.kind === 'server' || input.failure.kind === 'rejected');
}

function postpone(state: SyncState, ids: readonly CommandId[], moment: Moment): SyncState {
  return {
    ...state,
    outbox: state.outbox.map((entry) => (ids.includes(entry.id) ? later(entry, moment) : entry)),
  };
}

function later(entry: Entry, moment: Moment): Entry {
  const failures = entry.failures + 1;
  return { ...entry, failures, notBefore: moment.now + backOffMs(failures, moment.random) };
}

function reached(state: SyncState): SyncState {
  return state.link.kind === 'online' ? state : { ...state, link: { kind: 'online' } };
}

/** The way to the helpdesk is cut, or it has asked for peace: everything waits, then a pull finds out. */
function unreached(state: SyncState, why: Failure, moment: Moment): SyncState {
  if (why.kind === 'signed-out') return { ...state, signedIn: false, pullWanted: true };
  // What was under way when the link was lost fails with it: one outage, counted once.
  const pause = state.link.kind === 'offline' && state.link.retryAt > moment.now ? state.link : null;
  const failures =
    pause !== null ? pause.failures : state.link.kind === 'offline' ? state.link.failures + 1 : 1;
  const own = pause !== null ? pause.retryAt : moment.now + backOffMs(failures, moment.random);
  const asked = why.kind === 'throttled' ? moment.now + Math.min(why.retryAfterMs, LONGEST_ASKED_MS) : 0;
  const link: Link = { kind: 'offline', why, failures, retryAt: asked > own ? asked : own };
  return { ...state, link, pullWanted: true };
}

/** Starts whatever can start now (rules 1, 2 and 5). */
function plan(
  state: SyncState,
  { now }: Moment,
): { readonly state: SyncState; readonly todo: readonly Todo[] } {
  if (!state.signedIn) return { state, todo: [] };
  if (state.link.kind === 'offline' && state.link.retryAt > now)
    return { state, todo: [{ kind: 'wake', at: state.link.retryAt }] };

  let next = state;
  const todo: Todo[] = [];

  if (next.pullWanted && !next.pulling) {
    next = { ...next, pulling: true, pullWanted: false };
    todo.push({ kind: 'pull' });
  }
  if (next.uploading === null) {
    const sha256 = nextUpload(next, now);
    if (sha256 !== null) {
      next = { ...next, uploading: sha256 };
      todo.push({ kind: 'upload', sha256 });
    }
  }
  if (next.pushing === null && next.pushNotBefore <= now) {
    const commands = nextPush(next, now, PUSH_LIMIT);
    if (commands.length > 0) {
      const push = next.pushes + 1;
      next = { ...next, pushing: commands.map((command) => command.id), pushes: push };
      todo.push({ kind: 'push', push, commands });
    }
  }

  const waiting = next.outbox.filter((entry) => entry.state !== 'undecided');
  const wakes = [...waiting.map(readyAt), next.pushNotBefore].filter((at) => at > now);
  if (waiting.length > 0 && wakes.length > 0) todo.push({ kind: 'wake', at: Math.min(...wakes) });
  return { state: next, todo };
}

/** When the waits of an entry are all over. */
function readyAt({ state, notBefore, dueAt = 0 }: Entry): number {
  return state === 'waiting' ? Math.max(notBefore, dueAt) : notBefore;
}
