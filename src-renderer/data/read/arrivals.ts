import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';

/** An entry of a timeline that has just come, with its ticket as it is now; one's own come too. */
export interface Arrival {
  readonly message: Message;
  readonly ticket: Ticket;
}

/** Tells what comes while one works: nothing of a synchronisation from the beginning, where everything is new. */
export interface Arrivals {
  /** @returns a function that stops listening */
  subscribe(listener: (arrived: readonly Arrival[]) => void): () => void;
}
