import type { Entry, Input, SyncState, Todo } from '#shared/sync/step.ts';

/** A statement that must hold; its sentence begins with the invariant it belongs to where there is one. */
export function claim(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new Error(sentence);
}

/** The step is pure: whoever changes a state instead of making a new one is found out. */
export function freezeState(state: SyncState): SyncState {
  for (const entry of state.outbox) Object.freeze(entry);
  Object.freeze(state.outbox);
  Object.freeze(state.link);
  return Object.freeze(state);
}

/** What the step believes of the outbox is what is on the disk, in the same order (rule 3: nothing leaves by itself). */
export function checkState(state: SyncState, disk: readonly Entry[]): void {
  const brief = (entries: readonly Entry[]) => entries.map((each) => `${each.id} ${each.state}`).join('\n');
  claim(
    brief(state.outbox) === brief(disk),
    `rule 3: the step's outbox is not the disk's\n${brief(state.outbox)}\n--\n${brief(disk)}`,
  );
}

/** The rules above `step.ts`, held against one of its steps. */
export function checkTodo(
  before: SyncState,
  after: SyncState,
  input: Input,
  todo: readonly Todo[],
  now: number,
): void {
  const count = (kind: Todo['kind']) => todo.filter((each) => each.kind === kind).length;
  for (const kind of ['push', 'upload', 'pull', 'wake'] as const)
    claim(count(kind) <= 1, `rule 1: ${count(kind)} todos of kind ${kind} in one step`);

  const endsPush =
    (input.kind === 'answered' || input.kind === 'push-failed') &&
    (input.push === undefined || (before.pushing !== null && input.push === before.pushes));
  const endsUpload =
    (input.kind === 'uploaded' || input.kind === 'upload-failed') && input.sha256 === before.uploading;
  const endsPull = input.kind === 'pulled' || input.kind === 'pull-failed';
  if (count('push') > 0) claim(before.pushing === null || endsPush, 'rule 1: a second push under way');
  if (count('upload') > 0)
    claim(before.uploading === null || endsUpload, 'rule 1: a second upload under way');
  if (count('pull') > 0) claim(!before.pulling || endsPull, 'rule 1: a second pull under way');

  const isLate =
    (input.kind === 'push-failed' && !endsPush) || (input.kind === 'upload-failed' && !endsUpload);
  const cutOff =
    !isLate && 'failure' in input && input.failure.kind !== 'server' && input.failure.kind !== 'rejected';
  claim(!cutOff || count('wake') === todo.length, 'something is sent right after the link was lost');
  const deferred =
    input.kind === 'answered'
      ? input.answers.filter((answer) => answer.outcome.kind === 'deferred').map((answer) => answer.id)
      : [];
  for (const each of todo)
    if (each.kind === 'push')
      claim(
        !endsPush || each.commands.every((line) => !deferred.includes(line.id)),
        'what was deferred is pushed again at once',
      );

  if (!after.signedIn)
    claim(
      todo.every((each) => each.kind === 'wake'),
      'rule 5: something is sent while signed out',
    );
  if (after.link.kind === 'offline' && after.link.retryAt > now)
    claim(
      todo.every((each) => each.kind === 'wake'),
      'something is sent before the time to try again',
    );

  for (const each of todo) {
    if (each.kind === 'wake') claim(each.at > now, 'a wake-up in the past would never let the machine rest');
    if (each.kind === 'push') checkPush(after, each.commands, now);
  }
  checkNotStuck(after, todo, now);
}

function checkPush(
  state: SyncState,
  commands: Extract<Todo, { kind: 'push' }>['commands'],
  now: number,
): void {
  const pushed = new Map(commands.map((line, index) => [line.id, index]));
  claim(pushed.size === commands.length && commands.length > 0, 'a push is empty or names a command twice');
  const last = new Map<string, Entry>();
  const takenBack = commands.filter((line) => line.withdraw === true);
  let position = takenBack.length - 1;
  for (const entry of state.outbox) {
    const index = pushed.get(entry.id);
    const previous = last.get(entry.ticketId);
    last.set(entry.ticketId, entry);
    if (index === undefined) continue;
    if (entry.state === 'withdrawing') {
      const line = commands[index];
      claim(line?.withdraw === true && line.after === null, 'rule 8: what is taken back is sent');
      claim(index < takenBack.length, 'rule 8: what is taken back does not go first');
      claim(entry.notBefore <= now, 'a command is taken back before its time');
      continue;
    }
    claim(index > position, 'I3: a push is not in the order of the outbox');
    position = index;
    claim(entry.state === 'waiting', 'an undecided command is pushed');
    claim(commands[index]?.withdraw === undefined, 'rule 8: a command that waits is taken back');
    claim(entry.notBefore <= now, 'a command is pushed before its time');
    claim((entry.dueAt ?? 0) <= now, 'rule 9: a command is pushed while it can be undone');
    claim(
      entry.uploads.every((sha256) => state.uploaded.has(sha256)),
      'rule 2: a command is pushed before its attachments',
    );
    claim(
      previous === undefined || (pushed.has(previous.id) && previous.state !== 'withdrawing'),
      'I3: a command is pushed while one before it on its ticket is not settled',
    );
    claim(
      commands[index]?.after === (previous?.id ?? null),
      'I3: `after` is not the command before it on its ticket',
    );
  }
  claim(position === commands.length - 1, 'a push names a command that is not in the outbox');
}

/** Rule 6: whatever can go has something under way for it, or a wake-up. */
function checkNotStuck(state: SyncState, todo: readonly Todo[], now: number): void {
  if (!state.signedIn) return;
  const wakes = todo.some((each) => each.kind === 'wake');
  if (state.link.kind === 'offline') {
    claim(
      state.link.retryAt <= now || wakes,
      'rule 6: offline, with a time to try again and nothing to wake up for it',
    );
    claim(
      wakes || state.pulling || state.pushing !== null || state.uploading !== null,
      'rule 6: offline, and nothing will ever find out that it is not',
    );
  }
  claim(!state.pullWanted || state.pulling || wakes, 'rule 6: a pull is wanted and nothing leads to it');
  const seen = new Set<string>();
  for (const entry of state.outbox) {
    const isFirst = !seen.has(entry.ticketId);
    seen.add(entry.ticketId);
    // Whatever stands before it, what is taken back is on its way.
    if (entry.state === 'undecided' || (!isFirst && entry.state !== 'withdrawing')) continue;
    claim(
      wakes || state.pushing !== null || state.uploading !== null,
      `rule 6: ${entry.id} waits and nothing leads to it`,
    );
  }
}
