import { z } from 'zod';
import { PROTOCOL_VERSION, type ChangesPage, type FirstPage } from '#shared/contract/http/routes.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { compareByDue, isInView, VIEW_IDS, type ViewId } from '#shared/domain/tickets/views.ts';
import type { FakeRows } from './fake-rows.ts';

/** Tickets on a page of a first synchronisation, and changes on any other. */
export interface FakePageSizes {
  readonly tickets: number;
  readonly changes: number;
}

const cursorSchema = z.object({
  era: z.number(),
  sight: z.string(),
  seq: z.number(),
  /** Tickets below this number are still to come; null when they have all come. */
  below: z.number().nullable(),
});

type Cursor = z.output<typeof cursorSchema>;

function readCursor(text: string): Cursor | null {
  try {
    return cursorSchema.safeParse(JSON.parse(atob(text))).data ?? null;
  } catch {
    return null;
  }
}

/** Another one after every change of a person: what he sees may have been another thing in between. */
function sightOf(rows: FakeRows, who: Person): string {
  const seesAll = who.role === 'supervisor' || who.role === 'administrator';
  const changes = (rows.find(who.id)?.version ?? 1) - 1;
  // As a cursor of version 0.1.0 has it, for who has never changed.
  return `${who.id} ${changes > 0 ? `${changes} ` : ''}${seesAll ? 'all' : who.queueIds.toSorted().join('+')}`;
}

/** The next page of the fake helpdesk's change feed, newest tickets first and then live. */
export function pullFakeChanges(
  rows: FakeRows,
  sizes: FakePageSizes,
  who: Person,
  cursorText: string | null,
): ChangesPage {
  const { seq, era } = rows.place();
  const sight = sightOf(rows, who);
  const given = cursorText === null ? null : readCursor(cursorText);
  const follows = given !== null && given.era === era && given.sight === sight && given.seq <= seq;
  const from: Cursor = follows ? given : { era, sight, seq, below: Number.MAX_SAFE_INTEGER };
  const start = follows ? null : cursorText === null ? 'first' : 'again';
  const encode = (next: Cursor) => btoa(JSON.stringify(next));

  const { below } = from;
  if (below === null) {
    const newer = [
      ...[...rows.everything()].map(([, each]) => ({ seq: each.seq, change: rows.changeOf(who, each) })),
      ...rows.foreign().map((each) => ({ seq: each.seq, change: each.raw })),
    ]
      .filter((each) => each.seq > from.seq)
      .toSorted((a, b) => a.seq - b.seq);
    const page = newer.slice(0, sizes.changes);
    return {
      changes: page.map((each) => each.change),
      cursor: encode({ ...from, seq: page.at(-1)?.seq ?? from.seq }),
      more: newer.length > page.length,
      start,
      complete: true,
      progress: null,
      protocol: PROTOCOL_VERSION,
    };
  }

  const tickets = rows
    .all<Ticket>('ticket')
    .filter((each) => rows.sees(who, each))
    .toSorted((a, b) => b.row.number - a.row.number);
  const page = tickets.filter((each) => each.row.number < below).slice(0, sizes.tickets);
  const last = page.at(-1)?.row.number ?? 0;
  const isLast = !tickets.some((each) => each.row.number < last);
  const ids = new Set<string>(page.map((each) => each.row.id));
  const people = start === null ? [] : rows.reference();
  const messages = rows.all<Message>('message').filter((each) => ids.has(each.row.ticketId));
  const customers = isLast ? rows.all('customer').filter((each) => rows.sees(who, each)) : [];
  return {
    changes: [...people, ...page, ...messages, ...customers].map((each) => rows.changeOf(who, each)),
    cursor: encode({ ...from, below: isLast ? null : last }),
    more: !isLast || seq > from.seq,
    start,
    complete: isLast,
    progress: { done: tickets.filter((each) => each.row.number >= last).length, total: tickets.length },
    protocol: PROTOCOL_VERSION,
  };
}

/** The top of a view, with the counts of all. */
export function pullFakeFirst(rows: FakeRows, who: Person, view: ViewId, limit: number): FirstPage {
  const seen = rows.all<Ticket>('ticket').filter((each) => rows.sees(who, each));
  const counts = Object.fromEntries(
    VIEW_IDS.map((each) => [each, seen.filter((ticket) => isInView(each, ticket.row, who.id)).length]),
  ) as FirstPage['counts'];
  const top = seen
    .filter((ticket) => isInView(view, ticket.row, who.id))
    .toSorted((a, b) => compareByDue(a.row, b.row))
    .slice(0, limit);
  return {
    changes: [...top, ...rows.reference()].map((each) => rows.changeOf(who, each)),
    counts,
  };
}
