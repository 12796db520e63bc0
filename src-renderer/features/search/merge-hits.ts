import type { MessageId, TicketId } from '#shared/base/brand.ts';
import type { SearchPage } from '#shared/contract/http/search.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { SearchTerm } from '#shared/domain/search/search-query.ts';
import { textOfMessage } from '#shared/domain/search/searched-text.ts';
import { markText, snippetOf, type Snippet } from '#shared/domain/search/snippet.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { compareHits, type SearchHit, type SearchWeight } from '#renderer/data/read/search-results.ts';

/** One line of the results, from this machine or from the archive. */
export interface ResultLine {
  readonly ticket: Ticket;
  readonly messageId: MessageId | null;
  readonly snippet: Snippet | null;
  readonly isUnsent: boolean;
  readonly weight: SearchWeight;
  /** The helpdesk alone has found it. */
  readonly isArchive: boolean;
  /** What the helpdesk gave of it. */
  readonly message: Message | null;
}

/** What both have found as one list, each ticket once: what is here is shown as it is here. */
export function mergeHits(
  here: readonly SearchHit[],
  archive: readonly SearchPage['hits'][number][],
  terms: readonly SearchTerm[],
): readonly ResultLine[] {
  const known = new Set<TicketId>(here.map((hit) => hit.ticket.id));
  const wanted = terms.filter((term) => !term.isExcluded);
  const others = archive.flatMap(({ ticket, message }): readonly ResultLine[] => {
    if (known.has(ticket.id)) return [];
    known.add(ticket.id);
    const head = `${ticket.subject}\n${ticket.customerName}\n${ticket.tags.join('\n')}`;
    const isInHead =
      wanted.length > 0 && wanted.every((term) => markText(head, [term], false).marks.length > 0);
    const snippet =
      message === null || message.kind === 'event' ? null : snippetOf(textOfMessage(message), terms, false);
    return [
      {
        ticket,
        messageId: message?.id ?? null,
        snippet,
        isUnsent: false,
        weight: isInHead ? 1 : 0,
        isArchive: true,
        message,
      },
    ];
  });
  const lines = [...here.map((hit) => ({ ...hit, isArchive: false, message: null })), ...others];
  return others.length === 0 ? lines : lines.sort(compareHits);
}
