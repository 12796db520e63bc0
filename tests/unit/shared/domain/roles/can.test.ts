import { describe, expect, test } from 'vitest';
import { can, type Action, type Actor } from '#shared/domain/roles/can.ts';
import { roleSchema, type Role } from '#shared/domain/roles/role.ts';
import { queueId } from '#tests/support/oracle-things.ts';

const actions: readonly Action[] = [
  'ticket.read',
  'ticket.reply',
  'ticket.note',
  'ticket.assign',
  'ticket.status',
  'ticket.priority',
  'ticket.tag',
  'ticket.category',
  'ticket.snooze',
  'ticket.follow',
  'ticket.link',
  'ticket.delegate',
  'ticket.merge',
  'ticket.split',
  'attachment.upload',
  'people.manage',
];
const actor = (role: Role): Actor => ({ role, queueIds: [queueId(1)] });
const own = { queueId: queueId(1) };
const foreign = { queueId: queueId(2) };

describe('can', () => {
  test('I9: a trainee reads, and changes nothing at all', () => {
    for (const subject of [own, null])
      expect(actions.filter((action) => can(actor('trainee'), action, subject))).toEqual(['ticket.read']);
  });

  test.each(['operator', 'supervisor'] as const)('an %s does everything but manage people', (role) => {
    expect(actions.filter((action) => !can(actor(role), action, own))).toEqual(['people.manage']);
  });

  test('an administrator does everything', () => {
    expect(actions.every((action) => can(actor('administrator'), action, foreign))).toBe(true);
  });

  test.each(['operator', 'trainee'] as const)('I8: an %s does nothing in a queue that is not his', (role) => {
    expect(actions.some((action) => can(actor(role), action, foreign))).toBe(false);
  });

  test.each(['supervisor', 'administrator'] as const)('an %s sees every queue', (role) => {
    expect(can({ role, queueIds: [] }, 'ticket.read', foreign)).toBe(true);
  });

  test('every role has an answer to every action', () => {
    for (const role of roleSchema.options)
      for (const action of actions) expect(typeof can(actor(role), action, null)).toBe('boolean');
  });
});
