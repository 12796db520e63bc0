import { expect, test } from 'vitest';
import { isKnownBy, likenessOf, type Known } from '#shared/domain/customers/likeness.ts';

const who = (change: Partial<Known>): Known => ({ name: 'Nobody', email: null, phone: null, ...change });

test.each<[why: string, a: Partial<Known>, b: Partial<Known>, expected: string | null]>([
  ['an address in another case', { email: 'Anna@Example.com' }, { email: 'anna@example.com ' }, 'email'],
  ['a number written in another way', { phone: '+7 (912) 345-67-89' }, { phone: '8 912 345 67 89' }, 'phone'],
  ['a number that is too short to be one', { phone: '112' }, { phone: '112' }, null],
  ['the words of a name turned round', { name: 'Иван Петров' }, { name: 'петров иван' }, 'name'],
  ['one letter', { name: 'Семён Алексеев' }, { name: 'Семен Алексев' }, 'name'],
  ['two letters', { name: 'Anna Weber' }, { name: 'Anna Wagner' }, null],
  ['a first name alone', { name: 'Anna' }, { name: 'Anna' }, null],
  ['no address at all', { name: 'A B' }, { name: 'C D' }, null],
])('%s', (_, a, b, expected) => {
  expect(likenessOf(who(a), who(b))).toBe(expected);
  expect(likenessOf(who(b), who(a))).toBe(expected);
});

test('somebody is found by parts of his name and address, and by digits', () => {
  const anna = who({ name: 'Анна Берёзова', email: 'anna@example.com', phone: '+7 912 345-67-89' });
  expect(isKnownBy(anna, 'березова')).toBe(true);
  expect(isKnownBy(anna, 'example анна')).toBe(true);
  expect(isKnownBy(anna, '345 67')).toBe(true);
  expect(isKnownBy(anna, '34')).toBe(false);
  expect(isKnownBy(anna, '')).toBe(false);
  expect(isKnownBy(anna, 'boris')).toBe(false);
});
