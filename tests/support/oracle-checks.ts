import type { CommandId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { messageIdOf } from '#shared/sync/apply-command.ts';
import type { Command } from '#shared/sync/command.ts';
import { keyOf, type Kept, type ModelClient } from './oracle-client.ts';
import type { Row } from './oracle-feed.ts';
import type { Happening } from './oracle-helpdesk.ts';
import { claim } from './oracle-invariants.ts';
import { naiveReplay } from './oracle-replay.ts';
import type { World } from './oracle-world.ts';

/** Checks what must hold after every single event; looks only at what is new since it was last called. */
export function createAccount(world: World): () => void {
  const applied = new Map<CommandId, Extract<Happening, { kind: 'command' }>>();
  let read = 0;

  return () => {
    for (; read < world.helpdesk.happenings.length; read += 1) {
      const happening = world.helpdesk.happenings[read];
      if (happening?.kind !== 'command') continue;
      checkApplication(world, applied, happening);
      applied.set(happening.command.id, happening);
    }
    // A is within O and S and D: nothing recorded is ever nowhere.
    for (const [id, { command, client, discarded, settled }] of world.recorded) {
      if (settled) checkEffectIsHere(world, client, command);
      if (discarded) {
        claim(!applied.has(id), `I7: ${id} was forgotten by a person and has taken effect`);
        continue;
      }
      const kept = client.disk.outbox.find((each) => each.command.id === id);
      claim(kept !== undefined || applied.has(id), `I7: ${id} is neither in the outbox nor applied`);
      claim(
        kept === undefined || kept.command === command,
        `I7: ${id} has another content than was recorded`,
      );
      claim(
        kept?.verdict == null || !applied.has(id),
        `I2: ${id} is shown as ${kept?.verdict?.kind ?? ''} and has taken effect`,
      );
    }
  };
}

/** What the helpdesk has confirmed stays shown: the rows a client holds are never older than what it was told (rule 4). */
function checkEffectIsHere(world: World, client: ModelClient, { id, ticketId }: Command): void {
  const ticket = client.disk.rows.get(keyOf('ticket', ticketId))?.row;
  if (ticket === undefined || ticket.row === null) return;
  claim(
    ticket.version >= (world.helpdesk.appliedAt.get(id) ?? 0),
    `I4: ${id} is settled, and its effect is not shown any more`,
  );
}

function checkApplication(
  world: World,
  applied: ReadonlyMap<CommandId, unknown>,
  { command, actor, ticketBefore }: Extract<Happening, { kind: 'command' }>,
): void {
  claim(!applied.has(command.id), `I2: ${command.id} has taken effect twice`);
  const own = world.recorded.get(command.id);
  claim(own !== undefined, `${command.id} has taken effect and was never recorded`);
  for (const [id, other] of world.recorded) {
    if (other.client !== own.client || other.command.ticketId !== command.ticketId) continue;
    if (other.order < own.order)
      claim(
        applied.has(id) || other.discarded,
        `I3: ${command.id} has taken effect before ${id}, which was given earlier`,
      );
    else if (other.order > own.order)
      claim(!applied.has(id), `I3: ${command.id} has taken effect after ${id}, which was given later`);
  }
  claim(
    actor.queueIds.includes(ticketBefore.queueId),
    `I8: ${command.id} of one who may not see the ticket has taken effect`,
  );
  claim(actor.role !== 'trainee', `I9: ${command.id} of one who may only read has taken effect`);
  if (command.kind === 'assign')
    claim(
      [null, command.payload.from, command.payload.to].includes(ticketBefore.assigneeId),
      `${command.id} has taken the ticket from somebody whom the operator had not seen`,
    );
  const answers =
    command.kind === 'reply' ||
    (command.kind === 'status' && command.payload.to === 'resolved' && ticketBefore.status !== 'resolved');
  claim(
    !answers ||
      ticketBefore.lastCustomerMessageId === null ||
      ticketBefore.lastCustomerMessageId === command.seen.lastCustomerMessageId,
    `I6: ${command.id} has answered without having seen the newest message`,
  );
}

/** No entry of a timeline is ever shown twice, once confirmed and once predicted. */
export function checkViews(world: World): void {
  for (const client of world.clients)
    for (const { id } of world.tickets) {
      const view = client.view(id);
      if (view === null) continue;
      const ids = [...view.confirmed, ...view.predicted].map((message) => message.id);
      claim(new Set(ids).size === ids.length, `I2: an entry of ${id} is shown twice`);
    }
}

/**
 * At rest: what is left in an outbox is undecided as the helpdesk has decided it, or stands behind such a one (or behind
 * a poisoned one) on its ticket; everything else has taken effect.
 */
export function checkRest(world: World): void {
  for (const client of world.clients) {
    const stopped = new Set<string>();
    for (const kept of client.disk.outbox) {
      const { command, verdict } = kept;
      if (verdict !== null) {
        claim(
          JSON.stringify(world.helpdesk.verdicts.get(command.id)) === JSON.stringify(verdict),
          `I7: ${command.id} is shown as ${verdict.kind}, which is not what the helpdesk has decided`,
        );
        stopped.add(command.ticketId);
      } else if (world.helpdesk.poison.has(command.id)) stopped.add(command.ticketId);
      claim(kept.withdrawing === 'no', `I7: ${command.id} is still being taken back at rest`);
      claim(kept.landed === null, `I4: ${command.id} has landed, and its rows have not come at rest`);
      claim(stopped.has(command.ticketId), `I3: ${command.id} waits at rest with nothing before it`);
      claim(
        world.helpdesk.verdicts.get(command.id)?.kind !== 'applied',
        `I2: ${command.id} is in the outbox at rest and has taken effect`,
      );
    }
  }
}

/** I4: what every client holds and shows is what the helpdesk has, row by row, version by version; and a naive replay. */
export function checkConvergence(world: World): void {
  for (const client of world.clients) {
    const truth = describe(world.helpdesk.rowsFor(client.actor.id));
    const held = describe(
      [...client.disk.rows.values()].flatMap(({ row }) => (row.row === null ? [] : [row])),
    );
    claim(held === truth, `I4, I8: ${client.id} holds\n${held}\nthe helpdesk has\n${truth}`);
    const { outbox } = client.disk;
    if (outbox.some((kept: Kept) => kept.verdict === null)) continue;
    for (const { id } of world.tickets)
      claim(
        JSON.stringify(client.view(id)?.ticket ?? null) ===
          JSON.stringify(
            world.helpdesk.rowsFor(client.actor.id).find((row) => row.type === 'ticket' && row.id === id)
              ?.row ?? null,
          ),
        `I4: ${client.id} shows ${id} otherwise than the helpdesk has it`,
      );
  }

  const naive = naiveReplay(world.tickets, world.helpdesk.happenings);
  for (const { ticket, entries } of naive) {
    const now = world.helpdesk.ticket(ticket.id);
    if (now === null) continue;
    claim(sameTicket(now, ticket), `naive replay: ${JSON.stringify(ticket)}\nis ${JSON.stringify(now)}`);
    const timeline = world.helpdesk.rows.flatMap((row) =>
      row.type === 'message' && row.row?.ticketId === ticket.id ? [row.row.id] : [],
    );
    claim(
      JSON.stringify(timeline.toSorted()) === JSON.stringify(entries.toSorted()),
      `naive replay: the timeline of ${ticket.id} is ${timeline.join(' ')} instead of ${entries.join(' ')}`,
    );
  }
  for (const row of world.helpdesk.rows) {
    const message: Message | null = row.type === 'message' ? row.row : null;
    if (message?.kind !== 'reply' && message?.kind !== 'note') continue;
    const record = [...world.recorded.values()].find(
      ({ command }) => (messageIdOf(command) as string) === message.id,
    );
    const payload = record?.command.payload;
    claim(
      payload !== undefined &&
        'attachments' in payload &&
        payload.text === message.text &&
        JSON.stringify(payload.attachments) === JSON.stringify(message.attachments),
      `I1: the words of ${message.id} are not those that were recorded`,
    );
  }
}

function sameTicket(a: Ticket, b: Ticket): boolean {
  const brief = (ticket: Ticket) =>
    JSON.stringify([
      ticket.status,
      ticket.priority,
      ticket.assigneeId,
      ticket.tags.toSorted(),
      ticket.waitingSince === null,
      ticket.lastCustomerMessageId,
      ticket.lastLine,
    ]);
  return brief(a) === brief(b);
}

function describe(rows: readonly Row[]): string {
  return rows
    .map((row) => `${keyOf(row.type, row.id)} v${row.version} ${JSON.stringify(row.row)}`)
    .toSorted()
    .join('\n');
}
