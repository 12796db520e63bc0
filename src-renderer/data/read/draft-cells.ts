import type { TicketId } from '#shared/base/brand.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { createCell, type Cell } from '../cell.ts';
import type { DraftState } from './desk-reader.ts';

/** The drafts a window shows, each by its key in the store. */
export interface DraftCells {
  /** Tickets with words or files that are not sent. */
  readonly tickets: Cell<ReadonlySet<TicketId>>;
  cell(key: string): Cell<DraftState>;
  note(key: string, draft: Draft | null, saved?: DraftState['saved']): void;
}

/** Makes the cells of drafts, all empty. */
export function createDraftCells(): DraftCells {
  const tickets = createCell<ReadonlySet<TicketId>>(new Set());
  const cells = new Map<string, Cell<DraftState>>();

  function cell(key: string): Cell<DraftState> {
    let own = cells.get(key);
    if (own === undefined) {
      own = createCell<DraftState>({ draft: null, saved: 'saved' });
      cells.set(key, own);
    }
    return own;
  }

  function refreshTickets(): void {
    const ids = new Set<TicketId>();
    for (const own of cells.values()) {
      const { draft } = own.get();
      if (draft !== null && (draft.text.trim() !== '' || draft.attachments.length > 0))
        ids.add(draft.ticketId);
    }
    const before = tickets.get();
    if (ids.size !== before.size || [...ids].some((id) => !before.has(id))) tickets.set(ids);
  }

  return {
    tickets,
    cell,
    note(key, draft, saved = 'saved') {
      const before = cell(key).get();
      if (before.draft !== draft || before.saved !== saved) cell(key).set({ draft, saved });
      refreshTickets();
    },
  };
}
