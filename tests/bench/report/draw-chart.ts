import { MEASUREMENTS, PEERS } from '../measurements.ts';
import { spellRatio } from './print-table.ts';
import type { Measured } from './result.ts';

const WIDTH = 920;
const ROW = 46;
const TOP = 74;
const LEFT = 330;
const RIGHT = 170;

/** Where a ratio lies on the axis, which is logarithmic: half and twice the reference are equally far from it. */
interface Axis {
  readonly lowest: number;
  readonly highest: number;
  readonly ticks: readonly number[];
  x(ratio: number): number;
}

/**
 * Draws the ratios as an SVG that reads in light and in dark surroundings: a dot for the median, a thin line for the
 * single runs, a mark for the target. Shape and words say what colour says.
 */
export function drawChart(results: readonly Measured[], caption: string): string {
  const axis = makeAxis(results);
  const height = TOP + results.length * ROW + 56;
  const bottom = TOP + results.length * ROW;
  const rows = results.map((result, index) => drawRow(result, TOP + index * ROW, axis));
  const grid = axis.ticks.map((tick) => {
    const x = axis.x(tick);
    const kind = tick === 1 ? 'one' : 'grid';
    return (
      `<line class="${kind}" x1="${x}" x2="${x}" y1="${TOP - 8}" y2="${bottom}"/>` +
      `<text class="tick" x="${x}" y="${TOP - 16}">${tick === 1 ? 'reference 1' : tick}</text>`
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title about">`,
    '<title id="title">Vakhta beside its references</title>',
    `<desc id="about">${escape(results.map(describe).join(' '))}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="${WIDTH}" height="${height}" rx="8"/>`,
    `<text class="head" x="24" y="34">Vakhta beside its references</text>`,
    `<text class="aside" x="${WIDTH - 24}" y="34" text-anchor="end">left is better</text>`,
    ...grid,
    ...rows,
    `<g transform="translate(24 ${bottom + 26})">${legend()}</g>`,
    `<text class="aside" x="24" y="${height - 10}">${escape(caption)}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function drawRow({ name, summary }: Measured, top: number, axis: Axis): string {
  const { title, reference, target } = MEASUREMENTS[name];
  const middle = top + ROW / 2;
  const isMet = summary.ratio <= target;
  const kind = isMet ? 'met' : 'missed';
  const targetX = axis.x(target);
  const verdict = isMet ? `✓ ≤ ${target}` : `✗ ≤ ${target}`;
  return [
    `<line class="rule" x1="24" x2="${WIDTH - 24}" y1="${top}" y2="${top}"/>`,
    `<text class="name" x="24" y="${middle - 3}">${escape(title)}</text>`,
    `<text class="aside" x="24" y="${middle + 13}">${escape(reference)}</text>`,
    ...Array.from(
      summary.peers,
      ([peer, ratio]) =>
        `<path class="peer" d="M${axis.x(ratio) - 5} ${middle - 5}l10 10m0 -10l-10 10"><title>${peer} ${spellRatio(ratio)}</title></path>`,
    ),
    `<path class="target" d="M${targetX} ${middle - 13}v26m-4 -30h8m-8 34h8"/>`,
    `<line class="spread ${kind}" x1="${axis.x(summary.lowest)}" x2="${axis.x(summary.highest)}" y1="${middle}" y2="${middle}"/>`,
    isMet
      ? `<circle class="dot ${kind}" cx="${axis.x(summary.ratio)}" cy="${middle}" r="6.5"/>`
      : `<path class="dot ${kind}" d="M${axis.x(summary.ratio)} ${middle - 8}l8 8l-8 8l-8 -8z"/>`,
    `<text class="ratio" x="${WIDTH - RIGHT + 70}" y="${middle + 5}" text-anchor="end">${spellRatio(summary.ratio)}</text>`,
    `<text class="verdict ${kind}" x="${WIDTH - RIGHT + 82}" y="${middle + 5}">${verdict}</text>`,
  ].join('');
}

function legend(): string {
  return [
    '<circle class="dot met" cx="7" cy="-4" r="6.5"/><text class="aside" x="20" y="0">median, target met</text>',
    '<path class="dot missed" d="M165 -12l8 8l-8 8l-8 -8z"/><text class="aside" x="180" y="0">not met</text>',
    '<line class="spread met" x1="248" x2="272" y1="-4" y2="-4"/><text class="aside" x="280" y="0">single runs</text>',
    '<path class="target" d="M370 -17v26m-4 -30h8m-8 34h8"/><text class="aside" x="382" y="0">target</text>',
    `<path class="peer" d="M434 -9l10 10m0 -10l-10 10"/><text class="aside" x="452" y="0">${PEERS.join(', ')}</text>`,
  ].join('');
}

function makeAxis(results: readonly Measured[]): Axis {
  const all = results.flatMap(({ name, summary }) => [
    summary.lowest,
    summary.highest,
    summary.ratio,
    MEASUREMENTS[name].target,
    ...summary.peers.values(),
  ]);
  const lowest = Math.min(0.1, ...all) / 1.25;
  const highest = Math.max(2, ...all) * 1.25;
  const span = Math.log(highest / lowest);
  const steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
  return {
    lowest,
    highest,
    ticks: steps.filter((tick) => tick >= lowest && tick <= highest),
    x: (ratio) => Math.round((LEFT + (Math.log(ratio / lowest) / span) * (WIDTH - LEFT - RIGHT)) * 10) / 10,
  };
}

function describe({ name, summary }: Measured): string {
  const { title, reference, target } = MEASUREMENTS[name];
  const peers = Array.from(summary.peers, ([peer, ratio]) => ` ${peer} ${spellRatio(ratio)}.`).join('');
  return `${title}: ${spellRatio(summary.ratio)} of ${reference}, target ${target} or less.${peers}`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const STYLE = `
text { font: 13px system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; fill: #1f2933 }
.paper { fill: #ffffff } .head { font-size: 17px; font-weight: 600 } .name { font-weight: 600 }
.aside, .tick { fill: #57606a; font-size: 11.5px } .tick { text-anchor: middle }
.ratio { font-weight: 600; font-variant-numeric: tabular-nums } .verdict { font-size: 12px }
.grid { stroke: #e4e8ec } .rule { stroke: #eef1f4 } .one { stroke: #8c959f; stroke-dasharray: 4 3 }
.target { stroke: #57606a; stroke-width: 2; fill: none } .peer { stroke: #57606a; stroke-width: 2.5; fill: none } .spread { stroke-width: 3; stroke-linecap: round; opacity: 0.45 }
.met { fill: #1a7f37; stroke: #1a7f37 } .missed { fill: #bc4c00; stroke: #bc4c00 }
text.verdict { stroke: none } .dot { stroke: none }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .paper { fill: #14181d } .aside, .tick { fill: #9da7b3 }
.grid { stroke: #262d35 } .rule { stroke: #1f252c } .one { stroke: #6e7781 } .target { stroke: #9da7b3 }
.met { fill: #4ac26b; stroke: #4ac26b } .missed { fill: #f0883e; stroke: #f0883e } .peer { stroke: #9da7b3 }
}`;
