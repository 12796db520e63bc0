import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type {
  ClientId,
  CommandId,
  CustomerId,
  DeviceId,
  EpochMs,
  HelpdeskId,
  MessageId,
  PersonId,
  QueueId,
  ReferenceId,
  Sha256,
  TicketId,
} from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Environment } from '#shared/domain/customers/environment.ts';
import type { Message, TicketEvent } from '#shared/domain/messages/message.ts';
import type { RichText } from '#shared/domain/rich-text/nodes.ts';
import type { Reference, ReferenceKind } from '#shared/domain/references/reference.ts';
import type { Tier } from '#shared/domain/people/tier.ts';
import type { Role } from '#shared/domain/roles/role.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { ChangeType } from '#shared/sync/change.ts';
import type { Verdict } from '#shared/sync/outcome.ts';

/*
 * The database, table by table. Times are milliseconds since 1970 in `bigint` columns, by the helpdesk's clock (I12).
 * Written to the subset of PostgreSQL 15, without extensions, so that PGlite and a server run the same.
 */

/** A JSON column: read parsed, written as text. */
type Json<T extends object | null> = JSONColumnType<T, string, string>;
/** A list that is empty where nothing is written. */
type JsonOrEmpty<T extends object> = ColumnType<T, string | undefined, string>;
type JsonOrNull<T extends object> = ColumnType<T | null, string | null, string | null>;

/** One row: who this helpdesk is. */
export interface HelpdeskTable {
  singleton: Generated<boolean>;
  id: HelpdeskId;
  name: string;
  /** The data are the sample data: nobody's real work. */
  sample: boolean;
  /** 256 random bits, base64url: see `kept-files.ts`. */
  seal_key: string;
}

export interface PersonTable {
  id: PersonId;
  /** Lower-case. */
  login: string;
  name: string;
  /** What customers read instead of the name. */
  public_name: string | null;
  role: Role;
  /** See `password.ts`. */
  password_hash: string;
  active: boolean;
  tier: Generated<Tier>;
  created_at: EpochMs;
}

export interface PersonQueueTable {
  person_id: PersonId;
  queue_id: QueueId;
}

export interface QueueTable {
  id: QueueId;
  name: string;
  position: number;
  signature: string | null;
}

export interface DeviceTable {
  id: DeviceId;
  person_id: PersonId;
  name: string;
  /** SHA-256 of the token, in hexadecimal: the token itself is nowhere kept. */
  token_hash: string;
  created_at: EpochMs;
  last_seen_at: EpochMs;
  expires_at: EpochMs;
  revoked_at: EpochMs | null;
}

export interface CustomerTable {
  id: CustomerId;
  name: string;
  email: string | null;
  phone: string | null;
  company: string | null;
  language: Customer['language'];
  level: Customer['level'];
  products: Json<Customer['products']>;
  environment: JsonOrNull<Environment>;
  created_at: EpochMs;
  notes: JsonOrEmpty<NonNullable<Customer['notes']>>;
  merged: JsonOrEmpty<NonNullable<Customer['merged']>>;
  /** The customer in whom this one goes on: then he has no tickets. */
  merged_into: Generated<CustomerId | null>;
  trail: JsonOrEmpty<NonNullable<Customer['trail']>>;
}

export interface TicketTable {
  id: TicketId;
  number: number;
  subject: string;
  queue_id: QueueId;
  customer_id: CustomerId;
  customer_name: string;
  status: Ticket['status'];
  priority: Ticket['priority'];
  assignee_id: PersonId | null;
  tags: Json<string[]>;
  channel: Ticket['channel'];
  language: Ticket['language'];
  environment: JsonOrNull<Environment>;
  created_at: EpochMs;
  updated_at: EpochMs;
  waiting_since: EpochMs | null;
  last_customer_message_id: MessageId | null;
  last_line: JsonOrNull<NonNullable<Ticket['lastLine']>>;
  /** `dueOrder` of the ticket: `order by due_order, id` is the order of `compareByDue`. */
  due_order: number;
  category: Ticket['category'];
  snooze: JsonOrNull<NonNullable<Ticket['snooze']>>;
  /** Of `snooze`, to find those that end. */
  snooze_until: EpochMs | null;
  tier: Generated<Ticket['tier']>;
  follower_ids: JsonOrEmpty<PersonId[]>;
  links: JsonOrEmpty<TicketId[]>;
  merged_into: TicketId | null;
  before_merge: JsonOrNull<NonNullable<Ticket['beforeMerge']>>;
  split_from: TicketId | null;
  /** Whose it was before he was merged with its customer. */
  customer_before: Generated<CustomerId | null>;
  partner: JsonOrNull<NonNullable<Ticket['partner']>>;
  /** SHA-256 of the secret in the address of the customer's own page; null where there is no such page. */
  conversation_hash: string | null;
}

export interface MessageTable {
  id: MessageId;
  ticket_id: TicketId;
  kind: Message['kind'];
  at: EpochMs;
  author_id: PersonId | null;
  author_name: string | null;
  text: string | null;
  html: string | null;
  channel: Ticket['channel'] | null;
  event: JsonOrNull<TicketEvent>;
  rich: JsonOrNull<RichText>;
  signature: string | null;
  /** The ticket on whose page the customer wrote it, where that is merged into the message's own. */
  written_on: Generated<TicketId | null>;
}

