import type { CommandId, Sha256, TicketId } from '#shared/base/brand.ts';

/** What scheduling needs to know of a command in the outbox. */
export interface Entry {
  readonly id: CommandId;
  readonly ticketId: TicketId;
  /** Attachments it names. */
  readonly uploads: readonly Sha256[];
  /**
   * `withdrawing`: a person takes back what may have arrived. The helpdesk is asked not to decide it any more; until it has
   * answered it fences what is behind it, as one that waits does.
   */
  readonly state: 'waiting' | 'withdrawing' | 'undecided';
  /** How often it has failed by itself, and until when it therefore waits (in the driver's monotonic milliseconds). */
  readonly failures: number;
  readonly notBefore: number;
  /** Until when a person may still think better of it (the same clock): it is not pushed before, and fences as any that waits. */
  readonly dueAt?: number;
}
