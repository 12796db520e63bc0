import type { Kysely } from 'kysely';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Verdict } from '#shared/sync/outcome.ts';
import { findMessages } from '#helpdesk/storage/rows/message-rows.ts';
import type { Tables } from '#helpdesk/storage/tables.ts';

/** What the helpdesk has in its tables: seen from outside, not through its API. */
export interface HelpdeskTables {
  readonly commands: readonly {
    readonly id: string;
    readonly client: string;
    readonly personId: string;
    readonly ticketId: string | null;
    readonly n: number | null;
    readonly verdict: Verdict;
  }[];
  readonly tickets: readonly Pick<Ticket, 'id' | 'status' | 'priority' | 'assigneeId' | 'tags' | 'subject'>[];
  /** With the place of each in the order of commits. */
  readonly messages: readonly { readonly message: Message; readonly seq: number }[];
  /** Numbers of the feed, in order. */
  readonly seqs: readonly number[];
  readonly head: number;
}

/** Reads everything, or only what belongs to tickets of some subjects. */
export async function readTables(db: Kysely<Tables>, subjects?: readonly string[]): Promise<HelpdeskTables> {
  const all = await db.selectFrom('ticket').selectAll().execute();
  const tickets = all.filter((row) => subjects === undefined || subjects.includes(row.subject));
  const ids = new Set<string | null>(tickets.map((row) => row.id));
  const decided = await db.selectFrom('command').selectAll().execute();
  const commands = decided.filter((row) => subjects === undefined || ids.has(row.ticket_id));
  const feed = await db.selectFrom('feed').select(['type', 'id', 'seq']).orderBy('seq').execute();
  const head = await db.selectFrom('feed_head').select('seq').executeTakeFirstOrThrow();
  const seqOf = new Map(feed.map((row) => [`${row.type} ${row.id}`, row.seq]));
  const messages: HelpdeskTables['messages'][number][] = [];
  for (const ticket of tickets)
    for (const message of await findMessages(db, ticket.id))
      messages.push({ message, seq: seqOf.get(`message ${message.id}`) ?? Number.NaN });
  return {
    commands: commands.map((row) => ({
      id: row.id,
      client: row.client,
      personId: row.person_id,
      ticketId: row.ticket_id,
      n: row.n,
      verdict: row.verdict,
    })),
    tickets: tickets.map((row) => ({
      id: row.id,
      status: row.status,
      priority: row.priority,
      assigneeId: row.assignee_id,
      tags: row.tags,
      subject: row.subject,
    })),
    messages: messages.toSorted((a, b) => a.seq - b.seq),
    seqs: feed.map((row) => row.seq),
    head: head.seq,
  };
}
