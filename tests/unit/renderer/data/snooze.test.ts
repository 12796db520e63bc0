import { afterEach, expect, it } from 'vitest';
import type { EpochMs } from '#shared/base/brand.ts';
import { atRest, createMachine, until } from '#tests/support/ring.ts';
import { closeDesks, open } from '#tests/support/desk-harness.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { FAKE_PEOPLE } from '#tests/support/fake-people.ts';

afterEach(closeDesks);

it('a snoozed ticket comes back when its time has come, offline too, and the numbers follow', async () => {
  const helpdesk = createFakeHelpdesk();
  const { ticketId } = helpdesk.backstage.openTicket();
  const machine = createMachine(helpdesk);
  const snooze = { since: 1 as EpochMs, by: FAKE_PEOPLE.anna.id };
  helpdesk.backstage.changeTicket(ticketId, {
    snooze: { ...snooze, until: (Date.now() + 30_000) as EpochMs },
  });
  const desk = await open(machine);
  await atRest(desk);
  expect(desk.read.tickets('waiting-for-us', null).get().rows).toEqual([]);
  expect(desk.read.counts.get().views).toMatchObject({ snoozed: 1, 'waiting-for-us': 0, all: 1 });
  expect(desk.read.counts.get().queues.size).toBe(0);
  machine.network.goOffline();
  machine.clockAhead = 60_000;
  await until(desk.read.tickets('waiting-for-us', null), (list) => list.rows.length === 1);
  expect(desk.read.counts.get().views).toMatchObject({ snoozed: 0, 'waiting-for-us': 1, all: 1 });
  expect([...desk.read.counts.get().queues.values()]).toEqual([1]);
  expect(desk.read.tickets('snoozed', null).get().rows).toEqual([]);
});
