import type { TicketId } from '#shared/base/brand.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { hasWords, withVersion, type DraftVersion } from '#shared/domain/drafts/versions.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Delay } from '#shared/sync/delay.ts';
import { ok } from '#shared/base/result.ts';
import { createCell, type Cell } from '#renderer/data/cell.ts';
import type {
  Connection,
  DraftClash,
  DraftItem,
  DraftState,
  OutboxItem,
} from '#renderer/data/read/desk-reader.ts';
import type { DeskWriter, Wait } from '#renderer/data/write/desk-writer.ts';

/** The list of drafts and their versions, of a desk in memory. */
export function createInMemoryDrafts(ticketOf: (id: TicketId) => Ticket | null) {
  const list = createCell<readonly DraftItem[]>([]);
  const clashes = createCell<readonly DraftClash[]>([]);
  const versions = new Map<string, readonly DraftVersion[]>();
  return {
    list,
    clashes,
    versions: (ticketId: TicketId, kind: Draft['kind']) =>
      Promise.resolve(versions.get(`${ticketId} ${kind}`) ?? []),
    keep(draft: Draft | null, why: DraftVersion['why']): void {
      if (draft === null) return;
      const key = `${draft.ticketId} ${draft.kind}`;
      versions.set(key, withVersion(versions.get(key) ?? [], { at: Date.now(), why, draft }));
    },
    show(drafts: readonly (Draft | null)[]): void {
      list.set(
        drafts.filter(hasWords).map((draft) => ({ draft, at: Date.now(), ticket: ticketOf(draft.ticketId) })),
      );
    },
  };
}

/** What is kept of a wait that begins now. */
export function delayOf(wait: Wait | undefined): Delay | null {
  if (wait === undefined || (wait.kind === 'undo' && wait.ms <= 0)) return null;
  return wait.kind === 'undo' ? { ...wait, until: Date.now() + wait.ms } : wait;
}

/** What is done to drafts as a whole, and to what is held before it is sent. */
export function heldActs(desk: {
  readonly outbox: Cell<readonly OutboxItem[]>;
  readonly connection: Cell<Connection>;
  readonly deliver: () => void;
  readonly draft: (ticketId: TicketId, kind: Draft['kind']) => Cell<DraftState>;
  readonly setDraft: (ticketId: TicketId, kind: Draft['kind'], state: DraftState) => void;
  readonly keep: (draft: Draft | null, why: DraftVersion['why']) => void;
}): Pick<DeskWriter, 'reschedule' | 'restoreDraft'> {
  const { outbox } = desk;
  return {
    reschedule: async (id, until) => {
      const delay = until === 'now' ? null : ({ kind: 'later', until } as const);
      outbox.set(outbox.get().map((item) => (item.command.id === id ? { ...item, delay } : item)));
      if (delay === null && desk.connection.get().kind === 'online') setTimeout(desk.deliver, 0);
      return ok(null);
    },
    restoreDraft: async (draft) => {
      const before = desk.draft(draft.ticketId, draft.kind).get().draft;
      desk.keep(before, 'replaced');
      desk.setDraft(draft.ticketId, draft.kind, { draft, saved: 'saved' });
      return ok(before);
    },
  };
}
