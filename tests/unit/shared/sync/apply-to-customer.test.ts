import { describe, expect, test } from 'vitest';
import { MAX_NOTES } from '#shared/domain/customers/customer-note.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import { applyToCustomer, projectCustomer, type CustomerCommand } from '#shared/sync/apply-to-customer.ts';
import {
  customerId,
  customerNoteId,
  epochMs,
  makeActor,
  makeCommand,
  personId,
} from '#tests/support/oracle-things.ts';

const anna = makeActor(0);
const boris = makeActor(1);
const maria = { ...makeActor(2), role: 'supervisor' as const };

const bare: Customer = {
  id: customerId(0),
  name: 'Kim',
  email: null,
  phone: null,
  company: null,
  language: 'en',
  level: 'beginner',
  products: [],
  environment: null,
  createdAt: epochMs(0),
};
const say = (payload: CustomerCommand['payload']) => makeCommand('customer-note', payload) as CustomerCommand;
const noteId = customerNoteId(0);
const noted: Customer = {
  ...bare,
  notes: [{ id: noteId, authorId: anna.id, at: epochMs(1), text: 'Deaf.' }],
};

describe('notes on a customer', () => {
  test('are written, changed with a trace, and removed', () => {
    const written = applyToCustomer(bare, say({ noteId, text: 'Deaf.' }), anna, epochMs(1));
    expect(written).toEqual({ ok: true, value: noted });
    const changed = applyToCustomer(noted, say({ noteId, text: 'Deaf in one ear.' }), anna, epochMs(2));
    expect(changed).toMatchObject({
      value: { notes: [{ at: 1, text: 'Deaf in one ear.', edited: { by: anna.id, at: 2 } }] },
    });
    expect(applyToCustomer(noted, say({ noteId, text: null }), anna, epochMs(3))).toMatchObject({
      value: { notes: [] },
    });
  });

  test('the same command again changes nothing more (I2)', () => {
    expect(projectCustomer(noted, [say({ noteId, text: 'Deaf.' })], anna)).toEqual(noted);
  });

  test('of another are a supervisor’s to change', () => {
    const change = say({ noteId, text: null });
    expect(applyToCustomer(noted, change, boris, epochMs(2))).toEqual({
      ok: false,
      error: { kind: 'refused', reason: 'not-allowed' },
    });
    expect(applyToCustomer(noted, change, maria, epochMs(2)).ok).toBe(true);
  });

  test('come back under their author’s name, with a trace, from those who may remove them', () => {
    const back = say({ noteId, text: 'Deaf.', first: { authorId: anna.id, at: epochMs(1) } });
    expect(applyToCustomer(bare, back, maria, epochMs(3))).toMatchObject({
      value: { notes: [{ authorId: anna.id, at: 1, edited: { by: maria.id, at: 3 } }] },
    });
    // Nobody puts words into another's mouth.
    expect(applyToCustomer(bare, back, boris, epochMs(3))).toMatchObject({
      value: { notes: [{ authorId: boris.id, at: 3 }] },
    });
  });

  test('are not without end, and not empty', () => {
    const full: Customer = {
      ...bare,
      notes: Array.from({ length: MAX_NOTES }, (_, n) => ({
        id: customerNoteId(n + 1),
        authorId: personId(0),
        at: epochMs(n),
        text: 'x',
      })),
    };
    const refused = { ok: false, error: { kind: 'refused', reason: 'invalid' } };
    expect(applyToCustomer(full, say({ noteId, text: 'One more.' }), anna, epochMs(1))).toEqual(refused);
    expect(applyToCustomer(bare, say({ noteId, text: ' \n' }), anna, epochMs(1))).toEqual(refused);
  });
});