/** Content, once per SHA-256; the bytes are in the attachment store. */
export interface AttachmentTable {
  sha256: Sha256;
  /** Bytes. */
  size: number;
  /** As detected from the bytes. */
  type: string;
  created_at: EpochMs;
  /** Where the bytes are in the byte store. Each has its own and no place is used twice, so bytes can be removed without a lock. */
  place: string;
  /** When somebody has brought it last: what no message names is removed some time after. */
  used_at: EpochMs;
}

/** Places that nothing refers to: bytes about to be written (taken out when they are referred to) and bytes to be removed. */
export interface StrayFileTable {
  place: string;
  /** From then on the bytes may be removed. */
  free_at: EpochMs;
}

/** A stretch of an upload that is not whole yet, under way from one person. Stretches may overlap. */
export interface UploadPartTable {
  place: string;
  sha256: Sha256;
  person_id: PersonId;
  /** Bytes before it. */
  starts: number;
  /** Bytes. */
  size: number;
  /** Bytes of the whole, as announced. */
  whole: number;
  at: EpochMs;
}

/** Which people have brought the bytes themselves: they may name the content in a command, and read it. */
export interface AttachmentUploadTable {
  sha256: Sha256;
  person_id: PersonId;
}

export interface MessageAttachmentTable {
  message_id: MessageId;
  position: number;
  sha256: Sha256;
  name: string;
  /** How the HTML of the message names it. */
  content_id: string | null;
}

/** The stored outcome of every command (I2). */
export interface CommandTable {
  id: CommandId;
  client: ClientId;
  person_id: PersonId;
  /** Null when the command could not be read. */
  ticket_id: TicketId | null;
  n: number | null;
  verdict: Json<Verdict>;
  at: EpochMs;
}

/** The latest wire form of every replicated row; written by `publish` only. */
export interface FeedTable {
  type: ChangeType;
  id: string;
  /** Of a message its ticket's id, of a ticket its own; null for other rows. */
  ticket_id: TicketId | null;
  /** Of a ticket and its messages: what sight is decided by. */
  queue_id: QueueId | null;
  /** Of a ticket: its customer, who is in sight with it. */
  customer_id: CustomerId | null;
  seq: number;
  version: number;
  gone: boolean;
  /** JSON; empty when gone. */
  row: string;
}

/** One row: the last `seq` given out. */
export interface FeedHeadTable {
  singleton: Generated<boolean>;
  seq: number;
}

/** See `feed.ts`: lets a cursor of another line of history be noticed. */
export interface FeedEraTable {
  id: string;
  n: Generated<number>;
  from_seq: number;
}

/** Numbers that count up, by name. */
export interface CounterTable {
  name: 'ticket';
  value: number;
}

/** How many tickets each group has; written by `publish` only, see `ticket-counts.ts`. */
export interface TicketCountTable {
  queue_id: QueueId;
  status: Ticket['status'];
  /** `NOBODY` where no one has the ticket. */
  assignee_id: PersonId;
  /** Snoozed and merged tickets are in other views than those in the queue. */
  place: 'queue' | 'snoozed' | 'merged';
  n: number;
}

/** Failed attempts, see `attempts.ts`. */
export interface AttemptTable {
  /** SHA-256 of what was tried at, in hex. */
  key: string;
  failures: number;
  /** The first of them. */
  since: EpochMs;
}

/** The team's common knowledge. */
export interface ReferenceTable {
  id: ReferenceId;
  kind: ReferenceKind;
  content: Json<Reference['content']>;
  /** Null for what came with the program. */
  changed_by: PersonId | null;
  changed_at: EpochMs;
}

/** What a person keeps for himself alone, see `own-records.ts`. */
export interface OwnTable {
  person_id: PersonId;
  key: string;
  /** Counts up per person. */
  version: number;
  /** JSON; null: deleted. */
  value: string | null;
  updated_at: EpochMs;
}

/** The last version given to a person's records. */
export interface OwnHeadTable {
  person_id: PersonId;
  version: number;
  /** Deletions up to this version have been forgotten. */
  floor: number;
}

export interface Tables {
  reference: ReferenceTable;
  helpdesk: HelpdeskTable;
  person: PersonTable;
  person_queue: PersonQueueTable;
  queue: QueueTable;
  device: DeviceTable;
  customer: CustomerTable;
  ticket: TicketTable;
  message: MessageTable;
  attachment: AttachmentTable;
  attachment_upload: AttachmentUploadTable;
  stray_file: StrayFileTable;
  upload_part: UploadPartTable;
  message_attachment: MessageAttachmentTable;
  command: CommandTable;
  feed: FeedTable;
  feed_head: FeedHeadTable;
  feed_era: FeedEraTable;
  counter: CounterTable;
  ticket_count: TicketCountTable;
  attempt: AttemptTable;
  own: OwnTable;
  own_head: OwnHeadTable;
}
