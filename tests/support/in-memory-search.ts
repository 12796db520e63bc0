import type { EpochMs, TicketId } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { textOfMessage } from '#shared/domain/search/searched-text.ts';
import type { DeskReader, TicketRow } from '#renderer/data/read/desk-reader.ts';
import { answerRequest } from '#renderer/data/search/answer-request.ts';
import { createSearch } from '#renderer/data/search/create-search.ts';
import { makeSnippets } from '#renderer/data/search/make-snippets.ts';
import { SearchIndex } from '#renderer/data/search/search-index.ts';
import type { SearchAnswer, SearchEngine } from '#renderer/data/search/search-wire.ts';
import { stampOf } from '#renderer/data/store/stamp.ts';
import { systemTimers } from '#renderer/data/timers.ts';

/** What a desk in memory holds. */
export interface SearchedRows {
  tickets(): readonly Ticket[];
  messages(ticket: Ticket): readonly Message[];
  readonly customers: readonly Customer[];
}

/** Who looks, and what is shown. */
export interface SearchingDesk extends Pick<DeskReader, 'me' | 'people' | 'queues' | 'outbox'> {
  row(id: TicketId): TicketRow | null;
}

/** The real search over the rows of a desk in memory, with an index made for each question. */
export function createInMemorySearch(desk: SearchingDesk, rows: SearchedRows) {
  let recent: readonly string[] = [];
  const start = (tell: (answer: SearchAnswer) => void): SearchEngine => ({
    order(order) {
      if (order.kind === 'remember') {
        recent = [order.text, ...recent];
        tell({ kind: 'recent', texts: recent });
      } else if (order.kind === 'search') void answer(order.request, tell);
    },
    stop: async () => undefined,
  });

  async function answer(
    request: Extract<Parameters<SearchEngine['order']>[0], { kind: 'search' }>['request'],
    tell: (answer: SearchAnswer) => void,
  ) {
    const index = new SearchIndex();
    const stamp = stampOf(1, 1);
    const texts = new Map<string, string>();
    for (const customer of rows.customers) index.putCustomer(stamp, customer);
    for (const ticket of rows.tickets()) {
      index.putTicket(stamp, ticket);
      for (const message of rows.messages(ticket)) {
        index.putMessage(stamp, message, 2);
        if (message.kind !== 'event') texts.set(message.id, textOfMessage(message));
      }
    }
    const textOf = async (piece: number) => texts.get(index.pieces.id(piece)) ?? null;
    const found = await answerRequest(index, request, textOf, () => true);
    if (found === null) return;
    const { found: hits, total, isLowerBound, insteadOf } = found;
    tell({ kind: 'found', id: request.id, found: hits, total, isLowerBound, insteadOf, indexing: null });
    for await (const snippets of makeSnippets(index, found, request.unsent, textOf))
      tell({ kind: 'snippets', id: request.id, snippets });
  }

  const { me, people, queues, outbox, row } = desk;
  return createSearch(
    {
      who: () => ({
        me: me.get().id,
        people: [...people.get().values()].map((person) => [person.id, person.name] as const),
        queues: [...queues.get().values()].map((queue) => [queue.id, queue.name] as const),
      }),
      ticket: (id) => row(id)?.ticket ?? null,
      shown: () => outbox.get().flatMap((item) => row(item.command.ticketId)?.ticket ?? []),
      unsent: () => [],
      subscribe: (listener) => outbox.subscribe(listener),
    },
    { clock: { now: () => Date.now() as EpochMs }, timers: systemTimers },
    start,
  );
}
