import type { TicketId } from '#shared/base/brand.ts';
import { textOfMessage } from '#shared/domain/search/searched-text.ts';
import type { Database } from '../store/database.ts';
import { messageIdIn } from '../store/join-segments.ts';
import { isDeltaKey, unpackMessages } from '../store/segment.ts';
import type { StoredPage } from '../store/stored.ts';
import type { PieceId } from './postings.ts';
import type { SearchIndex } from './search-index.ts';

/** Texts kept in memory, newest use last. */
const KEPT = 500;

/** The texts of messages, from the local database: the index holds none. */
export interface MessageTexts {
  /** Null when it is not there (any more). */
  textOf(piece: PieceId): Promise<string | null>;
}

/** Makes an empty cache of texts. */
export function createMessageTexts(db: Database, index: () => SearchIndex): MessageTexts {
  const kept = new Map<string, string>();
  /** The record read last: what is asked for one after the other often lies together. */
  let last: { readonly key: number; readonly page: Promise<StoredPage | undefined> } | null = null;

  function readPage(key: number): Promise<StoredPage | undefined> {
    if (last?.key !== key) {
      const page = (isDeltaKey(key) ? db.deltas.get(key) : db.pages.get(key)).catch(() => undefined);
      last = { key, page };
    }
    return last.page;
  }

  return {
    async textOf(piece) {
      const { pieces, tickets } = index();
      const id = pieces.id(piece);
      const known = kept.get(id);
      if (known !== undefined) return known;
      const ticketId = tickets[pieces.owner(piece)]?.id as TicketId;
      // Segments may be joined between looking up where it lies and reading it.
      for (let attempt = 0; attempt < 2; attempt++) {
        const page = await readPage(pieces.segment(piece));
        const newest = page === undefined ? [] : unpackMessages(page, ticketId);
        const row = newest.filter((message) => messageIdIn(message) === id).at(-1)?.[1];
        if (row != null && row.kind !== 'event') {
          const text = textOfMessage(row);
          kept.set(id, text);
          for (const oldest of kept.keys()) {
            if (kept.size <= KEPT) break;
            kept.delete(oldest);
          }
          return text;
        }
        last = null;
      }
      return null;
    },
  };
}
