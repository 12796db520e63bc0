import { beforeEach, describe, expect, test } from 'vitest';
import type { MessageId } from '#shared/base/brand.ts';
import { stampOf } from '#renderer/data/store/stamp.ts';
import { SearchIndex } from '#renderer/data/search/search-index.ts';
import {
  ask,
  COLLEAGUE,
  numbersFound,
  SEARCHER,
  searchCustomer,
  searchMessage,
  searchTicket,
} from '#tests/support/search-rows.ts';

const first = stampOf(1, 1);
const second = stampOf(1, 2);
let index: SearchIndex;
let texts: Map<MessageId, string>;

beforeEach(() => {
  index = new SearchIndex();
  texts = new Map();
});

/** A ticket with messages, and their texts where phrases are looked up. */
function put(n: number, messages: readonly string[], given: Parameters<typeof searchTicket>[1] = {}): void {
  index.putTicket(first, searchTicket(n, given));
  messages.forEach((text, i) => {
    const message = searchMessage(n * 10 + i, n, text);
    texts.set(message.id, text);
    index.putMessage(first, message, 2);
  });
}

describe('finds', () => {
  test('all words of a query wherever in the ticket they stand, the one that changed last first', async () => {
    put(1, ['Принтер не печатает', 'после обновления']);
    put(2, ['Принтер сломался']);
    put(3, ['печатаем на принтере обновление']);
    expect(await numbersFound(index, 'принтеры печатать обновление ')).toEqual([3, 1]);
    expect(await numbersFound(index, 'принтер')).toEqual([3, 2, 1]);
  });

  test('what is in the head of a ticket before the rest, and a ticket by its number before all', async () => {
    put(1, ['ticket 7'], { subject: 'Printer' });
    put(7, ['printer jam']);
    put(8, ['7 printers']);
    expect(await numbersFound(index, 'printer')).toEqual([1, 8, 7]);
    expect(await numbersFound(index, '7')).toEqual([7, 8, 1]);
    expect(await numbersFound(index, '#8')).toEqual([8]);
  });

  test('by subject, tag, customer, address, company and name of a file', async () => {
    put(1, [], { subject: 'Invoice overdue', tags: ['vip'] });
    index.putCustomer(first, searchCustomer(1, { email: 'kim@firm.example', company: 'Рога и копыта' }));
    index.putMessage(first, searchMessage(11, 1, 'see', { file: 'report_2026.pdf' }), 2);
    texts.set(searchMessage(11, 1, '').id, 'see\nreport_2026.pdf');
    for (const text of ['overdue', 'vip', 'kim@firm.example', 'копыт', 'report_2026.pdf'])
      expect(await numbersFound(index, text, texts), text).toEqual([1]);
  });

  test('a phrase only where its words stand side by side', async () => {
    put(1, ['paper jam again']);
    put(2, ['jam on paper', 'paper and jam']);
    put(3, [], { subject: 'Paper jam' });
    expect(await numbersFound(index, '"paper jam" ', texts)).toEqual([3, 1]);
    expect(await numbersFound(index, 'paper -"paper jam"', texts)).toEqual([2]);
  });

  test('without words that are excluded', async () => {
    put(1, ['printer']);
    put(2, ['printer', 'solved by Boris']);
    expect(await numbersFound(index, 'printer -solved')).toEqual([1]);
  });

  test('by fields', async () => {
    put(1, ['a'], { status: 'resolved', assigneeId: SEARCHER, tags: ['vpn'], priority: 'urgent' });
    put(2, ['b'], { assigneeId: COLLEAGUE, updatedAt: Date.UTC(2026, 10, 5) as never });
    index.putMessage(first, searchMessage(21, 2, 'answer', { authorId: COLLEAGUE, file: 'x.txt' }), 2);
    index.putCustomer(first, searchCustomer(1, { name: 'Ольга Ким', company: 'Acme' }));
    for (const [text, numbers] of [
      ['status:resolved', [1]],
      ['-status:resolved', [2]],
      ['to:me', [1]],
      ['assignee:boris', [2]],
      ['is:unassigned', []],
      ['tag:VPN', [1]],
      ['priority:urgent', [1]],
      ['queue:bill', [2, 1]],
      ['customer:acme', [1]],
      ['from:ольга', [1]],
      ['from:boris', [2]],
      ['has:attachment', [2]],
      ['after:2026-11-01', [2]],
      ['before:2026-11-01', [1]],
      ['b status:open', [2]],
      ['b status:resolved', []],
    ] as const)
      expect(await numbersFound(index, text), text).toEqual(numbers);
  });
});

