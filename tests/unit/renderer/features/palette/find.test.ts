import { describe, expect, test } from 'vitest';
import { findItems } from '#renderer/features/palette/find-items.ts';
import { fold, readings } from '#renderer/features/palette/fold.ts';
import { inGroups, type PaletteItem } from '#renderer/features/palette/palette-item.ts';
import { filter, rank } from '#renderer/features/palette/rank.ts';

const item = (id: string, text: string, group: PaletteItem['group'] = 'actions'): PaletteItem => ({
  id,
  group,
  label: text,
  text: fold(text),
  choose: { run: () => undefined },
});
const ITEMS = [
  item('resolve', 'Resolve Решить close done закрыть готово'),
  item('reply', 'Reply Ответить answer'),
  item('priority', 'Priority Приоритет urgent срочно'),
  item('me', 'Person who resolves things'),
];
const ids = (typed: string) => findItems(ITEMS, readings(typed)).map((found) => found.id);

describe('what is typed in the wrong layout is found', () => {
  test('as an action', () => {
    expect(ids('куыщдму')).toEqual(['resolve', 'me']);
    expect(ids('htibnm')).toEqual(['resolve']);
  });
});

describe('the best comes first', () => {
  test('a word that begins with it before one that holds it', () => {
    expect(ids('resolve')[0]).toBe('resolve');
    expect(rank(['unresolved', 'to resolve'], 'resolve', 'none')).toEqual([1, 0]);
  });
  test('in Russian, by another word for it, with one wrong letter, words in any order', () => {
    expect(ids('реш')).toEqual(['resolve']);
    expect(ids('срочно')).toEqual(['priority']);
    expect(ids('priorty')).toEqual(['priority']);
    expect(ids('things person')).toEqual(['me']);
  });
  test('signs of the search library are none here', () => {
    expect(ids('-resolve')[0]).toBe('resolve');
    expect(ids('"resolve"')[0]).toBe('resolve');
    for (const odd of ['\\', '$', '(*', '😀']) expect(ids(odd), odd).toEqual([]);
    for (const nothing of ['"', '-', '" --']) expect(ids(nothing), nothing).toHaveLength(4);
  });
  test('nothing where there is nothing', () => {
    expect(ids('qqqq')).toEqual([]);
    expect(ids('—')).toEqual([]);
    expect(ids('x'.repeat(5000))).toEqual([]);
  });
  test('everything, in its own order, where nothing is asked', () => {
    expect(ids('  ')).toEqual(['resolve', 'reply', 'priority', 'me']);
  });
});

test('ё is е, and accents do not matter', () => {
  expect(filter([fold('Олег Журавлёв'), fold('Jürgen Krüger')], fold('журавлев'))).toEqual([0]);
  expect(filter([fold('Олег Журавлёв'), fold('Jürgen Krüger')], fold('jurgen'))).toEqual([1]);
  expect(filter([fold('Jürgen Krüger')], fold('Krüger'))).toEqual([0]);
});

test('groups come in their order, one can be put first, empty ones are left out', () => {
  const items = [item('a', 'a', 'settings'), item('b', 'b', 'tickets'), item('c', 'c', 'actions')];
  expect(inGroups(items).map((each) => each.group)).toEqual(['actions', 'tickets', 'settings']);
  expect(inGroups(items, 'tickets').map((each) => each.group)).toEqual(['tickets', 'actions', 'settings']);
});
