import { describe, expect, test } from 'vitest';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { messageSchema } from '#shared/domain/messages/message.ts';
import { ticketSchema } from '#shared/domain/tickets/ticket.ts';
import { applyCommand, messageIdOf, type Effect, type NoEffect } from '#shared/sync/apply-command.ts';
import type { Command } from '#shared/sync/command.ts';
import {
  epochMs,
  makeActor,
  makeAttachment,
  makeCommand,
  makeTicket,
  messageId,
  personId,
  queueId,
  referenceId,
  ticketId,
} from '#tests/support/oracle-things.ts';

const at = epochMs(5_000);
const me = makeActor(0);
const seen = (count: number) => ({ seen: { ticketVersion: 1, lastCustomerMessageId: messageId(count) } });

function effect(ticket: Ticket, command: Command): Effect {
  const result = applyCommand(ticket, command, me, at);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  // Whatever comes out can be stored and sent.
  expect(ticketSchema.parse(result.value.ticket)).toEqual(result.value.ticket);
  if (result.value.message !== null)
    expect(messageSchema.parse(result.value.message)).toEqual(result.value.message);
  return result.value;
}

function noEffect(ticket: Ticket, command: Command, actor = me): NoEffect {
  const result = applyCommand(ticket, command, actor, at);
  if (result.ok) throw new Error('It has an effect');
  return result.error;
}

describe('a reply', () => {
  const waiting = makeTicket(0, { lastCustomerMessageId: messageId(1) });

  test('goes into the timeline under the name of who wrote it, and the customer no longer waits', () => {
    const command = makeCommand('reply', { text: 'Try\nagain.', attachments: [makeAttachment(1)] }, seen(1));
    const { ticket, message } = effect(waiting, command);
    expect(ticket).toEqual({
      ...waiting,
      status: 'waiting',
      waitingSince: null,
      lastLine: { from: 'team', text: 'Try again.' },
      updatedAt: at,
    });
    expect(message).toEqual({
      kind: 'reply',
      id: command.id,
      ticketId: waiting.id,
      at,
      authorId: me.id,
      authorName: me.name,
      text: 'Try\nagain.',
      attachments: [makeAttachment(1)],
    });
  });

  test.each([
    ['another message', seen(2)],
    ['no message at all', {}],
  ])('I6: is held when %s was before the operator’s eyes instead of the newest', (_, what) => {
    expect(noEffect(waiting, makeCommand('reply', { text: 'Done.', attachments: [] }, what))).toEqual({
      kind: 'held',
      reason: 'newer-message',
    });
  });

  test('is not held where the customer has not written yet', () => {
    expect(
      effect(makeTicket(0), makeCommand('reply', { text: 'Hello', attachments: [] })).message?.kind,
    ).toBe('reply');
  });

  test('a second one after the first is not held: our own words are no news to us', () => {
    const first = effect(waiting, makeCommand('reply', { text: '1', attachments: [] }, { ...seen(1), n: 1 }));
    const second = makeCommand('reply', { text: '2', attachments: [] }, { ...seen(1), n: 2 });
    expect(effect(first.ticket, second).ticket.lastLine?.text).toBe('2');
  });

  test('needs words or a file', () => {
    expect(noEffect(waiting, makeCommand('reply', { text: ' \n ', attachments: [] }, seen(1)))).toEqual({
      kind: 'refused',
      reason: 'invalid',
    });
    const file = makeCommand('reply', { text: '', attachments: [makeAttachment(1)] }, seen(1));
    expect(effect(waiting, file).message?.kind).toBe('reply');
  });

  test('opens nothing: a resolved ticket then waits for the customer', () => {
    const resolved = makeTicket(0, { status: 'resolved', waitingSince: null });
    expect(effect(resolved, makeCommand('reply', { text: 'P.S.', attachments: [] })).ticket.status).toBe(
      'waiting',
    );
  });
});

