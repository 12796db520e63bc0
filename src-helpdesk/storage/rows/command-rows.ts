import { sql, type Kysely } from 'kysely';
import type { ClientId, CommandId, EpochMs, MessageId, PersonId, TicketId } from '#shared/base/brand.ts';
import type { Verdict } from '#shared/sync/outcome.ts';
import type { Tables } from '../tables.ts';
import { insertion, type Columns, type Writing } from './many-rows.ts';

/** A command with its verdict, as it is kept for every repetition (I2). */
export interface StoredCommand {
  readonly id: CommandId;
  readonly personId: PersonId;
  /** Null when the command could not be read, or was withdrawn before it came. */
  readonly ticketId: TicketId | null;
  readonly verdict: Verdict;
}

interface Row {
  readonly id: CommandId;
  readonly client: ClientId;
  readonly person_id: PersonId;
  readonly ticket_id: TicketId | null;
  readonly n: number | null;
  readonly verdict: string;
  readonly at: EpochMs;
}

const COLUMNS: Columns<Row> = {
  id: 'uuid',
  client: 'uuid',
  person_id: 'uuid',
  ticket_id: 'uuid',
  n: 'bigint',
  verdict: 'jsonb',
  at: 'bigint',
};

/** SQL: keeps verdicts. In the order of their ids, so that two pushes of the same commands never wait for each other in a ring. */
export function commandInsertion(
  commands: readonly (StoredCommand & {
    readonly client: ClientId;
    readonly n: number | null;
    readonly at: EpochMs;
  })[],
): Writing {
  const rows = commands
    .map(({ personId, ticketId, verdict, ...rest }) => ({
      ...rest,
      person_id: personId,
      ticket_id: ticketId,
      verdict: JSON.stringify(verdict),
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return insertion('command', COLUMNS, rows);
}

/** What is known under ids: stored commands, and timeline entries. */
export interface KnownIds {
  readonly commands: ReadonlyMap<CommandId, StoredCommand>;
  /** Those of the ids that a timeline entry has: what a command adds has the command's own id, so they are no fresh ones. */
  readonly messages: ReadonlySet<MessageId>;
}

/** Looks all ids up in one query. */
export async function findKnownIds(db: Kysely<Tables>, ids: readonly CommandId[]): Promise<KnownIds> {
  const { rows } = await sql<{
    id: CommandId;
    person_id: PersonId | null;
    ticket_id: TicketId | null;
    verdict: Verdict | null;
  }>`
    select id, person_id, ticket_id, verdict from command where id = any(${ids}::uuid[])
    union all
    select id, null, null, null from message where id = any(${ids}::uuid[])`.execute(db);
  const commands = new Map<CommandId, StoredCommand>();
  const messages = new Set<MessageId>();
  for (const { id, person_id: personId, ticket_id: ticketId, verdict } of rows) {
    if (personId === null || verdict === null) messages.add(id as string as MessageId);
    else commands.set(id, { id, personId, ticketId, verdict });
  }
  return { commands, messages };
}
