import type { EpochMs } from '#shared/base/brand.ts';
import type { Priority, Ticket } from './ticket.ts';

/** Time within which a waiting customer should have an answer, by priority, in milliseconds. */
export const ANSWER_TARGET_MS: Readonly<Record<Priority, number>> = {
  urgent: 30 * 60_000,
  high: 2 * 3_600_000,
  normal: 8 * 3_600_000,
  low: 24 * 3_600_000,
};

/** When the next answer is due, or null while nobody waits for us. */
export function dueAt(ticket: Pick<Ticket, 'waitingSince' | 'priority' | 'status'>): EpochMs | null {
  if (ticket.waitingSince === null || ticket.status !== 'open') return null;
  return (ticket.waitingSince + ANSWER_TARGET_MS[ticket.priority]) as EpochMs;
}
