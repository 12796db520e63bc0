import { describe, expect, it } from 'vitest';
import type { Change } from '#shared/sync/change.ts';
import { messageIdOf } from '#shared/sync/apply-command.ts';
import type { StoredCommand } from '#renderer/data/store/stored.ts';
import { outboxAfterRows } from '#renderer/data/sync/outbox-changes.ts';
import { epochMs, makeCommand, makeTicket, personId, ticketId } from '#tests/support/oracle-things.ts';

const command = makeCommand('note', { text: 'n', attachments: [] });
const stored = (kind: 'waiting' | 'landed'): StoredCommand => ({
  order: 1,
  id: command.id,
  command,
  state: { kind },
  confirmed: false,
});
const entry: Change = {
  type: 'message',
  id: messageIdOf(command),
  version: 1,
  row: {
    kind: 'note',
    id: messageIdOf(command),
    ticketId: command.ticketId,
    at: epochMs(1),
    authorId: personId(0),
    authorName: 'Operator 0',
    text: 'n',
    attachments: [],
  },
};
const ticket = (count: number): Change => ({
  type: 'ticket',
  id: ticketId(count),
  version: 2,
  row: makeTicket(count),
});
const none = new Set<never>();

describe('the effect of a command', () => {
  it('has come with its entry and its ticket, whatever else follows', () => {
    const after = outboxAfterRows([stored('waiting')], [entry, ticket(0)], none, true);
    expect(after.changed).toEqual([[1, { ...stored('waiting'), confirmed: true }]]);
    expect(outboxAfterRows([stored('landed')], [entry, ticket(0)], none, true).changed).toEqual([[1, null]]);
  });

  it('has not come with its entry alone while the ticket may be on the next page: it stays predicted (I4)', () => {
    const half = outboxAfterRows([stored('landed')], [entry, ticket(1)], none, true);
    expect(half.changed).toEqual([]);
    expect(half.halves).toEqual(new Set([command.id]));
    const still = outboxAfterRows([stored('landed')], [ticket(1)], half.halves, true);
    expect(still).toEqual(half);
    const whole = outboxAfterRows([stored('landed')], [ticket(0)], still.halves, true);
    expect(whole).toEqual({ changed: [[1, null]], halves: none });
  });

  it('has come at the end of the pages: a change that nothing else follows needs no newer ticket', () => {
    const half = outboxAfterRows([stored('landed')], [entry], none, true);
    expect(outboxAfterRows([stored('landed')], [], half.halves, false).changed).toEqual([[1, null]]);
    expect(outboxAfterRows([stored('landed')], [entry], none, false).changed).toEqual([[1, null]]);
  });
});
