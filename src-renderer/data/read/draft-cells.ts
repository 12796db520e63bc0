import type { TicketId } from '#shared/base/brand.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { hasWords } from '#shared/domain/drafts/versions.ts';
import { createCell, type Cell } from '../cell.ts';
import type { DraftState } from './desk-reader.ts';

/** A draft with words or files, and when it was last changed: this machine's clock, null where nobody knows. */
export interface KnownDraft {
  readonly draft: Draft;
  readonly at: number | null;
}

/** The drafts a window shows, each by its key in the store. */
export interface DraftCells {
  /** Tickets with words or files that are not sent. */
  readonly tickets: Cell<ReadonlySet<TicketId>>;
  /** All drafts with words or files, whatever has become of their tickets. */
  readonly all: Cell<readonly KnownDraft[]>;
  cell(key: string): Cell<DraftState>;
  /** @param at when it was changed */
  note(key: string, draft: Draft | null, saved?: DraftState['saved'], at?: number): void;
}

/** Makes the cells of drafts, all empty. */
export function createDraftCells(): DraftCells {
  const tickets = createCell<ReadonlySet<TicketId>>(new Set());
  const all = createCell<readonly KnownDraft[]>([]);
  const cells = new Map<string, Cell<DraftState>>();
  const known = new Map<string, KnownDraft>();

  function cell(key: string): Cell<DraftState> {
    let own = cells.get(key);
    if (own === undefined) {
      own = createCell<DraftState>({ draft: null, saved: 'saved' });
      cells.set(key, own);
    }
    return own;
  }

  function refresh(): void {
    const ids = new Set([...known.values()].map(({ draft }) => draft.ticketId));
    const before = tickets.get();
    if (ids.size !== before.size || [...ids].some((id) => !before.has(id))) tickets.set(ids);
    all.set([...known.values()]);
  }

  return {
    tickets,
    all,
    cell,
    note(key, draft, saved = 'saved', at) {
      const before = cell(key).get();
      if (before.draft !== draft || before.saved !== saved) cell(key).set({ draft, saved });
      if (before.draft === draft && (draft === null || known.has(key))) return;
      if (hasWords(draft)) known.set(key, { draft, at: at ?? known.get(key)?.at ?? null });
      else known.delete(key);
      refresh();
    },
  };
}