describe('a note', () => {
  test('stays with the team: neither status nor the last line change, and a newer message does not hold it', () => {
    const ticket = makeTicket(0, { lastCustomerMessageId: messageId(9) });
    const command = makeCommand('note', { text: 'Calls back at 3', attachments: [] });
    const result = effect(ticket, command);
    expect(result.ticket).toEqual({ ...ticket, updatedAt: at });
    expect(result.message).toMatchObject({ kind: 'note', id: command.id, text: 'Calls back at 3' });
  });
  test('needs words or a file', () => {
    expect(noEffect(makeTicket(0), makeCommand('note', { text: '', attachments: [] })).kind).toBe('refused');
  });
});

describe('an assignment', () => {
  const to = (from: number | null, target: number | null) =>
    makeCommand('assign', {
      from: from === null ? null : personId(from),
      to: target === null ? null : personId(target),
    });

  test('of a free ticket is written into the timeline', () => {
    const { ticket, message } = effect(makeTicket(0), to(null, 1));
    expect(ticket.assigneeId).toBe(personId(1));
    expect(message).toMatchObject({
      kind: 'event',
      event: { kind: 'assigned', from: null, to: personId(1) },
    });
  });
  test('takes a ticket from the one who was seen to have it, and gives it back', () => {
    const taken = makeTicket(0, { assigneeId: personId(2) });
    expect(effect(taken, to(2, 1)).ticket.assigneeId).toBe(personId(1));
    expect(effect(taken, to(2, null)).ticket.assigneeId).toBeNull();
  });
  test.each([1, null])('to %s is refused when somebody else has taken the ticket since', (target) => {
    const taken = makeTicket(0, { assigneeId: personId(3) });
    const reason = { kind: 'refused', reason: 'assigned-to-other' };
    expect(noEffect(taken, to(null, target))).toEqual(reason);
    expect(noEffect(taken, to(2, target))).toEqual(reason);
  });
  test('to the one who has it changes nothing, whoever was seen', () => {
    const ticket = makeTicket(0, { assigneeId: personId(1) });
    expect(effect(ticket, to(null, 1))).toEqual({ ticket, message: null });
  });
  test('is possible when the one who was seen has given it back since', () => {
    expect(effect(makeTicket(0), to(2, 1)).ticket.assigneeId).toBe(personId(1));
  });
});

describe('a status', () => {
  const waiting = makeTicket(0, { status: 'open', lastCustomerMessageId: messageId(1) });

  test('resolved, with the newest message seen: nobody waits any more', () => {
    const { ticket, message } = effect(waiting, makeCommand('status', { to: 'resolved' }, seen(1)));
    expect(ticket).toMatchObject({ status: 'resolved', waitingSince: null, updatedAt: at });
    expect(message).toMatchObject({ event: { kind: 'status', from: 'open', to: 'resolved' } });
  });
  test('I6: resolved is held when a newer message has not been seen', () => {
    expect(noEffect(waiting, makeCommand('status', { to: 'resolved' }, seen(2)))).toEqual({
      kind: 'held',
      reason: 'newer-message',
    });
  });
  test('waiting is no answer and is not held', () => {
    expect(effect(waiting, makeCommand('status', { to: 'waiting' }, seen(2))).ticket.status).toBe('waiting');
  });
  test('open: the customer waits from now on', () => {
    const resolved = makeTicket(0, { status: 'resolved', waitingSince: null });
    expect(effect(resolved, makeCommand('status', { to: 'open' })).ticket.waitingSince).toBe(at);
  });
  test('that already is changes nothing, a newer message or not', () => {
    const resolved = makeTicket(0, { status: 'resolved', lastCustomerMessageId: messageId(1) });
    expect(effect(resolved, makeCommand('status', { to: 'resolved' }))).toEqual({
      ticket: resolved,
      message: null,
    });
  });
});

test('a priority is changed, once', () => {
  const command = makeCommand('priority', { to: 'urgent' });
  const { ticket, message } = effect(makeTicket(0), command);
  expect(ticket.priority).toBe('urgent');
  expect(message).toMatchObject({ event: { kind: 'priority', from: 'normal', to: 'urgent' } });
  expect(effect(ticket, command)).toEqual({ ticket, message: null });
});

