import { afterEach, expect, it } from 'vitest';
import type { Desk } from '#renderer/data/desk.ts';
import type { ViewQuery } from '#renderer/data/read/view-query.ts';
import { DUE_FIRST } from '#shared/domain/views/order.ts';
import { closeDesks, open, openOnTicket } from '#tests/support/desk-harness.ts';
import { atRest, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

const UNREAD: ViewQuery = {
  view: 'all',
  queueId: null,
  filters: [{ match: 'all', conditions: [{ field: 'unread', is: true }], groups: [] }],
  order: DUE_FIRST,
};
const unread = (desk: Desk) =>
  desk.read
    .list(UNREAD)
    .get()
    .rows.map((row) => row.ticket.id);

it('what was read is read after a restart too, until the customer writes again', async () => {
  const { helpdesk, machine, desk, ticketId } = await openOnTicket();
  expect(unread(desk)).toEqual([ticketId]);
  desk.write.mark([ticketId], 'read');
  expect(unread(desk)).toEqual([]);
  await desk.close();

  const later = await open(machine);
  await atRest(later);
  expect(unread(later)).toEqual([]);
  const seen = later.read.seen.get().get(ticketId);
  helpdesk.backstage.writeAsCustomer(ticketId, 'Hello again');
  await until(later.read.tickets('all', null), ({ rows }) => rows[0]?.ticket.lastCustomerMessageId !== seen);
  expect(unread(later)).toEqual([ticketId]);

  later.write.mark([ticketId], 'read');
  later.write.mark([ticketId], 'unread');
  expect(unread(later)).toEqual([ticketId]);
});

it('all rows are said to be here only when they are', async () => {
  const { desk } = await openOnTicket();
  expect(await until(desk.read.complete, (value) => value)).toBe(true);
});
