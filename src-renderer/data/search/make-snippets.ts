import type { TicketId } from '#shared/base/brand.ts';
import { snippetOf, type Snippet } from '#shared/domain/search/snippet.ts';
import type { Answered } from './answer-request.ts';
import type { PieceId } from './postings.ts';
import type { SearchIndex } from './search-index.ts';

/** Snippets that are told together. */
const TOGETHER = 10;

/** The words around what was found, of the best hits first; texts are read from the disk, which takes its time. */
export async function* makeSnippets(
  index: SearchIndex,
  { found, terms, isTolerant }: Answered,
  unsent: readonly (readonly [TicketId, string])[],
  textOf: (piece: PieceId) => Promise<string | null>,
): AsyncGenerator<readonly (readonly [TicketId, Snippet])[]> {
  let ready: (readonly [TicketId, Snippet])[] = [];
  for (const { ticketId, messageId, isUnsent } of found) {
    const piece = messageId === null ? null : index.findPiece(ticketId, messageId);
    const text = isUnsent
      ? unsent
          .filter(([id]) => id === ticketId)
          .map(([, words]) => words)
          .join('\n')
      : piece === null
        ? null
        : await textOf(piece);
    if (text !== null) ready.push([ticketId, snippetOf(text, terms, isTolerant)]);
    if (ready.length < TOGETHER) continue;
    yield ready;
    ready = [];
  }
  if (ready.length > 0) yield ready;
}
