import { describe, expect, test } from 'vitest';
import { keysAria, keysLabel } from '#renderer/hooks/key-names.ts';
import { isOneOf, isPress, type Press } from '#renderer/hooks/keys.ts';
import { isMeant } from '#renderer/hooks/find-action.ts';

const event = (
  code: string,
  more: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', true>> = {},
) => ({
  code,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

describe('a press is known by its place and its modifiers', () => {
  test('exactly these modifiers, Ctrl or Cmd', () => {
    expect(isPress({ code: 'KeyK', mod: true }, event('KeyK', { ctrlKey: true }))).toBe(true);
    expect(isPress({ code: 'KeyK', mod: true }, event('KeyK', { metaKey: true }))).toBe(true);
    expect(isPress({ code: 'KeyK', mod: true }, event('KeyK'))).toBe(false);
    expect(isPress({ code: 'KeyK' }, event('KeyK', { shiftKey: true }))).toBe(false);
    expect(isPress({ code: 'KeyK' }, event('KeyK', { altKey: true }))).toBe(false);
  });
  test('a part of the window that handles its keys itself takes single presses only', () => {
    const keys = [[{ code: 'KeyG' }, { code: 'KeyS' }], [{ code: 'Enter', mod: true }]];
    expect(isOneOf(keys, event('Enter', { ctrlKey: true }))).toBe(true);
    expect(isOneOf(keys, event('KeyG'))).toBe(false);
  });
});

describe('keys are written as the keyboard prints them', () => {
  const written = (press: Press, os = 'linux', layout?: ReadonlyMap<string, string>) =>
    keysLabel([press], os, layout);
  test('as on a US keyboard where nobody tells', () => {
    expect(written({ code: 'KeyE' })).toBe('E');
    expect(written({ code: 'Digit1' })).toBe('1');
    expect(written({ code: 'Comma', mod: true })).toBe('Ctrl ,');
    expect(written({ code: 'Slash', shift: true })).toBe('?');
    expect(written({ code: 'Enter', mod: true }, 'darwin')).toBe('⌘ ↵');
    expect(keysLabel([{ code: 'KeyG' }, { code: 'KeyQ' }], 'linux')).toBe('G Q');
  });
  test('as the layout says where it is known', () => {
    const german = new Map([
      ['KeyZ', 'y'],
      ['Slash', '-'],
    ]);
    expect(written({ code: 'KeyZ' }, 'linux', german)).toBe('Y');
    expect(written({ code: 'Slash', shift: true }, 'linux', german)).toBe('⇧ -');
  });
  test('assistive technology is told in its own words, and no sequences', () => {
    expect(keysAria([{ code: 'Enter', mod: true }], 'linux')).toBe('Control+Enter');
    expect(keysAria([{ code: 'KeyK', mod: true, shift: true }], 'darwin')).toBe('Meta+Shift+K');
    expect(keysAria([{ code: 'KeyG' }, { code: 'KeyQ' }], 'linux')).toBeUndefined();
  });
});

test('an action is found in a list of keys by words of its name, or by how its key is written', () => {
  expect(isMeant('', 'Next ticket', ['J'])).toBe(true);
  expect(isMeant('tick nex', 'Next ticket', ['J'])).toBe(true);
  expect(isMeant('g q', 'Queue', ['G Q'])).toBe(true);
  expect(isMeant('q', 'Next ticket', ['G Q'])).toBe(false);
});
