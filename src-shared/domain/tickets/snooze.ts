import type { EpochMs } from '#shared/base/brand.ts';
import type { Ticket } from './ticket.ts';

/** Whether a ticket is out of the way at a moment. */
export function isSnoozed(ticket: Pick<Ticket, 'snooze'>, now: EpochMs): boolean {
  const { snooze } = ticket;
  return snooze !== null && (snooze.until === null || snooze.until > now);
}

/**
 * A ticket whose snooze has ended. One whose partner's answer is expected by then is due again: we have to see to it.
 * @param at when it has ended
 */
export function awake(ticket: Ticket, at: EpochMs): Ticket {
  return { ...ticket, snooze: null, ...(isPartnerLate(ticket, at) && waitingForUs(ticket, at)) };
}

/** Whether a partner should have answered by now. */
export function isPartnerLate(ticket: Pick<Ticket, 'partner'>, now: number): boolean {
  return ticket.partner !== null && ticket.partner.until <= now;
}

/** What makes it our turn; nothing where it is, or where it is done. */
export function waitingForUs(
  { status, waitingSince }: Pick<Ticket, 'status' | 'waitingSince'>,
  at: EpochMs,
): Partial<Ticket> {
  return status === 'resolved' ? {} : { status: 'open', waitingSince: waitingSince ?? at };
}

/**
 * A ticket as it is shown at a moment: one whose snooze has ended is back, though the helpdesk has not said so yet. The
 * same object where nothing is different.
 * @param now this machine's clock: only for display (I12)
 */
export function awakeAt(ticket: Ticket, now: EpochMs): Ticket {
  const { snooze } = ticket;
  return snooze === null || isSnoozed(ticket, now) ? ticket : awake(ticket, snooze.until ?? now);
}
