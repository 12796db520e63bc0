import type { EpochMs, MessageId } from '#shared/base/brand.ts';
import { inOtherLayout } from '#shared/domain/search/keyboard-layout.ts';
import { parseQuery } from '#shared/domain/search/parse-query.ts';
import { textOfCustomer, textOfMessage, textOfTicket } from '#shared/domain/search/searched-text.ts';
import { sampleData } from '#helpdesk/seed/sample-data.ts';
import { answerRequest } from '#renderer/data/search/answer-request.ts';
import { SearchIndex } from '#renderer/data/search/search-index.ts';
import { stampOf } from '#renderer/data/store/stamp.ts';
import { say } from '../../../scripts/bootstrap/say.mjs';
import { addSample, type Samples } from '../measurements.ts';
import type { FailedRun } from '../report/result.ts';
import { median, quantile } from '../report/statistics.ts';

/** What is typed, letter by letter: words in both languages, in other forms, with errors, in the wrong layout, fields. */
const TYPED = [
  'адаптер не подключается',
  'оплату счетов',
  'лицензии',
  'update failed',
  'invoice payment',
  'adpater',
  'обновленеи',
  'ghjuhfvvf',
  'status:open отчёт',
  'наклейка гарантия -вопрос',
];
/** Tickets that are told, as in the window. */
const LIMIT = 100;
const STAMP = stampOf(1, 1);

interface Text {
  readonly ticket: number;
  readonly text: string;
}

/**
 * Measures searching as one types beside a scan of the same texts, one after the other in the same process. What is
 * measured is the work of the place where the index is, from the question to the answer with its ids; and what the index
 * finds by words and beginnings must be all that the scan finds.
 */
export async function measureSearch(options: {
  readonly tickets: number;
  readonly messagesPerTicket: number;
  readonly runs: number;
  readonly samples: Samples;
}): Promise<{ readonly failed: readonly FailedRun[]; readonly notes: readonly string[] }> {
  const { tickets, messagesPerTicket, runs, samples } = options;
  const { index, texts, buildMs, bytes } = build(tickets, messagesPerTicket);
  const written = performance.now();
  const content = structuredClone(index.content());
  const again = performance.now();
  const loaded = new SearchIndex(content);
  const loadMs = performance.now() - again;
  const notes = [
    `Index of ${texts.length.toLocaleString('en')} texts: made in ${(buildMs / 1000).toFixed(1)} s, ` +
      `${loaded.vocabulary.size.toLocaleString('en')} words, ${(bytes / 2 ** 20).toFixed(0)} MB of memory ` +
      `(texts beside it: ${(texts.reduce((sum, { text }) => sum + text.length, 0) / 2 ** 20).toFixed(0)} M letters), ` +
      `written down in ${(again - written).toFixed(0)} ms, read again in ${loadMs.toFixed(0)} ms.`,
  ];
  const questions = TYPED.flatMap((text) =>
    Array.from({ length: text.length }, (_, i) => text.slice(0, i + 1)),
  );
  const failed: FailedRun[] = checkFound(
    index,
    texts,
    await Promise.all(WHOLE.map((text) => answer(index, text))),
  );
  await Promise.all(questions.map((text) => answer(index, text))); // Warm, as after the first letters.
  for (let run = 0; run < runs; run += 1) {
    const product: number[] = [];
    const reference: number[] = [];
    for (const [n, text] of questions.entries()) {
      const both = [
        async () => product.push(await timeOf(() => answer(index, text))),
        async () => reference.push(await timeOf(async () => scan(texts, text))),
      ];
      for (const one of (run + n) % 2 === 0 ? both : both.toReversed()) await one();
    }
    const sample = { product: quantile(product, 0.95), reference: quantile(reference, 0.95) };
    addSample(samples, 'search', sample);
    say(
      `  run ${run + 1} of ${runs}  p95 ${sample.product.toFixed(2)} ms (median ${median(product).toFixed(2)}), ` +
        `scan p95 ${sample.reference.toFixed(1)} ms`,
    );
  }
  return { failed, notes };
}

