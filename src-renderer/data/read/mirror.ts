import type { CommandId, MessageId, PersonId, QueueId, ReferenceId, TicketId } from '#shared/base/brand.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import type { Reference } from '#shared/domain/references/reference.ts';
import type { Cell } from '../cell.ts';
import type { StoredCommand, StoredHot } from '../store/stored.ts';
import type { Message } from '../sync/channel.ts';
import type { CustomerHistories } from './customer-history.ts';
import type { Arrivals } from './arrivals.ts';
import type { Conversations } from './conversations.ts';
import type {
  DraftClash,
  DraftItem,
  Connection,
  DraftState,
  OutboxItem,
  QuarantinedItem,
  StorageHealth,
  ViewCounts,
} from './desk-reader.ts';
import type { OutboxChange } from './outbox-news.ts';
import type { Relations } from './relations.ts';
import type { StartContent } from './read-start.ts';
import type { TicketTable } from './ticket-table.ts';
import type { ViewLists } from './view-lists.ts';

/** What a window holds in memory of the local database, and shows: kept right by what is told, never by asking again. */
export interface Mirror {
  readonly me: Cell<Person>;
  readonly people: Cell<ReadonlyMap<PersonId, Person>>;
  readonly queues: Cell<ReadonlyMap<QueueId, Queue>>;
  readonly references: Cell<ReadonlyMap<ReferenceId, Reference>>;
  readonly counts: Cell<ViewCounts>;
  readonly outbox: Cell<readonly OutboxItem[]>;
  readonly goneOut: Cell<readonly Command[]>;
  readonly quarantine: Cell<readonly QuarantinedItem[]>;
  readonly connection: Cell<Connection>;
  readonly storage: Cell<StorageHealth>;
  readonly drafts: Cell<ReadonlySet<TicketId>>;
  readonly arrivals: Arrivals;
  readonly draftList: Cell<readonly DraftItem[]>;
  readonly draftClashes: Cell<readonly DraftClash[]>;
  readonly complete: Cell<boolean>;
  readonly seen: Cell<ReadonlyMap<TicketId, MessageId>>;
  readonly table: TicketTable;
  readonly lists: ViewLists;
  readonly relations: Relations;
  readonly conversations: Conversations;
  readonly histories: CustomerHistories;
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
  showProvisional(command: StoredCommand['command'], place?: number, delay?: StoredCommand['delay']): symbol;
  hideProvisional(token: symbol): void;
  /** Tells what the window's own writing has found out about the disk. */
  setWriting(health: 'fine' | 'full' | 'failing'): void;
  noteDraft(key: string, draft: Draft | null, saved?: DraftState['saved'], at?: number): void;
  /** Takes in what has been read on this machine; null forgets it. */
  noteSeen(changes: readonly (readonly [TicketId, MessageId | null])[]): void;
  hot(): StoredHot | null;
}

/** What a mirror calls. */
export interface MirrorEvents {
  /** With commands that the helpdesk has settled. */
  readonly outboxLeft: (left: readonly (readonly [order: number, StoredCommand])[]) => void;
  /** With a command that the helpdesk has taken back: it is still in the outbox. */
  readonly withdrawn: (id: CommandId) => void;
}
