import { describe, expect, it } from 'vitest';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import { blockersOf, decisionsByTicket } from '#renderer/features/outbox/arrange.ts';
import { makeSampleData } from '#tests/support/sample-desk-data.ts';

const NOW = 1_750_000_000_000;
const [early, late] = makeSampleData(2, NOW).tickets.map((ticket, n) => ({
  ...ticket,
  status: 'open' as const,
  priority: 'normal' as const,
  waitingSince: (NOW - (n === 0 ? 100 : 10) * 60_000) as typeof ticket.waitingSince,
}));
if (early === undefined || late === undefined) throw new Error('there are no tickets');

let made = 0;
function item(ticket: typeof early, state: 'held' | 'waiting', inSight = true): OutboxItem {
  made += 1;
  return {
    command: {
      id: `command ${made}`,
      ticketId: ticket?.id,
      kind: 'note',
    } as unknown as OutboxItem['command'],
    ticket: inSight ? (ticket ?? null) : null,
    state:
      state === 'held'
        ? { kind: 'held', reason: 'newer-message', newer: [] }
        : { kind: 'waiting', because: 'offline' },
    canDiscard: true,
    canTakeBack: false,
    canKeepSending: false,
    delay: null,
    changes: 0,
  };
}

describe('what has to be decided', () => {
  it('stands by ticket, the longest waiting customer first, tickets out of sight last', () => {
    const [gone, second, first] = [
      item({ ...late, id: 'gone' as typeof late.id }, 'held', false),
      item(late, 'held'),
      item(early, 'held'),
    ];
    expect(decisionsByTicket([gone, second, first]).map((group) => group.undecided)).toEqual([
      [first],
      [second],
      [gone],
    ]);
  });

  it('holds back what was given after it on its ticket, and nothing else (I3)', () => {
    const before = item(early, 'waiting');
    const held = item(early, 'held');
    const [behind, alsoBehind] = [item(early, 'waiting'), item(early, 'held')];
    const elsewhere = item(late, 'waiting');
    const outbox = [before, held, behind, elsewhere, alsoBehind];
    expect(decisionsByTicket(outbox)).toMatchObject([{ undecided: [held, alsoBehind], behind: [behind] }]);
    expect([...blockersOf(outbox)]).toEqual([
      [behind.command.id, held],
      [alsoBehind.command.id, held],
    ]);
  });
});
