import { expect, it } from 'vitest';
import { formOf, readForm } from '#renderer/features/partners/partner-form.ts';
import { SAMPLE_PARTNER } from '#tests/support/sample-desk-data.ts';

it('says what it was made of', () => {
  expect(readForm(formOf(SAMPLE_PARTNER.content)).content).toEqual(SAMPLE_PARTNER.content);
});

it('a new partner may at first see nothing that tells who the customer is', () => {
  expect(formOf(null).fields).toEqual(['subject', 'question', 'words']);
});

it('names what must be mended', () => {
  expect([...readForm({ ...formOf(null), fields: [], days: '1.5' }).problems].toSorted()).toEqual([
    'days',
    'email',
    'fields',
    'name',
  ]);
  const whole = formOf(SAMPLE_PARTNER.content);
  expect([...readForm({ ...whole, days: '366' }).problems]).toEqual(['days']);
  expect([...readForm({ ...whole, email: 'nobody' }).problems]).toEqual(['email']);
  expect(readForm({ ...whole, email: ' a@b.example ' }).content?.email).toBe('a@b.example');
});