describe('in place of what is nowhere', () => {
  beforeEach(() => {
    put(1, ['Принтер не печатает']);
    put(2, ['The printer is on fire']);
  });

  test('words that are near, and says which', async () => {
    expect(await ask(index, 'притнер ')).toMatchObject({
      total: 1,
      insteadOf: { kind: 'near', words: ['принтер'] },
    });
    expect(await numbersFound(index, 'притн')).toEqual([1]);
  });

  test('the other layout, and says so; before typing errors', async () => {
    expect(await ask(index, 'ghbynth')).toMatchObject({
      total: 1,
      insteadOf: { kind: 'layout', text: 'принтер' },
    });
  });

  test('nothing, when there is nothing', async () => {
    expect(await ask(index, 'водопровод')).toMatchObject({ total: 0, insteadOf: null });
  });
});

describe('what changes and goes', () => {
  test('a newer version takes the place of an older one, in whatever order they come', async () => {
    index.putTicket(second, searchTicket(1, { subject: 'New' }));
    index.putTicket(first, searchTicket(1, { subject: 'Old' }));
    index.putMessage(second, searchMessage(1, 1, 'corrected'), 4);
    index.putMessage(first, searchMessage(1, 1, 'mistaken'), 2);
    expect(await numbersFound(index, 'old')).toEqual([]);
    expect(await numbersFound(index, 'new')).toEqual([1]);
    expect(await numbersFound(index, 'mistaken')).toEqual([]);
    expect(await numbersFound(index, 'corrected')).toEqual([1]);
  });

  test('I8: a ticket that leaves sight is not found any more, nor by its messages, and comes back with them', async () => {
    put(1, ['secret']);
    index.dropTicket(second, searchTicket(1).id);
    expect(await numbersFound(index, 'secret')).toEqual([]);
    expect(await numbersFound(index, 'subject')).toEqual([]);
    index.putTicket(first, searchTicket(1));
    expect(await numbersFound(index, 'subject')).toEqual([]);
    index.putTicket(stampOf(1, 3), searchTicket(1));
    index.putMessage(first, searchMessage(10, 1, 'secret'), 6);
    expect(await numbersFound(index, 'secret')).toEqual([1]);
  });

  test('I8: a message that leaves sight is not found any more, even if an older version comes later', async () => {
    put(1, ['kept']);
    const message = searchMessage(99, 1, 'secret');
    index.dropMessage(second, message.ticketId, message.id);
    index.putMessage(first, message, 2);
    expect(await numbersFound(index, 'secret')).toEqual([]);
  });

  test('I8: what a new run of the feed has not brought again goes with its end', async () => {
    put(1, ['alpha']);
    put(2, ['beta']);
    index.putTicket(stampOf(2, 1), searchTicket(2));
    index.putMessage(stampOf(2, 1), searchMessage(20, 2, 'beta'), 8);
    index.sweep(2);
    expect(await numbersFound(index, 'alpha')).toEqual([]);
    expect(await numbersFound(index, 'beta')).toEqual([2]);
    expect(await numbersFound(index, 'subject')).toEqual([2]);
  });

  test('words that are not sent are found, and a ticket by its status as shown', async () => {
    put(1, ['printer']);
    const ticketId = searchTicket(1).id;
    const unsent = { unsent: [[ticketId, 'we send a courier']] as const };
    expect((await ask(index, 'printer courier', texts, unsent)).found).toMatchObject([{ ticketId }]);
    expect((await ask(index, '"a courier" ', texts, unsent)).found).toMatchObject([
      { ticketId, isUnsent: true },
    ]);
    const shown = { shown: [[ticketId, searchTicket(1, { status: 'resolved' })]] as const };
    expect(await numbersFound(index, 'status:resolved', texts, shown)).toEqual([1]);
    expect(await numbersFound(index, 'status:open', texts, shown)).toEqual([]);
  });
});

test('written down and read again it finds the same, and goes on', async () => {
  put(1, ['Принтер']);
  index.putCustomer(first, searchCustomer(1, { company: 'Acme' }));
  index = new SearchIndex(structuredClone(index.content()));
  put(2, ['принтеру']);
  expect(await numbersFound(index, 'принтер ')).toEqual([2, 1]);
  expect(await numbersFound(index, 'acme')).toEqual([1]);
  index.dropTicket(second, searchTicket(1).id);
  expect(await numbersFound(index, 'принтер ')).toEqual([2]);
});
