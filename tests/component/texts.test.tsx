import { describe, expect, test } from 'vitest';
import { createI18n, languageOf } from '#renderer/app/i18n.ts';
import { en } from '#renderer/app/texts/en.ts';
import { ru } from '#renderer/app/texts/ru.ts';

type Tree = { readonly [key: string]: string | Tree };
const PLURAL = /_(one|few|many|other)$/;

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) found.set(inner, text);
  }
  return found;
}
const english = flatten(en);
const russian = flatten(ru);
const placesOf = (text: string) => new Set([...text.matchAll(/{{\s*(\w+)/g)].map((match) => match[1]));

describe('English and Russian are both complete', () => {
  test('the same keys', () => {
    const keys = (texts: Map<string, string>) =>
      [...new Set([...texts.keys()].map((key) => key.replace(PLURAL, '')))].sort();
    expect(keys(russian)).toEqual(keys(english));
  });
  test('every plural has all the forms of its language', () => {
    for (const [texts, forms] of [
      [english, ['one', 'other']],
      [russian, ['few', 'many', 'one', 'other']],
    ] as const) {
      for (const key of texts.keys()) {
        if (!PLURAL.test(key)) continue;
        const base = key.replace(PLURAL, '');
        expect(
          [...texts.keys()]
            .filter((other) => other.replace(PLURAL, '') === base && PLURAL.test(other))
            .map((other) => other.slice(base.length + 1))
            .sort(),
          base,
        ).toEqual(forms);
      }
    }
  });
  test('the same places to fill, and nothing empty or left in the other language', () => {
    for (const [key, text] of russian) {
      const twin = english.get(key) ?? english.get(key.replace(PLURAL, '_other'));
      expect(placesOf(text), key).toEqual(placesOf(twin ?? ''));
      expect(text.trim(), key).not.toBe('');
      const words = text.replaceAll(/{{[^}]*}}|Vakhta/g, '');
      expect(/[A-Za-z]{3}/.test(words) && !/[А-Яа-яЁё]/.test(words), `${key}: ${text}`).toBe(false);
    }
    for (const [key, text] of english) expect(/[А-Яа-яЁё]/.test(text), `${key}: ${text}`).toBe(false);
  });
});

test('Russian plural forms are the right ones', () => {
  const { t } = createI18n('ru');
  const say = (count: number) => t('list.count', { count });
  expect([1, 2, 5, 11, 21, 22, 25, 111].map(say)).toEqual([
    '1 обращение',
    '2 обращения',
    '5 обращений',
    '11 обращений',
    '21 обращение',
    '22 обращения',
    '25 обращений',
    '111 обращений',
  ]);
  expect(t('connection.waiting', { count: 1 })).toBe('1 ждёт отправки');
  expect(t('connection.waiting', { count: 3 })).toBe('3 ждут отправки');
});

test('the language is the chosen one, else the first of the system that is ours, else English', () => {
  expect(languageOf('ru', ['en-GB'])).toBe('ru');
  expect(languageOf('system', ['de-DE', 'ru-RU', 'en'])).toBe('ru');
  expect(languageOf('system', ['de-DE'])).toBe('en');
});
