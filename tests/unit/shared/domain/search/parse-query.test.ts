import { describe, expect, test } from 'vitest';
import { inOtherLayout } from '#shared/domain/search/keyboard-layout.ts';
import { parseQuery } from '#shared/domain/search/parse-query.ts';

const no = { isExcluded: false };

describe('parseQuery', () => {
  test('words all count, the last one is a beginning until something stands behind it', () => {
    expect(parseQuery('Принтёр не').terms).toEqual([
      { kind: 'word', words: ['принтер'], isPrefix: false, ...no },
      { kind: 'word', words: ['не'], isPrefix: true, ...no },
    ]);
    expect(parseQuery('printer ').terms[0]?.isPrefix).toBe(false);
    expect(parseQuery('prin* jam ').terms.map((term) => term.isPrefix)).toEqual([true, false]);
  });

  test('a phrase stands in quotation marks of any kind, and what is written together is one', () => {
    for (const text of ['"paper jam"', '«paper jam»', '“paper jam”'])
      expect(parseQuery(text).terms).toEqual([
        { kind: 'phrase', words: ['paper', 'jam'], isPrefix: false, ...no },
      ]);
    expect(parseQuery('"paper ja').terms[0]?.isPrefix).toBe(true);
    expect(parseQuery('anna@firm.example ').terms).toEqual([
      { kind: 'phrase', words: ['anna', 'firm', 'example'], isPrefix: false, ...no },
    ]);
  });

  test('a minus leaves out, of words, phrases and fields alike', () => {
    const { terms, fields } = parseQuery('-spam -"out of office" -tag:vip invoice');
    expect(terms.map((term) => [term.words.join(' '), term.isExcluded])).toEqual([
      ['spam', true],
      ['out of office', true],
      ['invoice', false],
    ]);
    expect(fields).toEqual([{ name: 'tag', value: 'vip', isExcluded: true }]);
  });

  test.each([
    ['from:Anna', 'от:Anna', { name: 'from', value: 'anna', ...no }],
    ['to:me', 'кому:me', { name: 'assignee', value: 'me', ...no }],
    ['assignee:"Anna P"', 'исполнитель:«Anna P»', { name: 'assignee', value: 'anna p', ...no }],
    ['customer:kim', 'клиент:kim', { name: 'customer', value: 'kim', ...no }],
    ['tag:VPN', 'тег:VPN', { name: 'tag', value: 'vpn', ...no }],
    ['status:resolved', 'статус:решён', { name: 'status', value: 'resolved', ...no }],
    ['queue:billing', 'очередь:billing', { name: 'queue', value: 'billing', ...no }],
    ['priority:urgent', 'приоритет:срочный', { name: 'priority', value: 'urgent', ...no }],
    ['has:attachment', 'есть:вложение', { name: 'has', value: 'attachment', ...no }],
    ['is:unassigned', 'это:ничьё', { name: 'is', value: 'unassigned', ...no }],
    [
      'before:2026-11-01',
      'до:01.11.2026',
      { name: 'before', value: { year: 2026, month: 11, day: 1 }, ...no },
    ],
    ['after:7d', 'после:7д', { name: 'after', value: { daysAgo: 7 }, ...no }],
    ['#123', '#123', { name: 'number', value: 123, ...no }],
  ])('%s and %s are the same field', (en, ru, field) => {
    for (const text of [en, ru])
      expect(parseQuery(text)).toEqual({ terms: [], fields: [field], problems: [] });
  });

  test('what is not understood as a field is told, and searched as text', () => {
    const asked = parseQuery('status:broken');
    expect(asked.problems).toEqual([{ kind: 'unknown-value', field: 'status', value: 'broken' }]);
    expect(asked.fields).toEqual([]);
    expect(asked.terms[0]?.words).toEqual(['status', 'broken']);
    expect(parseQuery('colour:red').problems[0]?.kind).toBe('unknown-field');
    expect(parseQuery('tag: vpn').problems[0]?.kind).toBe('no-value');
    expect(parseQuery('before:2026-02-31').problems[0]?.kind).toBe('unknown-value');
  });

  test('a field that is still being typed is told of later, and its value may be a beginning', () => {
    expect(parseQuery('vpn tag:')).toMatchObject({ terms: [{ words: ['vpn'] }], fields: [], problems: [] });
    expect(parseQuery('status:res').fields).toEqual([{ name: 'status', value: 'resolved', ...no }]);
  });

  test.each(['https://firm.example/a', 'c:\\temp', '10:30', 'error:0x80'])(
    '%s only looks like a field: nothing is told',
    (text) => expect(parseQuery(text)).toMatchObject({ fields: [], problems: [] }),
  );

  test.each(['', '   ', '-', '"', '::', '-"', '#', '«»', 'a:b:c:d', '\u0000'.repeat(9), 'x'.repeat(9_999)])(
    'never fails: %j',
    (text) => expect(() => parseQuery(text)).not.toThrow(),
  );
});

test('the other layout of the same keys, of one alphabet only', () => {
  expect(inOtherLayout('ghbdtn')).toBe('привет');
  expect(inOtherLayout('Jndtn')).toBe('Ответ');
  expect(inOtherLayout('бюхъжэ')).toBe(",.[];'");
  expect(inOtherLayout('[jlbn')).toBe('ходит');
  expect(inOtherLayout('зкштеук')).toBe('printer');
  expect(inOtherLayout('VPN сбой')).toBeNull();
  expect(inOtherLayout('42')).toBeNull();
});
