import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import type { Account, Words } from './account.ts';
import type { CustomerConversation, CustomerView } from './customers.ts';
import type { HelpdeskTables } from './tables.ts';

/** What is found after everything has come to rest, from outside. */
export interface Found {
  readonly account: Account;
  readonly tables: HelpdeskTables;
  readonly customers: readonly { readonly conversation: CustomerConversation; readonly view: CustomerView }[];
  readonly seats: readonly {
    readonly name: string;
    readonly isTrainee: boolean;
    readonly outbox: readonly OutboxItem[];
    readonly drafts: readonly Draft[];
  }[];
  /** The helpdesk has been set back to a backup: verdicts it gave since are unknown to it. */
  readonly wasRewound: boolean;
}

/** Holds everything against the account and the invariants. @returns sentences, none when all is well */
export function check(found: Found): readonly string[] {
  return [
    ...checkWords(found),
    ...checkQueued(found),
    ...checkCustomers(found),
    ...checkEffects(found.tables),
    ...checkOrder(found),
    ...checkCop(found),
    ...checkTimelines(found.tables),
    ...checkFeed(found.tables),
  ];
}

const textOf = (message: Message) => (message.kind === 'event' ? '' : message.text);

/** The set checker: words shown as safe are in exactly one place (I1, I2, I7), others in one at most. */
export function checkWords({ account, tables, seats }: Found): string[] {
  const places = new Map<Words, string[]>();
  const note = (text: string, place: string) => {
    for (const words of account.wordsIn(text)) places.set(words, [...(places.get(words) ?? []), place]);
  };
  for (const { message } of tables.messages) note(textOf(message), `message ${message.id}`);
  for (const seat of seats) {
    for (const { command, state } of seat.outbox)
      if (command.kind === 'reply' || command.kind === 'note')
        note(command.payload.text, `${state.kind} in the outbox of ${seat.name}`);
    for (const draft of seat.drafts) note(draft.text, `draft of ${seat.name}`);
  }
  return [...account.words.values()].flatMap((words) => {
    const at = places.get(words) ?? [];
    const what = `${words.kind} ${words.mark} of ${words.seat.name}`;
    if (at.length > 1) return [`I2: ${what} is in ${at.length} places: ${at.join(', ')}`];
    if (at.length === 0 && words.kept && !words.mayBeGone)
      return [`I1: ${what} was shown as safe and is nowhere`];
    return [];
  });
}

/** At rest each command is applied, or visibly undecided with its whole content, and nothing waits. */
export function checkQueued({ account, tables, seats, wasRewound }: Found): string[] {
  const verdicts = new Map(tables.commands.map((row) => [row.id as string, row.verdict.kind]));
  const isAsSaid = (id: string, kind: string) =>
    verdicts.get(id) === kind || (wasRewound && !verdicts.has(id));
  const items = new Map(seats.flatMap((seat) => seat.outbox.map((item) => [item.command.id, item] as const)));
  const stopped = new Set<string>();
  for (const [id, { state, command }] of items)
    if (state.kind !== 'waiting' && isAsSaid(id, state.kind))
      stopped.add(`${command.client} ${command.ticketId}`);
  const wrong: string[] = [];
  for (const { command, state } of items.values()) {
    if (state.kind === 'waiting' && !stopped.has(`${command.client} ${command.ticketId}`))
      wrong.push(`${command.kind} ${command.id} waits (${state.because}) although everything is at rest`);
    if (state.kind !== 'waiting' && !isAsSaid(command.id, state.kind))
      wrong.push(
        `I7: ${command.id} is shown as ${state.kind}, the helpdesk says ${verdicts.get(command.id) ?? 'nothing'}`,
      );
  }
  for (const { id, fate, seat } of account.queued.values()) {
    const isApplied = verdicts.get(id) === 'applied';
    const isHere = items.has(id);
    if (isApplied && isHere) wrong.push(`I2: ${id} of ${seat.name} is applied and still in the outbox`);
    if (fate === 'taken back' && (isApplied || isHere))
      wrong.push(`I7: ${id} of ${seat.name} was taken back and is ${isApplied ? 'applied' : 'still there'}`);
    if (fate === 'ours' && !isApplied && !isHere)
      wrong.push(
        `I1: ${id} of ${seat.name} was shown as queued and is nowhere (the helpdesk says ${verdicts.get(id) ?? 'nothing'})`,
      );
  }
  return wrong;
}

/** The customers' view: each answer once, in his own conversation; never a note; his own words all there. */
export function checkCustomers({ account, tables, customers }: Found): string[] {
  const wrong: string[] = [];
  const bySubject = new Map(tables.tickets.map((ticket) => [ticket.subject, ticket.id]));
  for (const { conversation, view } of customers) {
    const ticketId = bySubject.get(conversation.subject);
    const expected = tables.messages.flatMap(({ message }) =>
      message.ticketId === ticketId && (message.kind === 'customer' || message.kind === 'reply')
        ? [message.id as string]
        : [],
    );
    const shown = view.entries.map((entry) => entry.id);
    if (shown.toSorted().join() !== expected.toSorted().join())
      wrong.push(
        `The customer of "${conversation.subject}" sees ${shown.length} entries of ${expected.length}`,
      );
    const marks = account.wordsIn(view.page);
    for (const words of new Set(marks)) {
      const times = marks.filter((each) => each === words).length;
      if (words.kind === 'note')
        wrong.push(`The customer of "${conversation.subject}" sees the note ${words.mark}`);
      else if (times > 1)
        wrong.push(`I2: the customer of "${conversation.subject}" sees ${words.mark} ${times} times`);
    }
    for (const text of conversation.written)
      if (view.page.split(text).length !== 2)
        wrong.push(
          `The customer of "${conversation.subject}" finds "${text}" ${view.page.split(text).length - 1} times`,
        );
  }
  return wrong;
}