describe('tags', () => {
  const tagged = makeTicket(0, { tags: ['till', 'printer'] });

  test('come and go, and only what really changes is told', () => {
    const command = makeCommand('tag', { add: ['vip', 'till'], remove: ['printer', 'licence'] });
    const { ticket, message } = effect(tagged, command);
    expect(ticket.tags).toEqual(['till', 'vip']);
    expect(message).toMatchObject({ event: { kind: 'tags', added: ['vip'], removed: ['printer'] } });
  });
  test('are never there twice', () => {
    const command = makeCommand('tag', { add: ['vip', 'vip'], remove: ['till', 'till'] });
    const { ticket, message } = effect(tagged, command);
    expect(ticket.tags).toEqual(['printer', 'vip']);
    expect(message).toMatchObject({ event: { added: ['vip'], removed: ['till'] } });
  });
  test.each([['till'], ['vip']])('%s, asked to come and to go, is not there afterwards', (tag) => {
    expect(effect(tagged, makeCommand('tag', { add: [tag], remove: [tag] })).ticket.tags).not.toContain(tag);
  });
  test('that change nothing write nothing', () => {
    expect(effect(tagged, makeCommand('tag', { add: ['till'], remove: ['vip'] }))).toEqual({
      ticket: tagged,
      message: null,
    });
  });
  test('beyond the limit are refused; making room in the same command helps', () => {
    const full = makeTicket(0, { tags: Array.from({ length: 30 }, (_, count) => `tag ${count}`) });
    expect(noEffect(full, makeCommand('tag', { add: ['one more'], remove: [] }))).toEqual({
      kind: 'refused',
      reason: 'invalid',
    });
    expect(
      effect(full, makeCommand('tag', { add: ['one more'], remove: ['tag 3'] })).ticket.tags,
    ).toHaveLength(30);
  });
});

describe('every kind', () => {
  const commands: readonly Command[] = [
    makeCommand('reply', { text: 'Hello', attachments: [] }),
    makeCommand('note', { text: 'Hello', attachments: [] }),
    makeCommand('assign', { from: null, to: personId(0) }),
    makeCommand('status', { to: 'resolved' }),
    makeCommand('priority', { to: 'low' }),
    makeCommand('tag', { add: ['vip'], remove: [] }),
  ];

  test.each(commands)('I9: $kind of a trainee is refused', (command) => {
    expect(noEffect(makeTicket(0), command, makeActor(0, { role: 'trainee' }))).toEqual({
      kind: 'refused',
      reason: 'not-allowed',
    });
  });
  test.each(commands)('I8: $kind in a foreign queue is refused', (command) => {
    expect(noEffect(makeTicket(0), command, makeActor(0, { queueIds: [queueId(5)] }))).toEqual({
      kind: 'refused',
      reason: 'not-allowed',
    });
  });
  test.each(commands)('I2: $kind adds one entry, under its own id', (command) => {
    expect(effect(makeTicket(0), command).message?.id).toBe(messageIdOf(command));
    expect(messageIdOf(command)).toBe(command.id);
  });
  test.each(commands)('I12: $kind never puts the time of change back, whatever the clock says', (command) => {
    const ahead = makeTicket(0, { updatedAt: epochMs(9_000) });
    expect(effect(ahead, command).ticket.updatedAt).toBe(9_000);
  });
  test.each(commands)('$kind leaves its arguments as they are', (command) => {
    const ticket = makeTicket(0, { tags: ['till'] });
    Object.freeze(ticket);
    Object.freeze(ticket.tags);
    Object.freeze(command);
    Object.freeze(command.payload);
    effect(ticket, command);
  });
});

