import { describe, expect, test } from 'vitest';
import { changeSchema } from '#shared/sync/change.ts';
import { ACTION_OF, attachmentsOf, commandSchema } from '#shared/sync/command.ts';
import { answerSchema } from '#shared/sync/outcome.ts';
import {
  commandId,
  makeAttachment,
  makeCommand,
  makeCustomerMessage,
  makeTicket,
  messageId,
  personId,
  ticketId,
} from '#tests/support/oracle-things.ts';

const note = makeCommand('note', { text: 'Hello', attachments: [makeAttachment(1)] });

describe('commandSchema', () => {
  test.each([
    note,
    makeCommand('reply', { text: '', attachments: [makeAttachment(1)] }),
    makeCommand('assign', { from: null, to: personId(1) }),
    makeCommand('status', { to: 'resolved' }),
    makeCommand('priority', { to: 'urgent' }),
    makeCommand('tag', { add: ['vip'], remove: ['till, no'.slice(0, 4)] }),
  ])('I10: takes a stored $kind as it is', (command) => {
    expect(commandSchema.parse(JSON.parse(JSON.stringify(command)))).toEqual(command);
  });

  test.each([
    ['an unknown kind', { ...note, kind: 'merge' }],
    ['no id', { ...note, id: undefined }],
    ['an id that is no UUID', { ...note, id: '1' }],
    ['a number that does not count', { ...note, n: 0 }],
    ['a broken number', { ...note, n: 1.5 }],
    ['another kind’s payload', { ...note, payload: { to: 'urgent' } }],
    ['words beyond the limit', { ...note, payload: { text: 'a'.repeat(100_001), attachments: [] } }],
    ['too many files', { ...note, payload: { text: '', attachments: Array(21).fill(makeAttachment(1)) } }],
    ['an empty file', { ...note, payload: { text: '', attachments: [{ ...makeAttachment(1), size: 0 }] } }],
    [
      'a path as an address',
      { ...note, payload: { text: '', attachments: [{ ...makeAttachment(1), sha256: '../x' }] } },
    ],
    ['a tag with a comma', makeCommand('tag', { add: ['a,b'], remove: [] })],
    ['an empty tag', makeCommand('tag', { add: ['  '], remove: [] })],
    ['an invisible tag', makeCommand('tag', { add: ['\u202evip'], remove: [] })],
    ['a status that does not exist', { ...makeCommand('status', { to: 'open' }), payload: { to: 'closed' } }],
  ])('refuses %s', (_, wrong) => {
    expect(commandSchema.safeParse(wrong).success).toBe(false);
  });

  test('words come out so that every database keeps them', () => {
    const parsed = commandSchema.parse({
      ...note,
      payload: { text: 'a\u0000b\ud83d', attachments: [{ ...makeAttachment(1), name: 'x\u0000.png' }] },
    });
    expect(parsed.payload).toMatchObject({ text: 'ab\ufffd', attachments: [{ name: 'x.png' }] });
  });
  test('a file name of nothing that can be stored is no name', () => {
    const nameless = { ...makeAttachment(1), name: '\u0000' };
    expect(commandSchema.safeParse({ ...note, payload: { text: '', attachments: [nameless] } }).success).toBe(
      false,
    );
  });
});

test('every kind needs a right, and only words name attachments', () => {
  const kinds = commandSchema.options.map(({ shape }) => shape.kind.value);
  expect(Object.keys(ACTION_OF).toSorted()).toEqual(kinds.toSorted());
  // What 0.1 knew is there for ever (I10).
  expect(kinds).toEqual(expect.arrayContaining(['assign', 'note', 'priority', 'reply', 'status', 'tag']));
  expect(attachmentsOf(note)).toEqual([makeAttachment(1)]);
  expect(attachmentsOf(makeCommand('status', { to: 'open' }))).toEqual([]);
});

describe('answerSchema', () => {
  const outcomes = [
    { kind: 'applied' },
    { kind: 'held', reason: 'newer-message' },
    { kind: 'refused', reason: 'assigned-to-other' },
    { kind: 'deferred', reason: 'fenced' },
  ];
  test.each(outcomes)('takes $kind', (outcome) => {
    expect(answerSchema.parse({ id: commandId(1), outcome, changes: [] }).outcome).toEqual(outcome);
  });
  test.each([{ kind: 'held' }, { kind: 'refused', reason: 'bad mood' }, { kind: 'lost' }, null])(
    'refuses %j',
    (outcome) => {
      expect(answerSchema.safeParse({ id: commandId(1), outcome, changes: [] }).success).toBe(false);
    },
  );
});

describe('changeSchema', () => {
  const ticket = { type: 'ticket', id: ticketId(0), version: 3, row: makeTicket(0) };
  const message = {
    type: 'message',
    id: messageId(1),
    version: 1,
    row: makeCustomerMessage(1, ticketId(0), 5),
  };
  test.each([
    ticket,
    message,
    { type: 'ticket', id: ticketId(0), version: 4, gone: true },
    { type: 'message', id: messageId(1), ticketId: ticketId(0), version: 2, gone: true },
  ])('takes a $type of version $version', (change) => {
    expect(changeSchema.parse(change)).toEqual(change);
  });
  test.each([
    ['neither row nor gone', { type: 'ticket', id: ticketId(0), version: 3 }],
    ['an unknown type', { ...ticket, type: 'invoice' }],
    ['version 0', { ...ticket, version: 0 }],
    ['a row of another type', { ...ticket, row: message.row }],
    ['a message gone from nowhere', { type: 'message', id: messageId(1), version: 2, gone: true }],
  ])('refuses %s', (_, wrong) => {
    expect(changeSchema.safeParse(wrong).success).toBe(false);
  });
});
