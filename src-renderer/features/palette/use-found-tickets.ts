import { useEffect, useState } from 'react';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';
import { createTicketScan, type TicketHits, type TicketScan } from './ticket-scan.ts';

/** Most tickets and most customers that are shown for a query. */
const MOST = 8;

const NONE: TicketHits = { tickets: [], customers: [] };

/** Chromium's way to let a key or a frame go first and then go on at once; elsewhere a timer. */
const pause = (): Promise<void> => {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve, 0));
};

/**
 * Tickets and customers in memory that match.
 *
 * @param query what `readings` were made from
 * @returns what was found last, and whether it is what is asked for now
 */
export function useFoundTickets(
  rows: readonly TicketRow[],
  query: string,
  readings: readonly string[],
): { readonly hits: TicketHits; readonly fresh: boolean } {
  const [scan, setScan] = useState<TicketScan | null>(null);
  const [found, setFound] = useState<{ readonly query: string; readonly hits: TicketHits }>({
    query: '',
    hits: NONE,
  });

  useEffect(() => {
    const made = createTicketScan(rows, { now: () => performance.now(), pause });
    setScan(made);
    // Reads the tickets while the first letters are being typed.
    void made.search([], 0);
    return () => made.stop();
  }, [rows]);

  useEffect(() => {
    if (scan === null) return;
    if (readings.length === 0) return setFound({ query, hits: NONE });
    void scan.search(readings, MOST).then((hits) => {
      if (hits !== null) setFound({ query, hits });
    });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the readings follow from the query
  }, [scan, query]);

  return { hits: found.hits, fresh: found.query === query };
}
