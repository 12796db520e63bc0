import { describe, expect, test } from 'vitest';
import { epochMsSchema, sha256Schema, ticketIdSchema } from '#shared/base/brand.ts';

describe('identifiers', () => {
  test('are UUIDs in their canonical form only', () => {
    const id = '0193e6a0-7c2b-7000-8000-000000000001';
    expect(ticketIdSchema.parse(id)).toBe(id);
    for (const wrong of [
      id.toUpperCase().replace('0193E6A0', '0193E6AF'),
      `{${id}}`,
      `${id} `,
      id.replaceAll('-', ''),
      '',
      7,
    ])
      expect(ticketIdSchema.safeParse(wrong).success).toBe(false);
  });

  test('of attachments are lower-case SHA-256', () => {
    expect(sha256Schema.safeParse('a'.repeat(64)).success).toBe(true);
    for (const wrong of ['A'.repeat(64), 'a'.repeat(63), `../${'a'.repeat(61)}`])
      expect(sha256Schema.safeParse(wrong).success).toBe(false);
  });
});

test('times are whole milliseconds since 1970', () => {
  expect(epochMsSchema.parse(0)).toBe(0);
  for (const wrong of [-1, 1.5, NaN, '1']) expect(epochMsSchema.safeParse(wrong).success).toBe(false);
});
