import fc from 'fast-check';
import type { CommandKind } from '#shared/sync/command.ts';
import type { Failure } from '#shared/sync/failure.ts';
import type { Entry, Input } from '#shared/sync/step.ts';
import { commandId, sha256, ticketId } from './oracle-things.ts';
import type { Action, History } from './oracle-world.ts';

const index = fc.nat({ max: 7 });
/** Mostly within one exchange, so that things overlap; sometimes long enough for time-outs and waits. */
const afterMs = fc.oneof(
  { weight: 6, arbitrary: fc.nat({ max: 600 }) },
  { weight: 2, arbitrary: fc.integer({ min: 600, max: 5_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 5_000, max: 40_000 }) },
);

const kinds = [
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
  'hand-to-partner',
  'back-from-partner',
] as const satisfies readonly CommandKind[];

const record = fc.record({
  kind: fc.constant('record' as const),
  afterMs,
  client: index,
  ticket: index,
  command: fc.constantFrom(...kinds, 'reply', 'status', 'assign'),
  choice: fc.nat({ max: 999 }),
  files: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 1, maxLength: 3 }) },
  ),
  poisoned: fc.integer({ min: 0, max: 19 }).map((value) => value === 19),
});

const machine = fc.record({
  kind: fc.constantFrom(
    'restart',
    'restart',
    'cut',
    'cut',
    'mend',
    'mend',
    'mend-unnoticed',
    'expire',
    'sign-in',
    'try-now',
    'lose-events',
    'die-at-next-commit',
    'die-at-next-commit',
    'demote',
    'promote',
    'promote',
    'promote',
  ),
  afterMs,
  client: index,
});

const actionArbitrary: fc.Arbitrary<Action> = fc.oneof(
  { weight: 12, arbitrary: record },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('customer' as const), afterMs, ticket: index }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      afterMs,
      client: index,
      which: index,
      retry: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('undo' as const), afterMs, client: index, which: index }),
  },
  { weight: 7, arbitrary: machine },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('take-back' as const, 'take-back' as const, 'keep-sending' as const),
      afterMs,
      client: index,
      which: index,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.oneof(
      fc.record({ kind: fc.constant('move' as const), afterMs, ticket: index, queue: index }),
      fc.record({ kind: fc.constant('requeue' as const), afterMs, client: index, queues: index }),
      fc.record({ kind: fc.constant('new-era' as const), afterMs }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), afterMs, ticket: index }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('forget-files' as const), afterMs }) },
    ),
  },
);

/** Random histories of two or three clients (two of them one person's), three tickets and their customers. */
export const historyArbitrary: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  clients: fc.constantFrom(2, 3, 3),
  actions: fc.array(actionArbitrary, { minLength: 5, maxLength: 45, size: 'max' }),
});

const entryArbitrary: fc.Arbitrary<Entry> = fc
  .record({
    n: fc.nat({ max: 12 }),
    ticket: fc.nat({ max: 2 }),
    uploads: fc.uniqueArray(fc.nat({ max: 2 }), { maxLength: 2 }),
    state: fc.constantFrom(
      'waiting' as const,
      'waiting' as const,
      'withdrawing' as const,
      'undecided' as const,
    ),
  })
  .map(({ n, ticket, uploads, state }) => ({
    id: commandId(n),
    ticketId: ticketId(ticket),
    uploads: uploads.map(sha256),
    state,
    failures: 0,
    notBefore: 0,
  }));

const failureArbitrary: fc.Arbitrary<Failure> = fc.oneof(
  fc.constantFrom<Failure>(
    { kind: 'unreachable' },
    { kind: 'certificate' },
    { kind: 'not-a-helpdesk' },
    { kind: 'wrong-version' },
    { kind: 'signed-out' },
    { kind: 'server' },
    { kind: 'rejected', status: 413 },
  ),
  fc
    .constantFrom(-1, 0, 700, 86_400_000, NaN)
    .map((retryAfterMs): Failure => ({ kind: 'throttled', retryAfterMs })),
);

const outcomeArbitrary = fc.constantFrom(
  { kind: 'applied' as const },
  { kind: 'applied' as const },
  { kind: 'held' as const, reason: 'newer-message' as const },
  { kind: 'refused' as const, reason: 'invalid' as const },
  { kind: 'deferred' as const, reason: 'fenced' as const },
  { kind: 'deferred' as const, reason: 'attachment-missing' as const },
);

const push = fc.option(fc.nat({ max: 9 }), { nil: undefined, freq: 3 });
const withPush = <T extends object>(value: T, number: number | undefined) =>
  number === undefined ? value : { ...value, push: number };

const inputArbitrary: fc.Arbitrary<Input> = fc.oneof(
  {
    weight: 6,
    arbitrary: entryArbitrary.map((entry): Input => ({ kind: 'recorded', entry })),
  },
  { weight: 2, arbitrary: fc.nat({ max: 12 }).map((n): Input => ({ kind: 'discarded', id: commandId(n) })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('withdrawn' as const, 'kept' as const), fc.nat({ max: 12 }))
      .map(([kind, n]): Input => ({ kind, id: commandId(n) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat({ max: 12 }), entryArbitrary)
      .map(([n, entry]): Input => ({ kind: 'replaced', id: commandId(n), entry })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.array(fc.tuple(fc.nat({ max: 12 }), outcomeArbitrary), { maxLength: 6 }), push)
      .map(([answers, number]): Input =>
        withPush(
          {
            kind: 'answered' as const,
            answers: answers.map(([n, outcome]) => ({ id: commandId(n), outcome })),
          },
          number,
        ),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(failureArbitrary, fc.boolean(), push)
      .map(([failure, unsent, number]): Input =>
        withPush({ kind: 'push-failed' as const, failure, unsent }, number),
      ),
  },
  { weight: 2, arbitrary: fc.nat({ max: 2 }).map((n): Input => ({ kind: 'uploaded', sha256: sha256(n) })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat({ max: 2 }), failureArbitrary, fc.boolean())
      .map(([n, failure, unsent]): Input => ({ kind: 'upload-failed', sha256: sha256(n), failure, unsent })),
  },
  { weight: 2, arbitrary: fc.boolean().map((more): Input => ({ kind: 'pulled', more })) },
  {
    weight: 1,
    arbitrary: failureArbitrary.map((failure): Input => ({ kind: 'pull-failed', failure })),
  },
  { weight: 1, arbitrary: failureArbitrary.map((failure): Input => ({ kind: 'lost', failure })) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Input>(
      { kind: 'announced' },
      { kind: 'try-now' },
      { kind: 'signed-in' },
      { kind: 'signed-in' },
      { kind: 'woke' },
      { kind: 'woke' },
    ),
  },
);

/** Inputs in an order that no driver would give them in. */
export const inputsArbitrary = fc.array(
  fc.record({ input: inputArbitrary, afterMs, random: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
  { minLength: 1, maxLength: 40, size: 'max' },
);
