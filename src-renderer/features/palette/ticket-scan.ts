import type { CustomerId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';
import { fold } from './fold.ts';
import { filter, rank } from './rank.ts';

/** A customer as the tickets here know him. */
export interface KnownCustomer {
  readonly id: CustomerId;
  readonly name: string;
  /** His tickets on this machine. */
  readonly tickets: number;
}

export interface TicketHits {
  readonly tickets: readonly Ticket[];
  readonly customers: readonly KnownCustomer[];
}

/** What the scan needs from outside, so that it can be looked at in a test. */
export interface ScanPorts {
  /** Milliseconds, from anywhere. */
  readonly now: () => number;
  /** Lets the window do what waits: a key, a frame. */
  readonly pause: () => Promise<void>;
}

/** How long one go may take, in milliseconds: half a frame. */
export const SLICE_MS = 6;
/** Tickets between two looks at the clock. */
const CHUNK = 500;
/** Hits that are put into order: of more than these the first in the list's order are taken. */
const MOST_HITS = 300;

interface Chunk {
  readonly rows: readonly TicketRow[];
  readonly texts: readonly string[];
}

export interface TicketScan {
  /**
   * Looks for tickets by number, subject and customer, and for customers by name.
   *
   * @param readings of the query, folded; those of the first come first
   * @param most how many of each are wanted
   * @returns null when another search has been begun meanwhile, or the scan is over
   */
  search(readings: readonly string[], most: number): Promise<TicketHits | null>;
  stop(): void;
}

/** Prepares a scan of the tickets in memory. Nothing is read before the first search, and never for longer than a slice. */
export function createTicketScan(rows: readonly TicketRow[], ports: ScanPorts): TicketScan {
  const chunks: Chunk[] = [];
  const customers = new Map<CustomerId, { readonly name: string; tickets: number }>();
  let names: { readonly list: readonly KnownCustomer[]; readonly texts: readonly string[] } | null = null;
  let run = 0;
  let began = 0;

  /** Pauses when the slice is used up. @returns whether the search is still wanted */
  const goesOn = async (mine: number): Promise<boolean> => {
    if (ports.now() - began < SLICE_MS) return mine === run;
    await ports.pause();
    if (mine !== run) return false;
    began = ports.now();
    return true;
  };

  function takeChunk(): void {
    const from = chunks.length * CHUNK;
    const part = rows.slice(from, from + CHUNK);
    const texts = part.map(({ ticket }) => {
      const known = customers.get(ticket.customerId);
      if (known === undefined) customers.set(ticket.customerId, { name: ticket.customerName, tickets: 1 });
      else known.tickets += 1;
      return fold(`${ticket.number} ${ticket.subject} ${ticket.customerName}`);
    });
    chunks.push({ rows: part, texts });
  }

  async function readAll(mine: number): Promise<boolean> {
    while (chunks.length * CHUNK < rows.length) {
      takeChunk();
      if (!(await goesOn(mine))) return false;
    }
    if (names === null) {
      const list = [...customers].map(([id, known]) => ({ id, ...known }));
      names = { list, texts: list.map((customer) => fold(customer.name)) };
    }
    return goesOn(mine);
  }

  async function ticketsOf(reading: string, mine: number): Promise<readonly Ticket[] | null> {
    const found: Ticket[] = [];
    const texts: string[] = [];
    for (const chunk of chunks) {
      for (const place of filter(chunk.texts, reading)) {
        const row = chunk.rows[place];
        if (row === undefined) continue;
        found.push(row.ticket);
        texts.push(chunk.texts[place] ?? '');
      }
      if (found.length >= MOST_HITS) break;
      if (!(await goesOn(mine))) return null;
    }
    return rank(texts.slice(0, MOST_HITS), reading, 'none').flatMap((place) => found[place] ?? []);
  }

  async function customersOf(reading: string, mine: number): Promise<readonly KnownCustomer[] | null> {
    const { list, texts } = names ?? { list: [], texts: [] };
    const found: number[] = [];
    for (let from = 0; from < texts.length && found.length < MOST_HITS; from += CHUNK) {
      for (const place of filter(texts.slice(from, from + CHUNK), reading)) found.push(from + place);
      if (!(await goesOn(mine))) return null;
    }
    const some = found.slice(0, MOST_HITS);
    return rank(
      some.map((place) => texts[place] ?? ''),
      reading,
      'none',
    ).flatMap((place) => list[some[place] ?? -1] ?? []);
  }

  return {
    async search(readings, most) {
      run += 1;
      const mine = run;
      began = ports.now();
      if (!(await readAll(mine))) return null;
      const tickets = new Set<Ticket>();
      const people = new Set<KnownCustomer>();
      for (const reading of readings) {
        const number = /^#?(\d{1,12})$/.exec(reading)?.[1];
        if (number !== undefined) {
          const exact = rows.find(({ ticket }) => ticket.number === Number(number));
          if (exact !== undefined) tickets.add(exact.ticket);
        }
        for (const ticket of (await ticketsOf(reading, mine)) ?? []) tickets.add(ticket);
        for (const customer of (await customersOf(reading, mine)) ?? []) people.add(customer);
        if (mine !== run) return null;
      }
      return { tickets: [...tickets].slice(0, most), customers: [...people].slice(0, most) };
    },
    stop() {
      run += 1;
    },
  };
}
