import { describe, expect, test } from 'vitest';
import type { KeySequence } from '#shared/contract/ipc/own-keys.ts';
import { conflictsOf, giveKeys, isChanged, keysAfter, refusalOf } from '#renderer/hooks/key-conflicts.ts';
import { withOwnKeys, type Action } from '#renderer/hooks/use-actions.ts';

const key = (code: string): KeySequence => [{ code }];
const make = (name: string, keys: readonly KeySequence[], more: Partial<Action> = {}): Action => ({
  name,
  group: 'ticket',
  label: () => 'action.resolve',
  keys,
  when: () => 'yes',
  run: () => undefined,
  ...more,
});

const ACTIONS = [
  make('next', [key('KeyJ'), [{ code: 'ArrowDown', inList: true }]]),
  make('resolve', [key('KeyE')]),
  make('status', [key('KeyS')]),
  make('queue', [[{ code: 'KeyG' }, { code: 'KeyQ' }]]),
  make('entry.edit', [key('KeyE')], { group: 'decide' }),
  make('entry.next', [key('KeyJ')], { group: 'decide' }),
  make('send', [[{ code: 'Enter', mod: true }]], { where: 'own', group: 'composer' }),
  make('palette', [[{ code: 'KeyK', mod: true }]], { where: 'anywhere', group: 'window' }),
];
const keyed = (own = {}) => withOwnKeys(ACTIONS, own);
const find = (name: string, all = keyed()) => {
  const found = all.find((action) => action.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const namesOf = (name: string, ...keys: readonly KeySequence[]) =>
  conflictsOf(keyed(), find(name), keys).map((action) => action.name);

describe('a conflict is a key that could mean both', () => {
  test('the same key in the same part of the window', () => {
    expect(namesOf('status', key('KeyE'))).toEqual(['resolve']);
    expect(namesOf('status', key('KeyX'))).toEqual([]);
  });
  test('a key that begins a sequence, either way round', () => {
    expect(namesOf('resolve', key('KeyG'))).toEqual(['queue']);
    expect(namesOf('queue', [{ code: 'KeyE' }, { code: 'KeyX' }])).toEqual(['resolve']);
    expect(namesOf('status', [{ code: 'KeyG' }, { code: 'KeyX' }])).toEqual([]);
  });
  test('actions of parts that never meet have none, and those that share a key from the start neither', () => {
    expect(namesOf('entry.edit', key('KeyS'))).toEqual([]);
    expect(namesOf('send', key('KeyE'))).toEqual([]);
    const [next] = withOwnKeys([make('next', [key('KeyJ')])], {});
    const other = withOwnKeys([make('other', [key('KeyJ')])], {});
    expect(next === undefined ? null : conflictsOf(other, next, [key('KeyJ')])).toEqual([]);
  });
  test('what works anywhere meets everything', () => {
    expect(namesOf('send', [{ code: 'KeyK', mod: true }])).toEqual(['palette']);
    expect(namesOf('palette', [{ code: 'Enter', mod: true }])).toEqual(['send']);
  });
});

describe('keys are changed one at a time', () => {
  test('another in its place, one more, one away; never twice the same', () => {
    const next = find('next');
    expect(keysAfter(next, 0, key('KeyN'))).toEqual([key('KeyN'), next.keys[1]]);
    expect(keysAfter(next, 2, key('KeyN'))).toEqual([...next.keys, key('KeyN')]);
    expect(keysAfter(next, 0, null)).toEqual([next.keys[1]]);
    expect(keysAfter(next, 1, key('KeyJ'))).toEqual([key('KeyJ')]);
  });
  test('arrows and Enter are taken in the list only', () => {
    expect(keysAfter(find('resolve'), 0, key('Enter'))).toEqual([[{ code: 'Enter', inList: true }]]);
    expect(keysAfter(find('send'), 0, key('Enter'))).toEqual([key('Enter')]);
  });
  test('who has them loses them, and only them; an action with its first keys is not remembered', () => {
    const taken = giveKeys(keyed(), {}, find('status'), [key('KeyJ')]);
    expect(taken).toEqual({ status: [key('KeyJ')], next: [[{ code: 'ArrowDown', inList: true }]] });
    const all = keyed(taken);
    expect(find('status', all).keys).toEqual([key('KeyJ')]);
    expect(isChanged(find('next', all))).toBe(true);
    const back = giveKeys(all, taken, find('next', all), find('next', all).defaultKeys);
    expect(back).toEqual({ status: [] });
    const first = giveKeys(keyed(back), back, find('status', keyed(back)), [key('KeyS')]);
    expect(first).toEqual({});
  });
  test('keys of actions that this version does not know stay', () => {
    const own = { 'from.the.future': [key('KeyQ')] };
    expect(giveKeys(keyed(own), own, find('status'), [key('KeyX')])).toEqual({
      ...own,
      status: [key('KeyX')],
    });
  });
  test('a name like one of every object has no keys of its own', () => {
    expect(withOwnKeys([make('toString', [key('KeyX')])], {})[0]?.keys).toEqual([key('KeyX')]);
  });
});

describe('keys that belong to others are refused', () => {
  test.each([
    ['editing', [{ code: 'KeyC', mod: true }]],
    ['system', [{ code: 'KeyW', mod: true }]],
    ['system', [{ code: 'KeyT', mod: true, shift: true }]],
    ['system', [{ code: 'F5' }]],
    ['moving', [{ code: 'Space' }]],
    ['moving', [{ code: 'KeyG' }, { code: 'Tab' }]],
  ] as const)('%s', (why, sequence) => expect(refusalOf(sequence, false)).toBe(why));
  test('while typing only keys that print nothing', () => {
    expect(refusalOf(key('KeyE'), true)).toBe('typing');
    expect(refusalOf([{ code: 'KeyG', mod: true }, { code: 'KeyE' }], true)).toBe('typing');
    expect(refusalOf([{ code: 'KeyE', mod: true }], true)).toBeNull();
    expect(refusalOf(key('KeyE'), false)).toBeNull();
  });
});
