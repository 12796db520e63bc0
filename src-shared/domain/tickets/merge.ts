import type { EpochMs } from '#shared/base/brand.ts';
import type { Ticket } from './ticket.ts';

/*
 * Merging is done to one ticket, the source: it says in which it goes on. These rules say what becomes of the other one,
 * the target. Only the helpdesk applies them, in the transaction in which it decides: a client predicts the source alone.
 */

/** What merging changes on the target, so that the source's customer is not forgotten there; null: nothing. */
export function takenIn(
  source: Ticket,
  target: Ticket,
  /** Whether the source's last message of the customer is newer than the target's. */
  isNewer: boolean,
): Ticket | null {
  if (source.status !== 'open') return null;
  const waits = [source.waitingSince, target.waitingSince].filter((since) => since !== null);
  return {
    ...target,
    status: 'open',
    waitingSince: waits.length === 0 ? null : (Math.min(...waits) as EpochMs),
    snooze: null,
    // What an answer must have seen is the newest of both (I6).
    ...(isNewer ? { lastCustomerMessageId: source.lastCustomerMessageId, lastLine: source.lastLine } : {}),
  };
}

/** The source with what the target was like, so that unmerging can restore it. */
export function withTarget(source: Ticket, target: Ticket): Ticket {
  if (source.beforeMerge === null) return source;
  const { status, waitingSince, snooze, lastCustomerMessageId, lastLine } = target;
  const before = { status, waitingSince, snooze, lastCustomerMessageId, lastLine };
  return { ...source, beforeMerge: { ...source.beforeMerge, target: before } };
}

/**
 * What unmerging changes on the target; null: nothing. Restores what merging has changed, unless somebody has written
 * since: then only that nobody must have seen a message that has left.
 * @param source as it was while it was merged
 */
export function letGo(source: Ticket, target: Ticket): Ticket | null {
  const { beforeMerge, lastCustomerMessageId: own } = source;
  const before = beforeMerge?.target ?? null;
  if (beforeMerge === null || before === null) return null;
  const last = target.lastCustomerMessageId;
  if (last !== own && last !== before.lastCustomerMessageId) return null;
  const waits = [beforeMerge.waitingSince, before.waitingSince].filter((since) => since !== null);
  const isUntouched = target.status === 'open' && waits.some((since) => since === target.waitingSince);
  return isUntouched
    ? { ...target, ...before }
    : { ...target, lastCustomerMessageId: before.lastCustomerMessageId };
}