function build(tickets: number, messagesPerTicket: number) {
  const sample = sampleData({ tickets, messagesPerTicket, now: Date.UTC(2026, 10, 1) as EpochMs });
  const texts: Text[] = [];
  const rows = [...sample.tickets()];
  globalThis.gc?.();
  const before = process.memoryUsage();
  const began = performance.now();
  const index = new SearchIndex();
  for (const { customer } of sample.world.customers) index.putCustomer(STAMP, customer);
  for (const { ticket, messages } of rows) {
    index.putTicket(STAMP, ticket);
    for (const message of messages) index.putMessage(STAMP, message, 2);
    index.settleIfMuch();
  }
  index.settle();
  const buildMs = performance.now() - began;
  globalThis.gc?.();
  const after = process.memoryUsage();
  const bytes = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  const customers = new Map(
    sample.world.customers.map(({ customer }) => [customer.id, textOfCustomer(customer).toLowerCase()]),
  );
  for (const { ticket, messages } of rows) {
    const own = [textOfTicket(ticket), customers.get(ticket.customerId) ?? ''];
    for (const message of messages) if (message.kind !== 'event') own.push(textOfMessage(message));
    for (const text of own) texts.push({ ticket: ticket.number, text: text.toLowerCase() });
  }
  return { index, texts, buildMs, bytes };
}

async function answer(index: SearchIndex, text: string) {
  const other = inOtherLayout(text);
  return answerRequest(
    index,
    {
      id: 1,
      query: parseQuery(text),
      other: other === null ? null : { text: other, query: parseQuery(other) },
      limit: LIMIT,
      me: '00000000-0000-7000-8000-000000000000' as never,
      people: [],
      queues: [],
      now: Date.UTC(2026, 10, 1),
      shown: [],
      unsent: [] as readonly (readonly [never, string])[],
    },
    async (_piece) => null satisfies string | null as MessageId | null,
    () => true,
  );
}

/** The reference: every text is looked through for every word. */
function scan(texts: readonly Text[], asked: string): ReadonlySet<number> {
  const words = asked
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const held = new Map<number, number>();
  for (const { ticket, text } of texts)
    words.forEach((word, n) => {
      if (text.includes(word)) held.set(ticket, (held.get(ticket) ?? 0) | (1 << n));
    });
  const all = (1 << words.length) - 1;
  return new Set([...held].filter(([, mask]) => mask === all).map(([ticket]) => ticket));
}

/** Words and beginnings whose finds are compared with those of a scan by whole words. */
const WHOLE = ['адаптер', 'счет', 'обнов', 'invoice', 'update', 'connect', 'файл'];

function checkFound(
  index: SearchIndex,
  texts: readonly Text[],
  answers: readonly Awaited<ReturnType<typeof answer>>[],
): FailedRun[] {
  return WHOLE.flatMap((text, n): FailedRun[] => {
    const begins = new RegExp(`(^|[^\\p{L}\\p{N}\\p{M}])${text}`, 'u');
    const truth = new Set(
      texts.filter((each) => begins.test(each.text.replaceAll('ё', 'е'))).map((each) => each.ticket),
    );
    const { total = 0, found = [] } = answers[n] ?? {};
    const numbers = found.map(
      ({ ticketId }) => index.tickets[index.ticketNumber(ticketId) ?? -1]?.facts?.number,
    );
    // By its forms the index finds more than a scan; never less.
    if (answers[n]?.insteadOf == null && total >= truth.size && (truth.size > 0 || numbers.length === 0))
      return [];
    return [{ name: 'search', what: `“${text}” finds ${total} tickets, a scan ${truth.size}.` }];
  });
}

async function timeOf(task: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await task();
  return performance.now() - began;
}
