import { expect, test } from 'vitest';
import { storableText } from '#shared/base/storable-text.ts';

test('leaves every real character as it was written', () => {
  const text = ' Касса\tне печатает \r\n 👩‍🔧 e\u0301 \u202eabc ';
  expect(storableText(text)).toBe(text);
});

test('takes NUL out and replaces halves of surrogate pairs, which no database keeps', () => {
  expect(storableText('a\u0000b\ud83dc\udc69')).toBe('ab\ufffdc\ufffd');
});
