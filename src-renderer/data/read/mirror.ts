import type { CommandId, PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import type { Cell } from '../cell.ts';
import type { StoredCommand, StoredHot } from '../store/stored.ts';
import type { Message } from '../sync/channel.ts';
import type { Conversations } from './conversations.ts';
import type {
  Connection,
  DraftState,
  OutboxItem,
  QuarantinedItem,
  StorageHealth,
  ViewCounts,
} from './desk-reader.ts';
import type { OutboxChange } from './outbox-news.ts';
import type { StartContent } from './read-start.ts';
import type { TicketTable } from './ticket-table.ts';
import type { ViewLists } from './view-lists.ts';

/** What a window holds in memory of the local database, and shows: kept right by what is told, never by asking again. */
export interface Mirror {
  readonly me: Cell<Person>;
  readonly people: Cell<ReadonlyMap<PersonId, Person>>;
  readonly queues: Cell<ReadonlyMap<QueueId, Queue>>;
  readonly counts: Cell<ViewCounts>;
  readonly outbox: Cell<readonly OutboxItem[]>;
  readonly goneOut: Cell<readonly Command[]>;
  readonly quarantine: Cell<readonly QuarantinedItem[]>;
  readonly connection: Cell<Connection>;
  readonly storage: Cell<StorageHealth>;
  readonly drafts: Cell<ReadonlySet<TicketId>>;
  readonly table: TicketTable;
  readonly lists: ViewLists;
  readonly conversations: Conversations;
  draft(key: string): Cell<DraftState>;
  stored(id: CommandId): StoredCommand | null;
  /** All that are unsent, those that are not safe yet too. */
  storedCommands(): Iterable<StoredCommand>;
  start(content: StartContent): void;
  /** Reads everything that is not read yet; resolves when it is. */
  readAll(): Promise<void>;
  hear(message: Message): void;
  /** Takes in commands that are safe (or have left), and removes provisional ones in the same breath. */
  applyOutbox(changed: readonly OutboxChange[], instead?: readonly symbol[]): void;
  /** Shows a command before it is safe: in lists and conversations, not in the outbox. */
  showProvisional(command: StoredCommand['command'], place?: number): symbol;
  hideProvisional(token: symbol): void;
  /** Tells what the window's own writing has found out about the disk. */
  setWriting(health: 'fine' | 'full' | 'failing'): void;
  noteDraft(key: string, draft: Draft | null, saved?: DraftState['saved']): void;
  hot(): StoredHot | null;
}

/** What a mirror calls. */
export interface MirrorEvents {
  /** With commands that the helpdesk has settled. */
  readonly outboxLeft: (left: readonly (readonly [order: number, StoredCommand])[]) => void;
  /** With a command that the helpdesk has taken back: it is still in the outbox. */
  readonly withdrawn: (id: CommandId) => void;
}
