import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileCheck } from '#shared/base/compile-check.ts';
import { TICKET_DEFAULTS } from '#shared/domain/tickets/ticket.ts';
import { CHANGE_SCHEMAS } from '#shared/sync/change.ts';

const uuid = '0190b0a0-0000-7000-8000-000000000001';
const ticket = {
  type: 'ticket',
  id: uuid,
  version: 3,
  row: {
    id: uuid,
    number: 12,
    subject: 'Принтер печатает пустые листы',
    queueId: uuid,
    customerId: uuid,
    customerName: 'Анна',
    status: 'open',
    priority: 'normal',
    assigneeId: null,
    tags: ['принтер', 'urgent'],
    channel: 'form',
    language: 'ru',
    environment: null,
    createdAt: 1,
    updatedAt: 2,
    waitingSince: null,
    lastCustomerMessageId: uuid,
    lastLine: { from: 'customer', text: 'Здравствуйте' },
    ...TICKET_DEFAULTS,
    snooze: { until: 7, since: 6, by: uuid },
  },
};
const reply = {
  type: 'message',
  id: uuid,
  version: 1,
  row: {
    kind: 'reply',
    id: uuid,
    ticketId: uuid,
    at: 5,
    authorName: 'Вера',
    authorId: uuid,
    text: 'Hello',
    attachments: [{ sha256: 'a'.repeat(64), name: 'a.png', type: 'image/png', size: 3 }],
  },
};
const tagged = {
  type: 'message',
  id: uuid,
  version: 1,
  row: {
    kind: 'event',
    id: uuid,
    ticketId: uuid,
    at: 5,
    authorId: uuid,
    event: { kind: 'tags', added: ['x'], removed: [] },
  },
};
const person = {
  type: 'person',
  id: uuid,
  version: 1,
  row: { id: uuid, name: 'Вера', role: 'operator', queueIds: [uuid], active: true, tier: 1 },
};
const queue = { type: 'queue', id: uuid, version: 1, row: { id: uuid, name: 'Q', position: 1 } };

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

/** A copy in which the value at a path is another; `undefined` takes the field away. */
function withChange(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return other;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  const inner = withChange(copy[key], rest, other);
  if (inner === undefined && !Array.isArray(copy)) delete copy[key];
  else copy[key] = inner;
  return copy;
}

const CASES = [
  ['ticket', ticket, CHANGE_SCHEMAS.row.ticket],
  ['reply', reply, CHANGE_SCHEMAS.row.message],
  ['event', tagged, CHANGE_SCHEMAS.row.message],
  ['person', person, CHANGE_SCHEMAS.row.person],
  ['queue', queue, CHANGE_SCHEMAS.row.queue],
] as const satisfies readonly (readonly [string, object, z.ZodType])[];

/** Values that fields have, nearly have, or must not have. */
const others = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      undefined,
      null,
      true,
      0,
      -1,
      0.5,
      1,
      2 ** 53,
      Number.NaN,
      '',
      ' ',
      'open',
      ' tag ',
      'a,b',
      'x'.repeat(301),
    ],
    ...[uuid, uuid.toUpperCase(), [], [uuid], ['x'], [null], {}, { kind: 'tags' }, 'reply', 'event'],
  ),
  fc.jsonValue(),
);

describe('compileCheck', () => {
  it.each(CASES)('accepts a %s as it is sent', (_, value, schema) => {
    expect(schema.parse(value)).toEqual(value);
    expect(compileCheck(schema)(value)).toBe(true);
  });

  it.each(CASES)('accepts of a spoiled %s only what the schema gives back unchanged', (_, value, schema) => {
    const check = compileCheck(schema as z.ZodType);
    const paths = pathsIn(value);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...paths), others), { maxLength: 2 }), (changes) => {
        let given: unknown = value;
        for (const [path, other] of changes) {
          try {
            given = withChange(given, path, other);
          } catch {
            // The first change took away what the second one would have changed.
          }
        }
        if (!check(given)) return;
        const parsed = (schema as z.ZodType).safeParse(given);
        expect(parsed.success).toBe(true);
        expect(parsed.data).toStrictEqual(given);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves unknown fields to the schema, which takes them away', () => {
    const check = compileCheck(CHANGE_SCHEMAS.row.queue);
    expect(check({ ...queue, more: 1 })).toBe(false);
    expect(check({ ...queue, row: { ...queue.row, more: 1 } })).toBe(false);
  });

  it('never accepts what it does not know', () => {
    expect(compileCheck(z.string().transform(Number))('1')).toBe(false);
    expect(compileCheck(z.object({ a: z.string().refine(() => false) }))({ a: 'x' })).toBe(false);
    expect(compileCheck(z.looseObject({ a: z.string() }))({ a: 'x' })).toBe(false);
    expect(compileCheck(z.union([z.string(), z.number()]))('x')).toBe(false);
    expect(compileCheck(z.email())('a@example.com')).toBe(false);
  });

  it('knows fields that may be absent, and rules of our own', () => {
    const schema = z.object({ a: z.string(), b: z.int().optional() }).refine((value) => value.a !== 'no');
    const check = compileCheck(schema);
    expect(check({ a: 'x' })).toBe(true);
    expect(check({ a: 'x', b: 1 })).toBe(true);
    expect(check({ a: 'no' })).toBe(false);
    expect(check({ a: 'x', b: 'y' })).toBe(false);
    expect(check({ a: 'x', c: 1 })).toBe(false);
    // The schema takes it, but would a copy keep it? It is asked.
    expect(check({ a: 'x', b: undefined })).toBe(false);
  });

  it('sees an answer with form and a signature quickly', () => {
    const rich = {
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'bold' }] }] },
        { type: 'blockquote', content: [{ type: 'paragraph' }] },
      ],
    };
    const check = compileCheck(CHANGE_SCHEMAS.row.message);
    expect(check({ ...reply, row: { ...reply.row, rich, signature: 'Вера' } })).toBe(true);
    expect(check({ ...reply, row: { ...reply.row, rich: { type: 'doc', content: [] } } })).toBe(false);
  });
});
