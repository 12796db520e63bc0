import type { ClientId, CommandId, PersonId, Sha256, TicketId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { previewOf } from '#shared/domain/messages/preview.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { applyCommand, type CommandActor } from '#shared/sync/apply-command.ts';
import { attachmentsOf, type Command } from '#shared/sync/command.ts';
import type { Deferral, Verdict } from '#shared/sync/outcome.ts';
import { epochMs, makeCustomerMessage } from './oracle-things.ts';

/** A row of the model: a ticket or a message, as it is now or gone. */
export type Row =
  | { readonly type: 'ticket'; readonly id: TicketId; readonly version: number; readonly row: Ticket | null }
  | {
      readonly type: 'message';
      readonly id: Message['id'];
      readonly version: number;
      readonly row: Message | null;
    };

/** What has happened to the tickets, in order: what a naive replay starts from. */
export type Happening =
  | { readonly kind: 'customer'; readonly message: Extract<Message, { kind: 'customer' }> }
  | { readonly kind: 'removed'; readonly ticketId: TicketId }
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

export interface OraclePage {
  readonly from: number;
  readonly to: number;
  readonly rows: readonly Row[];
  readonly more: boolean;
}

export interface PushedLine {
  readonly command: Command;
  readonly after: CommandId | null;
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
  /** Commands at which the helpdesk fails inside, until they are taken out of here. */
  readonly poison: Set<CommandId>;
  /** Answers to the commands, or null when it failed at one of them; those before it have had their effect. */
  push(
    client: ClientId,
    lines: readonly PushedLine[],
    actor: CommandActor,
    at: number,
  ): OracleAnswer[] | null;
  page(from: number, limit: number): OraclePage;
  ticket(id: TicketId): Ticket | null;
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

  function decide(client: ClientId, line: PushedLine, actor: CommandActor, at: number): OracleAnswer {
    const { command, after } = line;
    const answer = (outcome: Verdict | Deferral): OracleAnswer => ({
      id: command.id,
      outcome,
      changes: rows.filter(
        (each) =>
          (each.type === 'ticket' && each.id === command.ticketId) ||
          (each.id as string) === (command.id as string),
      ),
    });
    const store = (verdict: Verdict) => {
      verdicts.set(command.id, verdict);
      return answer(verdict);
    };

    const known = verdicts.get(command.id);
    if (known !== undefined) return answer(known);
    if (command.client !== client) return store({ kind: 'refused', reason: 'invalid' });
    if (after !== null && verdicts.get(after)?.kind !== 'applied')
      return answer({ kind: 'deferred', reason: 'fenced' });
    if (attachmentsOf(command).some((attachment) => !files.has(attachment.sha256)))
      return answer({ kind: 'deferred', reason: 'attachment-missing' });
    const current = ticket(command.ticketId);
    if (current === null) return store({ kind: 'refused', reason: 'no-such-ticket' });

    const role = readOnly.has(actor.id) ? 'trainee' : actor.role;
    const result = applyCommand(current, command, { ...actor, role }, epochMs(at));
    if (!result.ok) return store(result.error);
    happenings.push({ kind: 'command', command, actor: { ...actor, role }, at, ticketBefore: current });
    if (result.value.ticket !== current) write('ticket', command.ticketId, result.value.ticket);
    if (result.value.message !== null) write('message', result.value.message.id, result.value.message);
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
    ticket,
    push(client, lines, actor, at) {
      const answers: OracleAnswer[] = [];
      for (const line of lines) {
        if (poison.has(line.command.id)) return null;
        answers.push(decide(client, line, actor, at));
      }
      return answers;
    },
    page(from, limit) {
      const newer = rows.filter((row) => (changedAt.get(row) ?? 0) > from);
      const page = newer.slice(0, limit);
      const last = page.at(-1);
      return {
        from,
        to: last === undefined ? from : (changedAt.get(last) ?? from),
        rows: page,
        more: newer.length > page.length,
      };
    },
    customerWrites(id, count, at) {
      const current = ticket(id);
      if (current === null) return;
      const message = makeCustomerMessage(count, id, at);
      happenings.push({ kind: 'customer', message });
      write('message', message.id, message);
      write('ticket', id, {
        ...current,
        status: 'open',
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
    setActive(person, mayWork) {
      if (mayWork) readOnly.delete(person);
      else readOnly.add(person);
    },
  };
}
