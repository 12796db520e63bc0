import { assertNever } from '#shared/base/assert-never.ts';
import type { PersonId, TicketId } from '#shared/base/brand.ts';
import { dueAt } from '#shared/domain/tickets/due.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import {
  asksSomething,
  type Ago,
  type Condition,
  type Filter,
  type FilterGroup,
  type Span,
} from './filter.ts';

/** What a filter looks at: a ticket as it is shown, and what has not been sent of it. */
export interface Filtered {
  readonly ticket: Ticket;
  readonly pending: boolean;
  readonly undecided: boolean;
}

/** What a filter is asked by. `now` in milliseconds by the clock of whoever looks: for display only (I12). */
export interface FilterContext {
  readonly me: PersonId;
  readonly now: number;
  readonly hasDraft: (ticketId: TicketId) => boolean;
  readonly isUnread: (ticket: Ticket) => boolean;
}

type Test = (row: Filtered) => boolean;

const HOUR = 3_600_000;
const spanMs = ({ amount, unit }: Span): number => amount * (unit === 'hours' ? HOUR : 24 * HOUR);
const timeOf = (ago: Ago, now: number): number => ('at' in ago ? ago.at : now - spanMs(ago));

const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;

/**
 * Looks for words without regard to case, and ё is е. An expression, because it looks at the text as it lies there: to make
 * 50,000 lines small first takes longer than to look through them.
 */
function finderOf(text: string): (within: string) => boolean {
  const pattern = text.trim().replace(SPECIAL, '\\$&').replace(/[её]/giu, '[её]');
  const found = new RegExp(pattern, 'i');
  return (within) => found.test(within);
}

/** Whether tickets belong to a filter, as a function that is made once for many: 50,000 are asked in the time between two frames. */
export function compileFilter(filter: Filter, context: FilterContext): Test {
  return (
    join(filter.match, [
      ...testsOf(filter, context),
      ...filter.groups.flatMap((group) => join(group.match, testsOf(group, context)) ?? []),
    ]) ?? (() => true)
  );
}

const testsOf = (group: FilterGroup, context: FilterContext): readonly Test[] =>
  group.conditions
    .filter(asksSomething)
    // Words last: to look for them takes longest.
    .toSorted((a, b) => Number('text' in a) - Number('text' in b))
    .map((condition) => testOf(condition, context));

/** @returns null where nothing is asked */
function join(match: 'all' | 'any', tests: readonly Test[]): Test | null {
  const [first] = tests;
  if (first === undefined) return null;
  if (tests.length === 1) return first;
  return match === 'all'
    ? (row) => tests.every((test) => test(row))
    : (row) => tests.some((test) => test(row));
}

function testOf(condition: Condition, context: FilterContext): Test {
  const { me, now } = context;
  switch (condition.field) {
    case 'status':
      return member(condition, ({ ticket }) => ticket.status);
    case 'queue':
      return member(condition, ({ ticket }) => ticket.queueId);
    case 'priority':
      return member(condition, ({ ticket }) => ticket.priority);
    case 'channel':
      return member(condition, ({ ticket }) => ticket.channel);
    case 'language':
      return member(condition, ({ ticket }) => ticket.language);
    case 'tier':
      return member(condition, ({ ticket }) => ticket.tier);
    case 'category': {
      const wanted = condition.values.map((value) => (value === 'none' ? null : value));
      return member({ op: condition.op, values: wanted }, ({ ticket }) => ticket.category);
    }
    case 'assignee': {
      const wanted = condition.values.map((value) =>
        value === 'me' ? me : value === 'nobody' ? null : value,
      );
      return member({ op: condition.op, values: wanted }, ({ ticket }) => ticket.assigneeId);
    }
    case 'tags': {
      const wanted = condition.values;
      const has = (ticket: Ticket, tag: string) => ticket.tags.includes(tag);
      if (condition.op === 'all') return ({ ticket }) => wanted.every((tag) => has(ticket, tag));
      const any = ({ ticket }: Filtered) => ticket.tags.length > 0 && wanted.some((tag) => has(ticket, tag));
      return condition.op === 'any' ? any : (row) => !any(row);
    }
    case 'subject':
      return words(condition, (ticket, has) => has(ticket.subject));
    case 'customer':
      return words(condition, (ticket, has) => has(ticket.customerName));
    case 'text': {
      const number = /^#?(\d+)$/.exec(condition.text.trim())?.[1];
      const wanted = number === undefined ? null : Number(number);
      return words(
        condition,
        (ticket, has) =>
          has(ticket.subject) ||
          has(ticket.customerName) ||
          (ticket.lastLine !== null && has(ticket.lastLine.text)) ||
          ticket.number === wanted,
      );
    }
    case 'created':
      return time(condition, now, (ticket) => ticket.createdAt);
    case 'updated':
      return time(condition, now, (ticket) => ticket.updatedAt);
    case 'waiting':
      return time(condition, now, (ticket) => (ticket.status === 'open' ? ticket.waitingSince : null));
    case 'due': {
      const until = now + spanMs(condition.within);
      return ({ ticket }) => {
        const due = dueAt(ticket);
        return due !== null && due <= until;
      };
    }
    case 'unread':
      return (row) => context.isUnread(row.ticket) === condition.is;
    case 'snoozed':
      return (row) => (row.ticket.snooze !== null) === condition.is;
    case 'following':
      return (row) => row.ticket.followerIds.includes(me) === condition.is;
    case 'merged':
      return (row) => (row.ticket.mergedInto !== null) === condition.is;
    case 'partner':
      return (row) => (row.ticket.partner !== null) === condition.is;
    case 'draft':
      return (row) => context.hasDraft(row.ticket.id) === condition.is;
    case 'unsent':
      return (row) => row.pending === condition.is;
    case 'undecided':
      return (row) => row.undecided === condition.is;
    default:
      return assertNever(condition);
  }
}

function member<T>(
  { op, values }: { readonly op: 'is' | 'is-not'; readonly values: readonly NoInfer<T>[] },
  of: (row: Filtered) => T,
): Test {
  const wanted = new Set<T>(values);
  const is = op === 'is';
  return (row) => wanted.has(of(row)) === is;
}

function words(
  condition: { readonly op: 'contains' | 'contains-not'; readonly text: string },
  asked: (ticket: Ticket, has: (within: string) => boolean) => boolean,
): Test {
  const has = finderOf(condition.text);
  const wanted = condition.op === 'contains';
  return ({ ticket }) => asked(ticket, has) === wanted;
}

/** What has no such time is neither older nor newer. */
function time(
  condition: { readonly op: 'older' | 'newer'; readonly than: Ago },
  now: number,
  of: (ticket: Ticket) => number | null,
): Test {
  const limit = timeOf(condition.than, now);
  return ({ ticket }) => {
    const at = of(ticket);
    return at !== null && (condition.op === 'older' ? at < limit : at >= limit);
  };
}
