import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storableText } from '#shared/base/storable-text.ts';
import { previewOf } from '#shared/domain/messages/preview.ts';
import { ticketSchema } from '#shared/domain/tickets/ticket.ts';

test('folds white space to one line', () => {
  expect(previewOf('  Hello,\r\n\n\tthe till\u00a0is  stuck. ')).toBe('Hello, the till is stuck.');
});

test('keeps 140 characters, and cuts longer text with a sign of it', () => {
  expect(previewOf('a'.repeat(140))).toBe('a'.repeat(140));
  expect(previewOf('a'.repeat(141))).toBe(`${'a'.repeat(139)}…`);
  expect(previewOf(`${'a'.repeat(138)} bcd`)).toBe(`${'a'.repeat(138)}…`);
});

test('never cuts a character in half: a half could not be stored', () => {
  expect(previewOf(`${'a'.repeat(138)}👩👩`)).toBe(`${'a'.repeat(138)}…`);
});

test('whatever the text, the preview fits the row and can be stored', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400, size: 'max' }), (text) => {
      const preview = previewOf(storableText(text));
      expect(ticketSchema.shape.lastLine.safeParse({ from: 'team', text: preview }).success).toBe(true);
      expect(storableText(preview)).toBe(preview);
      expect(preview).not.toMatch(/\n/);
    }),
  );
});
