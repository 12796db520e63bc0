import { expect, test } from 'vitest';
import { fillSignature, MAX_SIGNATURE_CHARS } from '#shared/domain/queues/signature.ts';

const anna = { name: 'Anna Lind', publicName: 'Anna L.' };

test('the places are filled with the public name and the queue', () => {
  expect(fillSignature({ name: 'Billing', signature: '{name}\n{queue} · {phone}' }, anna)).toBe(
    'Anna L.\nBilling · {phone}',
  );
  expect(fillSignature({ name: 'Billing', signature: '{name}' }, { name: '$& {queue}' })).toBe('$& {queue}');
});

test('a queue without one has none', () => {
  expect(fillSignature({ name: 'Billing' }, anna)).toBeNull();
  expect(fillSignature({ name: 'Billing', signature: ' \n' }, anna)).toBeNull();
});

test('filled it is never longer than a message takes', () => {
  const signature = '{name}'.repeat(300);
  expect(fillSignature({ name: 'x', signature }, { name: 'y'.repeat(200) })).toHaveLength(
    MAX_SIGNATURE_CHARS,
  );
});
