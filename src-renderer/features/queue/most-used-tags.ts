import type { TicketRow } from '#renderer/data/read/desk-reader.ts';

/** The tags in use, most used first. */
export function mostUsedTags(rows: readonly TicketRow[], most = 50): readonly string[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const tag of row.ticket.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([tag]) => tag);
}
