import { expect, it } from 'vitest';
import { wordsOf } from '#main/app/words.ts';

it('main speaks both languages completely', () => {
  const english = wordsOf('en');
  const russian = wordsOf('ru');
  expect(Object.values(english).filter((text) => text.trim() === '')).toEqual([]);
  expect(Object.values(russian).filter((text) => !/[а-яё]/i.test(text))).toEqual([]);
  expect(Object.keys(russian)).toEqual(Object.keys(english));
});
