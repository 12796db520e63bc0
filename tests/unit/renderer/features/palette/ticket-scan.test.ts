import { expect, test } from 'vitest';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';
import { createTicketScan, SLICE_MS } from '#renderer/features/palette/ticket-scan.ts';
import { readings } from '#renderer/features/palette/fold.ts';
import { makeSampleData } from '#tests/support/sample-desk-data.ts';

const NOW = 1_750_000_000_000;
const rowsOf = (count: number): readonly TicketRow[] =>
  makeSampleData(count, NOW).tickets.map((ticket) => ({ ticket, pending: false, undecided: false }));

/** A clock that goes on a millisecond with every look, and notes what happened between two pauses. */
function ports() {
  let at = 0;
  let since = 0;
  const slices: number[] = [];
  return {
    slices,
    now: () => (at += 1),
    pause: async () => {
      slices.push(at - since);
      since = at;
    },
  };
}

test('tickets are found by number, subject and customer, the exact number first', async () => {
  const rows = rowsOf(60);
  const scan = createTicketScan(rows, ports());
  const ticket = rows[7]?.ticket;
  if (ticket === undefined) throw new Error('there is no ticket');
  const byNumber = await scan.search(readings(`#${ticket.number}`), 5);
  expect(byNumber?.tickets[0]).toBe(ticket);
  const words = `${ticket.customerName} ${ticket.subject.split(' ')[0] ?? ''}`;
  expect((await scan.search(readings(words), 60))?.tickets).toContain(ticket);
});

test('a customer is found once, with how many tickets there are of him', async () => {
  const rows = rowsOf(60);
  const scan = createTicketScan(rows, ports());
  const hits = await scan.search(readings('нкшьщмф') /* тумкацва: nobody */, 5);
  expect(hits).toEqual({ tickets: [], customers: [] });
  const anna = await scan.search(readings('климова'), 5);
  expect(anna?.customers).toHaveLength(1);
  expect(anna?.customers[0]).toMatchObject({
    name: 'Анна Климова',
    tickets: rows.filter(({ ticket }) => ticket.customerName === 'Анна Климова').length,
  });
});

test('no slice goes on after its time', async () => {
  const clock = ports();
  const scan = createTicketScan(rowsOf(20_000), clock);
  expect((await scan.search(readings('климова'), 5))?.tickets.length).toBe(5);
  expect(clock.slices.length).toBeGreaterThan(5);
  for (const slice of clock.slices) expect(slice).toBeLessThanOrEqual(SLICE_MS + 2);
});

test('a search that has been overtaken or stopped gives nothing', async () => {
  const scan = createTicketScan(rowsOf(2_000), ports());
  const first = scan.search(['а'], 5);
  const second = scan.search(readings('климова'), 5);
  expect(await first).toBeNull();
  expect((await second)?.tickets.length).toBe(5);
  const third = scan.search(['соколов'], 5);
  scan.stop();
  expect(await third).toBeNull();
});
