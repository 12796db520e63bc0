import os from 'node:os';
import { say } from '../../../scripts/bootstrap/say.mjs';
import { spellAmount, spellRatio } from '../report/print-table.ts';
import { quantile } from '../report/statistics.ts';
import type { Memory, Worked } from './helpdesk-process.ts';
import type { Operated } from './operators-process.ts';
import type { ServerOptions } from './server-options.ts';

/** What one run has given. */
export interface ServerRun {
  readonly options: ServerOptions;
  readonly operated: Operated;
  /** Of each helpdesk. */
  readonly worked: readonly Worked[];
  readonly memory: { readonly without: Memory; readonly connected: Memory; readonly after: Memory };
}

interface Spans {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** A ratio of this run, and how good it has to be. */
interface Ratio {
  readonly name: string;
  readonly ratio: number;
  readonly target: number | null;
}

/** The figures of a run: times in milliseconds, memory in bytes. */
export interface ServerFigures {
  readonly options: Omit<ServerOptions, 'json'>;
  readonly spans: Readonly<Record<'acknowledgement' | 'fan-out' | 'bare-insert' | 'bare-route', Spans>>;
  readonly ratios: readonly Ratio[];
  readonly bytesPerConnection: number;
  readonly rss: { readonly without: number; readonly connected: number; readonly after: number };
  readonly customerMessages: number;
  readonly events: Operated['counts'];
  readonly cpu: { readonly helpdesks: readonly number[]; readonly operators: number };
  readonly failures: readonly string[];
}

const KILOBYTE = 1_000;
const MEMORY_TARGET = 100 * KILOBYTE;

/** Works the figures out of what was measured. */
export function judgeRun({ options, operated, worked, memory }: ServerRun): ServerFigures {
  const { json: _where, ...asked } = options;
  const spans = {
    acknowledgement: spansOf(operated.ackMs),
    'fan-out': spansOf(operated.fanOutMs),
    'bare-insert': spansOf(worked.flatMap(({ insertMs }) => insertMs)),
    'bare-route': spansOf(operated.bareRouteMs),
  };
  const { acknowledgement, 'fan-out': fanOut, 'bare-insert': insert, 'bare-route': route } = spans;
  const failures = [...operated.failures, ...worked.flatMap((each) => each.failures)];
  if (operated.missing > 0)
    failures.push(`${operated.missing} entries have not come to somebody who may see them.`);
  return {
    options: asked,
    spans,
    ratios: [
      { name: 'acknowledgement p99 / bare insert p99', ratio: acknowledgement.p99 / insert.p99, target: 5 },
      { name: 'fan-out p99 / acknowledgement p99', ratio: fanOut.p99 / acknowledgement.p99, target: 3 },
      {
        name: 'acknowledgement p50 / bare insert p50',
        ratio: acknowledgement.p50 / insert.p50,
        target: null,
      },
      { name: 'acknowledgement p99 / bare route p99', ratio: acknowledgement.p99 / route.p99, target: null },
    ],
    bytesPerConnection: (memory.connected.rss - memory.without.rss) / options.operators,
    rss: { without: memory.without.rss, connected: memory.connected.rss, after: memory.after.rss },
    customerMessages: worked.reduce((sum, each) => sum + each.customerMessages, 0),
    events: operated.counts,
    cpu: { helpdesks: worked.map(({ cpu }) => cpu), operators: operated.cpu },
    failures,
  };
}

function spansOf(values: readonly number[]): Spans {
  if (values.length === 0) return { count: 0, p50: NaN, p95: NaN, p99: NaN };
  return {
    count: values.length,
    p50: quantile(values, 0.5),
    p95: quantile(values, 0.95),
    p99: quantile(values, 0.99),
  };
}

/** Prints the figures beside their targets. */
export function printServerTable({ options }: ServerRun, figures: ServerFigures): void {
  const { operators, rate, seconds, tickets, database, instances } = options;
  const where =
    database === 'pglite' ? 'PGlite' : `PostgreSQL, ${instances} helpdesk${instances === 1 ? '' : 's'}`;
  say(
    `\n${operators} operators, ${rate} commands/s and ${rate / 4} customers' messages/s for ${seconds} s, ` +
      `${tickets} tickets, ${where}, ${os.cpus().length} processors (${os.cpus()[0]?.model ?? 'unknown'}).\n`,
  );
  say(row(['', 'number', 'p50', 'p95', 'p99']));
  for (const [name, { count, p50, p95, p99 }] of Object.entries(figures.spans)) {
    say(row([name, String(count), ...[p50, p95, p99].map((span) => spellAmount(span, 'ms'))]));
  }
  say('');
  for (const { name, ratio, target } of figures.ratios) {
    say(
      judged(
        name,
        spellRatio(ratio),
        target === null ? null : `≤ ${target}`,
        target === null || ratio <= target,
      ),
    );
  }
  const kilobytes = figures.bytesPerConnection / KILOBYTE;
  say(
    judged(
      'memory of a connection',
      `${kilobytes.toFixed(0)} kB`,
      `≤ ${MEMORY_TARGET / KILOBYTE} kB`,
      figures.bytesPerConnection <= MEMORY_TARGET,
    ),
  );
  const { events, cpu, rss } = figures;
  const [without, connected, after] = [rss.without, rss.connected, rss.after].map((bytes) =>
    spellAmount(bytes, 'bytes'),
  );
  say(`\nMemory of the helpdesk: ${without}, connected ${connected}, after the load ${after}.`);
  say(
    `Processor: helpdesk ${cpu.helpdesks.map(percent).join(', ')}, operators ${percent(cpu.operators)} of one. ` +
      `Events ${events.events}, ${events.news} of them with all that was new; pulls ${events.pulls}. ` +
      `Customers' messages ${figures.customerMessages}.`,
  );
  for (const what of figures.failures.slice(0, 10)) say(`FAILED: ${what}`);
  if (figures.failures.length > 10) say(`FAILED: and ${figures.failures.length - 10} more.`);
}

function row([name = '', ...cells]: readonly string[]): string {
  return name.padEnd(18) + cells.map((cell) => cell.padStart(11)).join('');
}

function judged(name: string, value: string, target: string | null, isMet: boolean): string {
  return `${name.padEnd(42)}${value.padStart(9)}${target === null ? '' : `   ${target}   ${isMet ? 'met' : 'MISSED'}`}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
