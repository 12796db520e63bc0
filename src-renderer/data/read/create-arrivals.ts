import type { TicketId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { VersionedMessage } from '../store/segment.ts';
import type { StoredDelta, StoredList } from '../store/stored.ts';
import type { Arrival, Arrivals } from './arrivals.ts';

/** What the mirror tells it by. */
interface ArrivalsSource extends Arrivals {
  /** From now on what comes in this run of the feed is new. */
  expect(gen: number): void;
  /** @param findTicket as it is shown after this segment */
  take(segment: StoredList | StoredDelta, findTicket: (id: TicketId) => Ticket | null): void;
}

/** Makes one that expects nothing yet. */
export function createArrivals(): ArrivalsSource {
  const listeners = new Set<(arrived: readonly Arrival[]) => void>();
  let expected: number | null = null;
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    expect(gen) {
      expected = gen;
    },
    take(segment, findTicket) {
      if (segment.gen !== expected || listeners.size === 0 || !('messages' in segment)) return;
      const arrived = segment.messages.flatMap((text, at): Arrival[] => {
        const ticketId = segment.ticketIds[at];
        const ticket = ticketId === undefined ? null : findTicket(ticketId);
        if (ticket === null) return [];
        return (JSON.parse(text) as VersionedMessage[]).flatMap(([, message]) =>
          message === null ? [] : [{ message, ticket }],
        );
      });
      if (arrived.length > 0) for (const listener of listeners) listener(arrived);
    },
  };
}
