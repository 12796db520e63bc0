import type { CommandId, MessageId, TicketId } from '#shared/base/brand.ts';
import type { Message, SpokenMessage } from '#shared/domain/messages/message.ts';
import { messageIdOf } from '#shared/sync/apply-command.ts';
import { isAboutCustomer } from '#shared/sync/apply-to-customer.ts';
import type { Change } from '#shared/sync/change.ts';
import type { Answer } from '#shared/sync/outcome.ts';
import type { StoredCommand } from '../store/stored.ts';

/** What becomes of one command in the outbox: null when it leaves it. */
export type OutboxChange = readonly [order: number, StoredCommand | null];

/** What rows that have come mean for the outbox. */
export interface AfterRows {
  readonly changed: readonly OutboxChange[];
  /** Commands of whose effect only the entry of the timeline has come: the row of the ticket may be on the next page. */
  readonly halves: ReadonlySet<CommandId>;
}

/**
 * What rows that have come mean for the outbox: an entry of the timeline that carries a command's id is its effect, once the
 * ticket has come too, and words of the customer concern whoever has an answer held on that ticket.
 * @param halves of earlier pages; @param more whether there is another page right now
 */
export function outboxAfterRows(
  outbox: Iterable<StoredCommand>,
  changes: readonly Change[],
  halves: ReadonlySet<CommandId> = new Set(),
  more = false,
): AfterRows {
  const messages = changes.flatMap((change) =>
    change.type === 'message' && 'row' in change ? [change.row] : [],
  );
  if (messages.length === 0 && halves.size === 0) return { changed: [], halves };
  const ids = new Set<MessageId>(messages.map((message) => message.id));
  const tickets = new Set(changes.flatMap((change) => (change.type === 'ticket' ? [change.id] : [])));
  const changed: OutboxChange[] = [];
  const stillHalf = new Set<CommandId>();
  for (const stored of outbox) {
    if (!stored.confirmed && (halves.has(stored.id) || ids.has(messageIdOf(stored.command)))) {
      if (more && !tickets.has(stored.command.ticketId)) stillHalf.add(stored.id);
      else
        changed.push([stored.order, stored.state.kind === 'landed' ? null : { ...stored, confirmed: true }]);
      continue;
    }
    const { state } = stored;
    if (state.kind !== 'held') continue;
    const newer = newerMessages(stored.command.ticketId, stored.command.seen.lastCustomerMessageId, [
      ...state.newer,
      ...messages,
    ]);
    if (newer.length > state.newer.length)
      changed.push([stored.order, { ...stored, state: { ...state, newer } }]);
  }
  return { changed, halves: stillHalf };
}

/**
 * What an answer makes of its command; null when the command stays as it is.
 * @param isShown whether rows that come beside an answer are what a window shows
 */
export function outboxAfterAnswer(
  stored: StoredCommand,
  answer: Answer,
  changes: readonly Change[],
  known: readonly Message[],
  isShown: boolean,
): OutboxChange | null {
  const { outcome } = answer;
  const { ticketId } = stored.command;
  switch (outcome.kind) {
    case 'applied': {
      const hasRows =
        stored.confirmed ||
        (isShown &&
          changes.some((change) => change.type === 'ticket' && change.id === ticketId) &&
          (!isAboutCustomer(stored.command) || changes.some((change) => change.type === 'customer')));
      return [stored.order, hasRows ? null : { ...stored, state: { kind: 'landed' } }];
    }
    case 'held': {
      const came = changes.flatMap((change) =>
        change.type === 'message' && 'row' in change ? [change.row] : [],
      );
      const newer = newerMessages(ticketId, stored.command.seen.lastCustomerMessageId, [...known, ...came]);
      return [stored.order, { ...stored, state: { kind: 'held', reason: outcome.reason, newer } }];
    }
    case 'refused': {
      const now = changes.find((change) => change.type === 'ticket' && change.id === ticketId);
      const holder =
        outcome.reason === 'assigned-to-other' && now?.type === 'ticket' && 'row' in now
          ? now.row.assigneeId
          : null;
      return [stored.order, { ...stored, state: { kind: 'refused', reason: outcome.reason, holder } }];
    }
    case 'deferred':
      return null;
  }
}

/** What the customer has written on a ticket after the message that had been seen, oldest first. */
export function newerMessages(
  ticketId: TicketId,
  seenId: MessageId | null,
  messages: readonly Message[],
): readonly SpokenMessage[] {
  const byId = new Map(
    messages.flatMap((message) =>
      message.kind === 'customer' && message.ticketId === ticketId ? [[message.id, message] as const] : [],
    ),
  );
  const inOrder = [...byId.values()].toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const seen = inOrder.findIndex((message) => message.id === seenId);
  return inOrder.slice(seen + 1);
}
