import type { CommandId, Sha256, TicketId } from '#shared/base/brand.ts';

/** What scheduling needs to know of a command in the outbox. */
export interface Entry {
  readonly id: CommandId;
  readonly ticketId: TicketId;
  /** Attachments it names. */
  readonly uploads: readonly Sha256[];
  readonly state: 'waiting' | 'undecided';
  /** How often it has failed by itself, and until when it therefore waits (in the driver's monotonic milliseconds). */
  readonly failures: number;
  readonly notBefore: number;
}
