import { describe, expect, test } from 'vitest';
import { ownKeySchema } from '#shared/contract/http/own-records.ts';
import { draftKeyOf, judgeArrival, readDraft, recordKeyOf } from '#renderer/data/own/draft-records.ts';
import { draftKey } from '#renderer/data/write/draft-saver.ts';
import { ticketId } from '#tests/support/oracle-things.ts';

test('the key of a draft goes to the helpdesk and back; other records are none of ours', () => {
  const key = draftKey(ticketId(7), 'note');
  expect(ownKeySchema.safeParse(recordKeyOf(key)).success).toBe(true);
  expect(draftKeyOf(recordKeyOf(key))).toBe(key);
  for (const foreign of [
    'view:1',
    'draft:nonsense',
    `draft:${ticketId(7)}:song`,
    `draft:${ticketId(7)}:note:x`,
  ])
    expect(draftKeyOf(foreign)).toBeNull();
});

test('a draft under the key of another ticket is not taken, nor what cannot be read', () => {
  const draft = { ticketId: ticketId(7), kind: 'note', text: 'x', attachments: [] };
  expect(readDraft(draftKey(ticketId(7), 'note'), draft)?.text).toBe('x');
  expect(readDraft(draftKey(ticketId(8), 'note'), draft)).toBeUndefined();
  expect(readDraft(draftKey(ticketId(7), 'note'), { song: 1 })).toBeUndefined();
  expect(readDraft(draftKey(ticketId(7), 'note'), null)).toBeNull();
});

describe('a draft that comes from another machine', () => {
  test('takes the place of one that nobody has changed here', () => {
    expect(judgeArrival('a', 'a', 'b', false)).toBe('take-over');
    expect(judgeArrival(null, null, 'b', false)).toBe('take-over');
    expect(judgeArrival('a', 'a', null, false)).toBe('take-over');
    expect(judgeArrival('b', 'a', 'b', false)).toBe('same');
  });

  test('is nothing new where it is what was sent from here, whatever has become of that here', () => {
    for (const isEdited of [true, false]) {
      expect(judgeArrival('b', 'a', 'a', isEdited)).toBe('same');
      expect(judgeArrival(null, 'a', 'a', isEdited)).toBe('same');
    }
  });

  test('never touches one that is being written', () => {
    expect(judgeArrival('a', 'a', 'b', true)).toBe('keep-ours-and-tell');
    expect(judgeArrival('c', 'a', 'b', true)).toBe('keep-ours-and-tell');
    expect(judgeArrival(null, 'a', 'b', true)).toBe('keep-ours-and-tell');
    expect(judgeArrival('c', 'a', null, true)).toBe('keep-ours');
  });

  test('where both have changed it, the helpdesk\u2019s is the draft and the other one told', () => {
    expect(judgeArrival('c', 'a', 'b', false)).toBe('take-over-and-tell');
    expect(judgeArrival('c', 'a', null, false)).toBe('keep-ours');
    expect(judgeArrival(null, 'a', 'b', false)).toBe('take-over');
  });
});