describe('what is done besides answering', () => {
  const until = epochMs(90_000);
  const snoozed = makeTicket(0, { snooze: { until, since: epochMs(1), by: me.id } });

  test('the same snooze again changes nothing; another time takes its place', () => {
    expect(effect(snoozed, makeCommand('snooze', { until })).message).toBe(null);
    expect(effect(snoozed, makeCommand('snooze', { until: null })).ticket.snooze).toMatchObject({
      until: null,
    });
    expect(effect(makeTicket(0), makeCommand('snooze', {})).message).toBe(null);
  });

  test('an answer leaves a snooze as it is, resolving ends it', () => {
    const words = { text: 'Hello', attachments: [] };
    expect(effect(snoozed, makeCommand('reply', words)).ticket.snooze).toEqual(snoozed.snooze);
    expect(effect(snoozed, makeCommand('status', { to: 'resolved' })).ticket.snooze).toBe(null);
  });

  test('handing over to where it is already tells the note and takes it from nobody', () => {
    const mine = makeTicket(0, { assigneeId: personId(7), tier: 2 });
    const given = (note: string) =>
      effect(mine, makeCommand('delegate', { from: null, to: { kind: 'tier', tier: 2 }, note }));
    expect(given('Look at the log')).toMatchObject({ ticket: { assigneeId: personId(7) } });
    expect(given('Look at the log').message).not.toBe(null);
    expect(given(' ').message).toBe(null);
  });

  test('a partner has a ticket once, out of the way, until it has answered or it is taken back', () => {
    const partner = { id: referenceId(0), name: 'Partner 0', email: 'partner@example.com' };
    const letter = { subject: 'Request', text: 'Please help.' };
    const give = makeCommand('hand-to-partner', { partner, passed: ['words'], letter, until: epochMs(90) });
    const back = (how: 'answered' | 'taken-back', text: string) =>
      makeCommand('back-from-partner', { how, text });
    const waits = makeTicket(0, { status: 'waiting', waitingSince: null });
    const given = effect(waits, give).ticket;
    expect(given).toMatchObject({
      partner: { ...partner, until: 90 },
      snooze: { until: 90 },
      status: 'waiting',
    });
    expect(noEffect(given, give)).toEqual({ kind: 'refused', reason: 'partner-changed' });
    expect(noEffect(waits, back('taken-back', ''))).toEqual({ kind: 'refused', reason: 'partner-changed' });
    expect(noEffect(given, back('answered', ' '))).toEqual({ kind: 'refused', reason: 'invalid' });
    expect(noEffect(makeTicket(0, { status: 'resolved' }), give)).toEqual({
      kind: 'refused',
      reason: 'invalid',
    });
    const free = { partner: null, snooze: null };
    expect(effect(given, back('taken-back', '')).ticket).toMatchObject({ ...free, status: 'waiting' });
    const answered = effect(given, back('answered', 'A new driver.'));
    expect(answered.ticket).toMatchObject({ ...free, status: 'open' });
    expect(answered.ticket.waitingSince).not.toBe(null);
    expect(answered.message).toMatchObject({
      event: { kind: 'back-from-partner', partner, text: 'A new driver.' },
    });
  });

  test('merging remembers what unmerging restores; in between it is not answered', () => {
    const into = ticketId(1);
    const merged = effect(snoozed, makeCommand('merge', { into })).ticket;
    expect(merged).toMatchObject({ mergedInto: into, status: 'resolved', waitingSince: null, snooze: null });
    expect(noEffect(merged, makeCommand('status', { to: 'open' }))).toEqual({
      kind: 'refused',
      reason: 'invalid',
    });
    expect(noEffect(merged, makeCommand('merge', { into: ticketId(2) }))).toEqual({
      kind: 'refused',
      reason: 'merged',
    });
    const apart = effect(merged, makeCommand('merge', { into: null })).ticket;
    expect(apart).toEqual({ ...snoozed, updatedAt: apart.updatedAt });
  });

  test('nothing is linked with itself or with too many', () => {
    const links = Array.from({ length: 50 }, (_, count) => ticketId(count + 1));
    const full = makeTicket(0, { links });
    const refused = { kind: 'refused', reason: 'invalid' };
    expect(noEffect(full, makeCommand('link', { to: ticketId(99), on: true }))).toEqual(refused);
    expect(noEffect(makeTicket(0), makeCommand('link', { to: ticketId(0), on: true }))).toEqual(refused);
    expect(effect(full, makeCommand('link', { to: ticketId(3), on: true })).message).toBe(null);
  });
});
