import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsTerm, matchesName, termMatches, wordMatch } from '#shared/domain/search/match-word.ts';
import { parseQuery } from '#shared/domain/search/parse-query.ts';
import { snippetOf } from '#shared/domain/search/snippet.ts';
import { errorsAllowed, isNear, lettersMissing, signatureOf } from '#shared/domain/search/typing-errors.ts';
import { wordsOf } from '#shared/domain/search/words.ts';

describe('words', () => {
  test('letters and figures side by side, small, ё as е, accents kept with their letter', () => {
    expect(wordsOf('Ёлка-2: «йод», café\u0301, VPN_client.log 😀 № 7')).toEqual([
      'елка',
      '2',
      'йод',
      'café\u0301'.normalize('NFC'),
      'vpn',
      'client',
      'log',
      '7',
    ]);
    expect(wordsOf('и\u0306од')).toEqual(['йод']);
  });

  test('a very long word counts by its beginning', () => {
    expect(wordsOf('a'.repeat(500))).toEqual(['a'.repeat(64)]);
  });
});

describe('a word is found', () => {
  const finds = (wanted: string, word: string, tolerant = false, asPrefix = false) =>
    wordMatch(wanted, { asForms: true, asPrefix, tolerant })(word);

  test.each([
    ['принтеры', 'принтерами'],
    ['оплата', 'оплату'],
    ['обновление', 'обновлений'],
    ['printing', 'printed'],
    ['invoices', 'invoice'],
  ])('by its forms: %s, %s', (wanted, word) => expect(finds(wanted, word)).toBe(true));

  test('by its beginning only where it may be one', () => {
    expect(finds('прин', 'принтер', false, true)).toBe(true);
    expect(finds('прин', 'принтер')).toBe(false);
  });

  test('despite one error from four letters on, two from eight on, none in what has figures', () => {
    expect(finds('притнер', 'принтер', true)).toBe(true);
    expect(finds('абновлениие', 'обновление', true)).toBe(true);
    expect(finds('кто', 'кит', true)).toBe(false);
    expect(finds('10457', '10458', true)).toBe(false);
    expect(finds('притн', 'принтерами', true, true)).toBe(true);
    expect([errorsAllowed('сбо'), errorsAllowed('сбой'), errorsAllowed('принтеры')]).toEqual([0, 1, 2]);
  });

  test('as a name by the beginnings of its words in any order', () => {
    expect(matchesName('пет анна', 'Анна Петрова')).toBe(true);
    expect(matchesName('anna boris', 'Anna Petrova')).toBe(false);
  });
});

test('isNear is the distance of Damerau and Levenshtein (oracle), signatures never rule out what is near', () => {
  const letters = fc.string({ unit: fc.constantFrom('а', 'б', 'в', 'x'), maxLength: 9 });
  fc.assert(
    fc.property(letters, letters, fc.constantFrom(1, 2), fc.boolean(), (wanted, word, most, asPrefix) => {
      const ends = asPrefix ? Array.from({ length: word.length + 1 }, (_, i) => word.slice(0, i)) : [word];
      const isTrue = ends.some((end) => distance(wanted, end) <= most);
      expect(isNear(wanted, word, most, asPrefix)).toBe(isTrue);
      if (isTrue) expect(lettersMissing(signatureOf(wanted), signatureOf(word))).toBeLessThanOrEqual(most);
    }),
    { numRuns: 3_000 },
  );
});

/** Optimal string alignment, the slow and simple way. */
function distance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => d[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(i - 2, j - 2) + 1);
      const row = d[i];
      if (row !== undefined) row[j] = cost;
    }
  return at(a.length, b.length);
}

describe('a snippet', () => {
  const marked = (text: string, query: string, tolerant = false) => {
    const { text: shown, marks } = snippetOf(text, parseQuery(query).terms, tolerant);
    return marks.map(([from, to]) => shown.slice(from, to));
  };

  test('marks forms, beginnings, words despite errors, and phrases as a whole', () => {
    expect(marked('Наши принтеры не печатают', 'принтер печат')).toEqual(['принтеры', 'печатают']);
    expect(marked('the printer is on fire', 'prniter ', true)).toEqual(['printer']);
    expect(marked('jam paper, paper jam', '"paper jam"')).toEqual(['paper', 'jam']);
  });

  test('is the part of a long text around the first mark, with no character cut in half', () => {
    const text = `${'слово '.repeat(200)}принтер${' 😀'.repeat(300)}`;
    const { text: shown, marks } = snippetOf(text, parseQuery('принтер').terms, false);
    expect(shown.length).toBeLessThan(240);
    expect(shown.slice(...(marks[0] ?? [0, 0]))).toBe('принтер');
    expect(/\p{Cs}/u.test(shown)).toBe(false);
  });

  test('excluded words are not marked', () => {
    expect(marked('printer jam', 'printer -jam')).toEqual(['printer']);
  });
});

test('holdsTerm finds a phrase in its own form and order only', () => {
  const phrase = termMatches(parseQuery('"paper jam" ').terms[0] as never, false);
  expect(holdsTerm(['a', 'paper', 'jam'], phrase)).toBe(true);
  expect(holdsTerm(['paper', 'a', 'jam'], phrase)).toBe(false);
  expect(holdsTerm(['papers', 'jam'], phrase)).toBe(false);
});
