import { describe, expect, it } from 'vitest';
import type { StoredCommand, StoredCommandState } from '#renderer/data/store/stored.ts';
import { joinStored } from '#renderer/data/outbox/join-stored.ts';
import { makeCommand } from '#tests/support/oracle-things.ts';

const command = makeCommand('note', { text: 'n', attachments: [] });
const at = (state: StoredCommandState, confirmed = false): StoredCommand => ({
  order: 1,
  id: command.id,
  command,
  state,
  confirmed,
});
const waiting = { kind: 'waiting' } as const;
const wanted = { kind: 'withdrawing', asked: false } as const;
const asked = { kind: 'withdrawing', asked: true } as const;
const landed = { kind: 'landed' } as const;
const refused = { kind: 'refused', reason: 'withdrawn', holder: null } as const;

describe('two accounts of one command', () => {
  it.each([
    ['what a person wants follows what he wanted before', waiting, wanted, wanted],
    ['and back', wanted, waiting, waiting],
    ['that the helpdesk may know is not unknown again', asked, wanted, asked],
    ['nor sent after all', asked, waiting, asked],
    ['a decision follows what waits', asked, refused, refused],
    ['and stays', refused, wanted, refused],
    ['as does what has landed', landed, waiting, landed],
    ['the later of two decisions is told later', landed, refused, refused],
  ] as const)('%s', (_what, known, told, joined) => {
    expect(joinStored(at(known), at(told)).state).toEqual(joined);
  });

  it('an effect that has come does not go again', () => {
    expect(joinStored(at(waiting, true), at(wanted)).confirmed).toBe(true);
    expect(joinStored(at(waiting), at(wanted, true)).confirmed).toBe(true);
  });

  it('another command in its place is taken as it is', () => {
    const other = { ...at(waiting), id: 'other' as never };
    expect(joinStored(at(refused, true), other)).toBe(other);
    expect(joinStored(undefined, other)).toBe(other);
  });
});
