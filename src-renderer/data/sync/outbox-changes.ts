import type { MessageId, TicketId } from '#shared/base/brand.ts';
import type { Message, SpokenMessage } from '#shared/domain/messages/message.ts';
import { messageIdOf } from '#shared/sync/apply-command.ts';
import type { Change } from '#shared/sync/change.ts';
import type { Answer } from '#shared/sync/outcome.ts';
import type { StoredCommand } from '../store/stored.ts';

/** What becomes of one command in the outbox: null when it leaves it. */
export type OutboxChange = readonly [order: number, StoredCommand | null];

/**
 * What rows that have come mean for the outbox: an entry of the timeline that carries a command's id is its effect, and
 * words of the customer concern whoever has an answer held on that ticket.
 */
export function outboxAfterRows(
  outbox: Iterable<StoredCommand>,
  changes: readonly Change[],
): readonly OutboxChange[] {
  const messages = changes.flatMap((change) =>
    change.type === 'message' && 'row' in change ? [change.row] : [],
  );
  if (messages.length === 0) return [];
  const ids = new Set<MessageId>(messages.map((message) => message.id));
  const changed: OutboxChange[] = [];
  for (const stored of outbox) {
    if (!stored.confirmed && ids.has(messageIdOf(stored.command))) {
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
  return changed;
}

/** What an answer makes of its command; null when the command stays as it is. */
export function outboxAfterAnswer(
  stored: StoredCommand,
  answer: Answer,
  changes: readonly Change[],
  known: readonly Message[],
): OutboxChange | null {
  const { outcome } = answer;
  const { ticketId } = stored.command;
  switch (outcome.kind) {
    case 'applied': {
      const hasRows =
        stored.confirmed || changes.some((change) => change.type === 'ticket' && change.id === ticketId);
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
