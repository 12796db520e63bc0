import { describe, expect, test } from 'vitest';
import { messageIdOf } from '#shared/sync/apply-command.ts';
import { project } from '#shared/sync/project.ts';
import { makeActor, makeCommand, makeTicket, messageId, personId } from '#tests/support/oracle-things.ts';

const me = makeActor(0);
const assign = makeCommand('assign', { from: null, to: me.id }, { n: 1 });
const urgent = makeCommand('priority', { to: 'urgent' }, { n: 2 });
const reply = makeCommand('reply', { text: 'Done', attachments: [] }, { n: 3 });

describe('project', () => {
  test('without pending commands is the confirmed row itself', () => {
    const ticket = makeTicket(0);
    expect(project(ticket, [], me)).toEqual({ ticket, predicted: [] });
  });

  test('puts the pending commands on top, in the order they were given, at the times they were recorded', () => {
    const { ticket, predicted } = project(makeTicket(0), [assign, urgent, reply], me);
    expect(ticket).toMatchObject({
      assigneeId: me.id,
      priority: 'urgent',
      status: 'waiting',
      updatedAt: 2_000,
    });
    expect(predicted.map((each) => each.id)).toEqual([assign, urgent, reply].map(messageIdOf));
  });

  test('leaving a command out is the rollback: the same as if it had never been given', () => {
    const ticket = makeTicket(0);
    const { ticket: without, predicted } = project(ticket, [assign, reply], me);
    expect(without.priority).toBe('normal');
    expect(predicted).toHaveLength(2);
    expect(project(ticket, [], me).ticket).toBe(ticket);
  });

  test('passes over a command that would have no effect, and goes on behind it', () => {
    const taken = makeTicket(0, { assigneeId: personId(7) });
    const { ticket, predicted } = project(taken, [assign, urgent], me);
    expect(ticket).toMatchObject({ assigneeId: personId(7), priority: 'urgent' });
    expect(predicted.map((each) => each.id)).toEqual([messageIdOf(urgent)]);
  });

  test('I2: a command whose entry has come from the helpdesk is not applied again', () => {
    const confirmed = project(makeTicket(0), [assign, urgent], me).ticket;
    const changedSince = { ...confirmed, priority: 'low' as const };
    const done = new Set([messageIdOf(assign), messageIdOf(urgent)]);
    expect(project(changedSince, [assign, urgent], me, (id) => done.has(id))).toEqual({
      ticket: changedSince,
      predicted: [],
    });
  });

  test('I4: predicting what has been confirmed already changes nothing (the row has come, the answer has not)', () => {
    const ticket = project(makeTicket(0), [assign, urgent, reply], me).ticket;
    expect(project(ticket, [assign, urgent, reply], me).ticket).toEqual(ticket);
  });

  test('I6: a reply that the customer has overtaken is not shown as if it would be sent', () => {
    const overtaken = makeTicket(0, { lastCustomerMessageId: messageId(1) });
    expect(project(overtaken, [reply], me).predicted).toEqual([]);
  });
});
