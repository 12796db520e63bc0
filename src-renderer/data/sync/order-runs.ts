import type { OutboxChange } from './outbox-changes.ts';

/** Runs of neighbours in the outbox that leave it: one deletion each, since each costs as much as a put. */
export function runsOf(
  changes: readonly OutboxChange[],
  orders: readonly number[],
): readonly (readonly [first: number, last: number])[] {
  const leaving = new Set(changes.flatMap(([order, stored]) => (stored === null ? [order] : [])));
  const runs: [number, number][] = [];
  let open: [number, number] | null = null;
  for (const order of [...new Set([...orders, ...leaving])].toSorted((a, b) => a - b)) {
    if (!leaving.has(order)) open = null;
    else if (open === null) runs.push((open = [order, order]));
    else open[1] = order;
  }
  return runs;
}
