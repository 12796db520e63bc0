import type { ClientId, CommandId, PersonId, QueueId, Sha256, TicketId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { previewOf } from '#shared/domain/messages/preview.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { applyCommand, type CommandActor } from '#shared/sync/apply-command.ts';
import { attachmentsOf, type Command } from '#shared/sync/command.ts';
import type { Deferral, Verdict } from '#shared/sync/outcome.ts';
import {
  pageAfter,
  rowFor,
  type FeedContent,
  type OracleCursor,
  type OraclePage,
  type Row,
} from './oracle-feed.ts';
import { epochMs, makeCustomerMessage, queueId } from './oracle-things.ts';

/** What has happened to the tickets, in order: what a naive replay starts from. */
export type Happening =
  | { readonly kind: 'customer'; readonly message: Extract<Message, { kind: 'customer' }> }
  | { readonly kind: 'removed'; readonly ticketId: TicketId }
  | { readonly kind: 'moved'; readonly ticketId: TicketId; readonly queueId: QueueId }
  | {
      readonly kind: 'command';
      readonly command: Command;
      readonly actor: CommandActor;
      readonly at: number;
      readonly ticketBefore: Ticket;
    };

export interface OracleAnswer {
  readonly id: CommandId;
  readonly outcome: Verdict | Deferral;
  readonly changes: readonly Row[];
}

export interface PushedLine {
  readonly command: Command;
  readonly after: CommandId | null;
  /** Only its id is looked at. */
  readonly withdraw?: true;
}

/**
 * The simplest helpdesk that keeps the protocol: arrays, one thing at a time, no optimisation. What the real one must
 * agree with.
 */
export interface OracleHelpdesk {
  readonly rows: readonly Row[];
  readonly happenings: readonly Happening[];
  readonly verdicts: ReadonlyMap<CommandId, Verdict>;
  readonly files: Set<Sha256>;
  /** For each command that has taken effect the version of its ticket afterwards. */
  readonly appliedAt: ReadonlyMap<CommandId, number>;
  /** Commands at which the helpdesk fails inside, until they are taken out of here. */
  readonly poison: Set<CommandId>;
  /** Answers to the commands, or null when it failed at one of them; those before it have had their effect. */
  push(
    client: ClientId,
    lines: readonly PushedLine[],
    actor: CommandActor,
    at: number,
  ): OracleAnswer[] | null;
  page(person: PersonId, cursor: OracleCursor | null, limit: number): OraclePage;
  ticket(id: TicketId): Ticket | null;
  /** Rows a person may see. */
  rowsFor(person: PersonId): readonly Row[];
  /** A ticket goes to another queue, and with it out of some people's sight and into that of others. */
  move(ticketId: TicketId, queueId: QueueId): void;
  setQueues(person: PersonId, queueIds: readonly QueueId[]): void;
  /** No cursor so far can be followed any more. */
  beginEra(): void;
  customerWrites(ticketId: TicketId, count: number, at: number): void;
  remove(ticketId: TicketId): void;
  setActive(person: PersonId, mayWork: boolean): void;
}

export function createOracleHelpdesk(tickets: readonly Ticket[]): OracleHelpdesk {
  /** In the order of their last change: the feed. */
  let rows: Row[] = [];
  let changes = 0;
  const changedAt = new Map<Row, number>();
  const happenings: Happening[] = [];
  const verdicts = new Map<CommandId, Verdict>();
  const files = new Set<Sha256>();
  const poison = new Set<CommandId>();
  const appliedAt = new Map<CommandId, number>();
  const queues = new Map<PersonId, readonly QueueId[]>();
  const sights = new Map<PersonId, number>();
  let era = 1;
  const readOnly = new Set<PersonId>();

  function write(type: Row['type'], id: string, row: Row['row']): Row {
    const before = rows.find((each) => each.type === type && each.id === id);
    const after = { type, id, version: (before?.version ?? 0) + 1, row } as Row;
    rows = [...rows.filter((each) => each !== before), after];
    changes += 1;
    changedAt.set(after, changes);
    return after;
  }

  function ticket(id: TicketId): Ticket | null {
    const found = rows.find((each) => each.type === 'ticket' && each.id === id);
    return found === undefined || found.type !== 'ticket' ? null : found.row;
  }

  /** A ticket that enters another queue takes its messages along. */
  function takeAlong(id: TicketId): void {
    for (const row of rows)
      if (row.type === 'message' && row.row?.ticketId === id) write('message', row.id, row.row);
  }

  const content = (): FeedContent => ({
    rows,
    seq: changes,
    era,
    seqOf: (row) => changedAt.get(row) ?? 0,
    ticketOf: (row) => (row.type === 'ticket' ? row.row : row.row === null ? null : ticket(row.row.ticketId)),
    queuesOf: (person) => queues.get(person) ?? [queueId(0), queueId(1)],
    sightOf: (person) => `${person} ${sights.get(person) ?? 0}`,
  });
  const sees = (person: PersonId, seen: Ticket) => content().queuesOf(person).includes(seen.queueId);

  function decide(client: ClientId, line: PushedLine, actor: CommandActor, at: number): OracleAnswer {
    const { command, after } = line;
    const answer = (outcome: Verdict | Deferral): OracleAnswer => ({
      id: command.id,
      outcome,
      changes: rows.filter(
        (each) =>
          ((each.type === 'ticket' && each.id === command.ticketId) ||
            (each.id as string) === (command.id as string)) &&
          line.withdraw === undefined &&
          rowFor(content(), actor.id, each).row !== null,
      ),
    });
    const store = (verdict: Verdict) => {
      verdicts.set(command.id, verdict);
      return answer(verdict);
    };

    const known = verdicts.get(command.id);
    if (known !== undefined) return answer(known);
    if (line.withdraw === true) return store({ kind: 'refused', reason: 'withdrawn' });
    if (command.client !== client) return store({ kind: 'refused', reason: 'invalid' });
    if (after !== null && verdicts.get(after)?.kind !== 'applied')
      return answer({ kind: 'deferred', reason: 'fenced' });
    if (attachmentsOf(command).some((attachment) => !files.has(attachment.sha256)))
      return answer({ kind: 'deferred', reason: 'attachment-missing' });
    const current = ticket(command.ticketId);
    if (current === null || !sees(actor.id, current))
      return store({ kind: 'refused', reason: 'no-such-ticket' });

    const role = readOnly.has(actor.id) ? 'trainee' : actor.role;
    const who = { ...actor, role, queueIds: content().queuesOf(actor.id) } as const;
    const result = applyCommand(current, command, who, epochMs(at));
    if (!result.ok) return store(result.error);
    happenings.push({ kind: 'command', command, actor: who, at, ticketBefore: current });
    if (result.value.ticket !== current) write('ticket', command.ticketId, result.value.ticket);
    if (result.value.message !== null) write('message', result.value.message.id, result.value.message);
    if (result.value.ticket.queueId !== current.queueId) takeAlong(command.ticketId);
    appliedAt.set(command.id, rows.find((each) => each.id === command.ticketId)?.version ?? 0);
    return store({ kind: 'applied' });
  }

  for (const each of tickets) write('ticket', each.id, each);

  return {
    get rows() {
      return rows;
    },
    happenings,
    verdicts,
    files,
    poison,
    appliedAt,
    ticket,
    push(client, lines, actor, at) {
      const answers: OracleAnswer[] = [];
      for (const line of lines) {
        if (poison.has(line.command.id) && line.withdraw === undefined) return null;
        answers.push(decide(client, line, actor, at));
      }
      return answers;
    },
    page: (person, cursor, limit) => pageAfter(content(), person, cursor, limit),
    customerWrites(id, count, at) {
      const current = ticket(id);
      if (current === null) return;
      const message = makeCustomerMessage(count, id, at);
      happenings.push({ kind: 'customer', message });
      write('message', message.id, message);
      write('ticket', id, {
        ...current,
        status: 'open',
        snooze: null,
        waitingSince: current.waitingSince ?? epochMs(at),
        lastCustomerMessageId: message.id,
        lastLine: { from: 'customer', text: previewOf(message.text) },
        updatedAt: epochMs(Math.max(at, current.updatedAt)),
      });
    },
    remove(id) {
      if (ticket(id) === null) return;
      happenings.push({ kind: 'removed', ticketId: id });
      for (const row of rows)
        if (row.type === 'message' && row.row?.ticketId === id) write('message', row.id, null);
      write('ticket', id, null);
    },
    rowsFor: (person) => rows.filter((row) => rowFor(content(), person, row).row !== null),
    move(id, queue) {
      const current = ticket(id);
      if (current === null || current.queueId === queue) return;
      happenings.push({ kind: 'moved', ticketId: id, queueId: queue });
      write('ticket', id, { ...current, queueId: queue });
      takeAlong(id);
    },
    setQueues(person, queueIds) {
      queues.set(person, queueIds);
      sights.set(person, (sights.get(person) ?? 0) + 1);
    },
    beginEra: () => void (era += 1),
    setActive(person, mayWork) {
      if (mayWork) readOnly.delete(person);
      else readOnly.add(person);
    },
  };
}
