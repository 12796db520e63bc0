import type { CommandId, PersonId, TicketId } from '#shared/base/brand.ts';
import type { Message, SpokenMessage } from '#shared/domain/messages/message.ts';
import type { Doing, Presence } from '#shared/domain/presence/presence.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { RefusalReason } from '#shared/sync/outcome.ts';
import type { Connection, QuarantinedItem, StorageHealth } from '#renderer/data/read/desk-reader.ts';
import type { WriteError } from '#renderer/data/write/desk-writer.ts';
import type { InMemoryInspector } from './in-memory-inspector.ts';

/** What a test or a preview does to a desk in memory from the other side. */
export interface InMemoryWorld {
  setConnection(connection: Connection): void;
  setStorage(health: StorageHealth): void;
  setQuarantine(items: readonly QuarantinedItem[]): void;
  /** Writes fail with this from now on; null mends it. */
  failWrites(error: WriteError | null): void;
  /** Drafts stay unsaved until this is called with false. */
  holdSaves(hold: boolean): void;
  /** Conversations are not read from the disk until this is called with false. */
  holdReading(hold: boolean): void;
  customerWrites(ticketId: TicketId, text: string): SpokenMessage;
  /** It may have reached the helpdesk from now on. */
  attempt(id: CommandId): void;
  /** The helpdesk answers that it has taken effect. */
  answerApplied(id: CommandId): void;
  /** The helpdesk's verdict on a waiting command. */
  hold(id: CommandId, newer: readonly SpokenMessage[]): void;
  refuse(id: CommandId, reason: RefusalReason, holder: PersonId | null): void;
  /** Everything that waits takes effect. */
  deliver(): void;
  setReady(ready: boolean): void;
  /** Whether all tickets are here. */
  setComplete(complete: boolean): void;
  /** Somebody else changes a ticket, or makes one come. */
  changeTicket(ticketId: TicketId, change: Partial<Ticket>): void;
  /** A colleague does something to a ticket that an undecided command is about. */
  colleagueActs(id: CommandId, message: Message): void;
  /** Who else is at which ticket. */
  setPresence(presence: Presence): void;
  /** What this window has said of itself. */
  readonly attended: { readonly ticketId: TicketId | null; readonly doing: Doing }[];
  readonly inspector: InMemoryInspector;
  readonly calls: { signedIn: number; wiped: number; tryNow: number; beginAnew: number };
}
