import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MessageId } from '#shared/base/brand.ts';
import { holdsTerm, termMatches } from '#shared/domain/search/match-word.ts';
import { parseQuery } from '#shared/domain/search/parse-query.ts';
import type { SearchQuery } from '#shared/domain/search/search-query.ts';
import { textOfMessage, textOfTicket } from '#shared/domain/search/searched-text.ts';
import { wordsOf } from '#shared/domain/search/words.ts';
import { SearchIndex } from '#renderer/data/search/search-index.ts';
import { stampOf } from '#renderer/data/store/stamp.ts';
import { runsAndSeed } from '#tests/support/oracle-settings.ts';
import { ask, searchMessage, searchTicket } from '#tests/support/search-rows.ts';

const { runs, seed } = runsAndSeed(300);

const WORDS = [
  'принтер',
  'принтеры',
  'принтерами',
  'печать',
  'печатает',
  'Обновление',
  'обновления',
  'ёлка',
  'елки',
  'сбой',
  'printer',
  'printers',
  'printing',
  'Invoice',
  'invoices',
  'jam',
  'paper',
  '0x80070005',
  '2026',
  'vpn-client',
  'a@b.example',
];
const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }).map((some) => some.join(' '));

/** What happens to the rows: `n` tells which, versions count up by themselves. */
const act = fc.oneof(
  fc.record({ kind: fc.constant('ticket' as const), n: fc.nat(5), text: words }),
  fc.record({ kind: fc.constant('message' as const), n: fc.nat(11), text: words }),
  fc.record({ kind: fc.constant('drop-ticket' as const), n: fc.nat(5) }),
  fc.record({ kind: fc.constant('drop-message' as const), n: fc.nat(11) }),
  fc.record({ kind: fc.constant('settle' as const) }),
  fc.record({ kind: fc.constant('write-down' as const) }),
);
const question = fc
  .tuple(
    fc.constantFrom(...WORDS),
    fc.nat(8),
    fc.constantFrom('', ' '),
    fc.constantFrom('', 'jam ', '-jam ', '"paper jam" '),
  )
  .map(([word, cut, end, before]) => before + word.slice(0, Math.max(1, word.length - cut)) + end);

/** The slow and simple way: every text is read for every question. */
function scan(
  tickets: ReadonlyMap<number, string>,
  messages: ReadonlyMap<number, string>,
  query: SearchQuery,
): readonly number[] {
  return [...tickets]
    .filter(([n, subject]) => {
      const own = [
        textOfTicket(searchTicket(n + 1, { subject: `s ${subject}` })),
        ...[...messages].flatMap(([m, text]) =>
          m % 6 === n ? [textOfMessage({ text, attachments: [] })] : [],
        ),
      ].map(wordsOf);
      return query.terms.every(
        (term) => own.some((piece) => holdsTerm(piece, termMatches(term, false))) !== term.isExcluded,
      );
    })
    .map(([n]) => n + 1)
    .sort((a, b) => a - b);
}

test(`after ${runs} histories the index finds exactly what a scan of all texts finds (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { maxLength: 40 }),
      fc.array(question, { minLength: 1, maxLength: 6 }),
      async (acts, questions) => {
        let index = new SearchIndex();
        const tickets = new Map<number, string>();
        const messages = new Map<number, string>();
        const texts = new Map<MessageId, string>();
        let version = 0;
        for (const each of acts) {
          const stamp = stampOf(1, ++version, each.kind.startsWith('drop'));
          if (each.kind === 'ticket') {
            tickets.set(each.n, each.text);
            index.putTicket(stamp, searchTicket(each.n + 1, { subject: `s ${each.text}` }));
          } else if (each.kind === 'message') {
            messages.set(each.n, each.text);
            const message = searchMessage(each.n + 1, (each.n % 6) + 1, each.text);
            texts.set(message.id, each.text);
            index.putMessage(stamp, message, 2);
          } else if (each.kind === 'drop-ticket') {
            tickets.delete(each.n);
            // Messages go with their ticket.
            for (const n of messages.keys()) if (n % 6 === each.n) messages.delete(n);
            index.dropTicket(stamp, searchTicket(each.n + 1).id);
          } else if (each.kind === 'drop-message') {
            messages.delete(each.n);
            const message = searchMessage(each.n + 1, (each.n % 6) + 1, '');
            index.dropMessage(stamp, message.ticketId, message.id);
          } else if (each.kind === 'settle') index.settle();
          else index = new SearchIndex(structuredClone(index.content()));
        }
        for (const text of questions) {
          const query = parseQuery(text);
          const answered = await ask(index, text, texts);
          // Where there is nothing it searches something else instead, which is another matter.
          const found = answered.insteadOf !== null ? [] : answered.found;
          const numbers = found.map(
            ({ ticketId }) => index.tickets[index.ticketNumber(ticketId) ?? -1]?.facts?.number ?? -1,
          );
          const expected = query.terms.every((term) => term.isExcluded) ? [] : scan(tickets, messages, query);
          expect(
            numbers.toSorted((a, b) => a - b),
            text,
          ).toEqual(expected);
        }
      },
    ),
    { seed, numRuns: runs },
  );
});

test(`${runs} words with one typing error find the ticket that has them (seed ${seed})`, async () => {
  const long = WORDS.filter((word) => /^\p{L}{5,}$/u.test(word));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...long),
      fc.nat(20),
      fc.constantFrom('drop', 'swap', 'change'),
      async (word, at, error) => {
        const index = new SearchIndex();
        index.putTicket(stampOf(1, 1), searchTicket(1));
        index.putMessage(stampOf(1, 1), searchMessage(1, 1, `before ${word} after`), 2);
        const i = at % (word.length - 1);
        const [a, b] = [word[i] ?? '', word[i + 1] ?? ''];
        const wrong =
          word.slice(0, i) + (error === 'drop' ? b : error === 'swap' ? b + a : `q${b}`) + word.slice(i + 2);
        expect((await ask(index, `${wrong} `)).total).toBe(1);
      },
    ),
    { seed, numRuns: runs },
  );
});