/** Effect and verdict go together (I2), and nobody who may only read has an effect (I9 is in `checkWords` and here). */
export function checkEffects(tables: HelpdeskTables): string[] {
  const verdicts = new Map(tables.commands.map((row) => [row.id, row.verdict.kind]));
  const messages = new Set(tables.messages.map(({ message }) => message.id as string));
  const orphans = tables.messages.flatMap(({ message }) =>
    message.kind !== 'customer' && verdicts.get(message.id) !== 'applied'
      ? [
          `I2: ${message.kind} ${message.id} is there, and its command is ${verdicts.get(message.id) ?? 'unknown'}`,
        ]
      : [],
  );
  const undone = tables.commands.flatMap((row) =>
    row.verdict.kind !== 'applied' && messages.has(row.id)
      ? [`I2: ${row.id} is ${row.verdict.kind} and has taken effect`]
      : [],
  );
  return [...orphans, ...undone];
}

/** The order checker: what one machine did on one ticket took effect in the order in which it was done (I3). */
export function checkOrder({ account, tables }: Found): string[] {
  const last = new Map<string, { readonly place: number; readonly id: string }>();
  return tables.messages.flatMap(({ message }) => {
    const queued = account.queued.get(message.id as never);
    if (queued === undefined) return [];
    const key = `${queued.seat.name} ${queued.ticketId}`;
    const before = last.get(key);
    last.set(key, { place: Math.max(queued.place, before?.place ?? 0), id: message.id });
    return before !== undefined && before.place > queued.place
      ? [`I3: ${message.id} of ${queued.seat.name} took effect after ${before.id}, which was done later`]
      : [];
  });
}

/** No answer has passed a message that its operator had not seen (I6). */
export function checkCop({ account, tables }: Found): string[] {
  const newest = new Map<string, string>();
  return tables.messages.flatMap(({ message }) => {
    if (message.kind === 'customer') newest.set(message.ticketId, message.id);
    const seen = account.queued.get(message.id as never)?.seen;
    if (message.kind !== 'reply' || seen === undefined) return [];
    return seen === (newest.get(message.ticketId) ?? null)
      ? []
      : [
          `I6: the answer ${message.id} went out without its operator having seen ${newest.get(message.ticketId)}`,
        ];
  });
}

/** The list-append checker: each ticket is what its own timeline, replayed, makes of it; no line is missing or doubled. */
export function checkTimelines(tables: HelpdeskTables): string[] {
  return tables.tickets.flatMap((ticket) => {
    let status = 'open';
    let priority = 'normal';
    let assignee: string | null = null;
    let tags: readonly string[] = [];
    const wrong: string[] = [];
    const step = (what: string, is: unknown, said: unknown) => {
      if (is !== said)
        wrong.push(`${ticket.subject}: ${what} goes on from ${String(said)}, it was ${String(is)}`);
    };
    for (const { message } of tables.messages) {
      if (message.ticketId !== ticket.id) continue;
      if (message.kind === 'customer') status = 'open';
      if (message.kind === 'reply') status = 'waiting';
      if (message.kind !== 'event') continue;
      const { event } = message;
      if (event.kind === 'status') {
        step('the status', status, event.from);
        status = event.to;
      } else if (event.kind === 'priority') {
        step('the priority', priority, event.from);
        priority = event.to;
      } else if (event.kind === 'assigned') {
        step('the assignee', assignee, event.from);
        assignee = event.to;
      } else if (event.kind === 'delegated') {
        assignee = event.to.kind === 'person' ? event.to.id : null;
      } else if (event.kind === 'tags') {
        const before = tags;
        if (
          event.removed.some((tag) => !before.includes(tag)) ||
          event.added.some((tag) => before.includes(tag))
        )
          wrong.push(`${ticket.subject}: a line about tags that does not follow`);
        tags = [...before.filter((tag) => !event.removed.includes(tag)), ...event.added];
      }
    }
    step('the status, in the end,', status, ticket.status);
    step('the priority, in the end,', priority, ticket.priority);
    step('the assignee, in the end,', assignee, ticket.assigneeId);
    if (tags.toSorted().join() !== [...ticket.tags].toSorted().join())
      wrong.push(`${ticket.subject}: tags that no line tells of`);
    return wrong;
  });
}

/** Numbers of the feed are given once and never beyond its head (I5). */
export function checkFeed(tables: HelpdeskTables): string[] {
  const wrong: string[] = [];
  if (new Set(tables.seqs).size !== tables.seqs.length)
    wrong.push('I5: a number of the feed was given twice');
  if (tables.seqs.some((seq) => seq > tables.head))
    wrong.push('I5: a number of the feed lies beyond its head');
  if (tables.messages.some(({ seq }) => Number.isNaN(seq))) wrong.push('I5: a message is not in the feed');
  return wrong;
}
