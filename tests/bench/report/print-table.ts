import { say } from '../../../scripts/bootstrap/say.mjs';
import { MEASUREMENTS, PEERS } from '../measurements.ts';
import type { Measured } from './result.ts';

const HEAD = ['measurement', 'product', 'reference', 'ratio', ...PEERS, 'single runs', 'target', ''] as const;

/** Prints the ratios, the product's and those of its peers, beside the targets. */
export function printTable(results: readonly Measured[]): void {
  const rows = results.map(({ name, summary }) => {
    const { unit, target } = MEASUREMENTS[name];
    return [
      name,
      spellAmount(summary.product, unit),
      spellAmount(summary.reference, unit),
      spellRatio(summary.ratio),
      ...PEERS.map((peer) => spellPeer(summary.peers.get(peer))),
      `${spellRatio(summary.lowest)} – ${spellRatio(summary.highest)}`,
      `≤ ${target}`,
      summary.ratio <= target ? 'met' : 'MISSED',
    ];
  });
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column >= 1 && column <= 3 + PEERS.length ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  say(line(HEAD));
  say(widths.map((width) => '─'.repeat(width)).join('  '));
  for (const row of rows) say(line(row));
}

function spellPeer(ratio: number | undefined): string {
  return ratio === undefined ? '–' : spellRatio(ratio);
}

/** A ratio with as many digits as tell something. */
export function spellRatio(ratio: number): string {
  return ratio < 0.1 ? ratio.toFixed(3) : ratio.toFixed(2);
}

/** A time or a size for people. */
export function spellAmount(amount: number, unit: 'ms' | 'bytes'): string {
  if (unit === 'bytes') return `${(amount / 1e6).toFixed(1)} MB`;
  return amount < 1000 ? `${amount.toFixed(amount < 100 ? 1 : 0)} ms` : `${(amount / 1000).toFixed(2)} s`;
}
