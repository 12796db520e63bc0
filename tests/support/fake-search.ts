import type { EpochMs } from '#shared/base/brand.ts';
import type { SearchPage, SearchPageRequest } from '#shared/contract/http/search.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message, SpokenMessage } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import { holdsTerm, termMatches } from '#shared/domain/search/match-word.ts';
import { fieldsMatch } from '#shared/domain/search/meets-fields.ts';
import { parseQuery } from '#shared/domain/search/parse-query.ts';
import { isEmptyQuery } from '#shared/domain/search/search-query.ts';
import { textOfCustomer, textOfMessage, textOfTicket } from '#shared/domain/search/searched-text.ts';
import { startOfDay } from '#shared/domain/search/start-of-day.ts';
import { wordsOf } from '#shared/domain/search/words.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { FakeRows } from './fake-rows.ts';

/** The archive of the fake helpdesk: every text of every ticket in sight is read for every question. */
export function searchFakeArchive(
  rows: FakeRows,
  who: Person,
  now: EpochMs,
  { text, cursor, limit = 20, utcOffset = 0 }: SearchPageRequest,
): SearchPage {
  const query = parseQuery(text);
  if (isEmptyQuery(query)) return { hits: [], cursor: null };
  const byId = <T extends Person | Queue>(type: 'person' | 'queue') =>
    new Map(rows.all<T>(type).map(({ row }) => [row.id, row] as const));
  const meets = fieldsMatch(query.fields, {
    me: who.id,
    people: byId<Person>('person') as ReadonlyMap<Person['id'], Person>,
    queues: byId<Queue>('queue') as ReadonlyMap<Queue['id'], Queue>,
    startOf: (day) => startOfDay(day, now, utcOffset),
  });
  const all = rows
    .all<Ticket>('ticket')
    .filter((each) => rows.sees(who, each))
    .flatMap(({ row: ticket }): SearchPage['hits'] => {
      const spoken = rows
        .messagesOf(ticket.id)
        .filter((message: Message): message is SpokenMessage => message.kind !== 'event');
      const customer = rows.find<Customer>(ticket.customerId)?.row;
      const customerText = customer === undefined ? ticket.customerName : textOfCustomer(customer);
      const pieces = [textOfTicket(ticket), customerText, ...spoken.map(textOfMessage)].map(wordsOf);
      const holds = query.terms.every(
        (term) => pieces.some((words) => holdsTerm(words, termMatches(term, false))) !== term.isExcluded,
      );
      const isMet = meets(ticket, {
        customer: () => customerText,
        authors: () => spoken.flatMap((message) => (message.kind === 'customer' ? [] : [message.authorId])),
        hasAttachment: () => spoken.some((message) => message.attachments.length > 0),
      });
      if (!holds || !isMet) return [];
      const count = (message: SpokenMessage) =>
        query.terms.filter(
          (term) => !term.isExcluded && holdsTerm(wordsOf(textOfMessage(message)), termMatches(term, false)),
        ).length;
      const [best] = spoken
        .filter((message) => count(message) > 0)
        .sort((a, b) => count(b) - count(a) || b.at - a.at);
      return [{ ticket, message: best?.kind === 'customer' ? { ...best, html: null } : (best ?? null) }];
    })
    .sort((a, b) => b.ticket.updatedAt - a.ticket.updatedAt || (a.ticket.id < b.ticket.id ? 1 : -1));
  const from = cursor === undefined ? 0 : all.findIndex((hit) => hit.ticket.id === atob(cursor)) + 1;
  const hits = all.slice(from, from + limit);
  const last = hits.at(-1);
  return { hits, cursor: all.length > from + limit && last !== undefined ? btoa(last.ticket.id) : null };
}
