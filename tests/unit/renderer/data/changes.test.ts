import { afterEach, describe, expect, it } from 'vitest';
import type { TicketId } from '#shared/base/brand.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { FAKE_PEOPLE, SECOND_QUEUE } from '#tests/support/fake-people.ts';
import {
  closeDesks,
  conversationOf,
  expectConverged,
  valueOf,
  open,
  openOnTicket,
} from '#tests/support/desk-harness.ts';
import { atRest, createMachine, eventually, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

describe('changes', () => {
  it('come without asking, and rows that leave sight go, for good (I4, I8)', async () => {
    const helpdesk = createFakeHelpdesk();
    const moved = helpdesk.backstage.openTicket();
    const stays = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    await atRest(desk);
    const conversation = desk.read.conversation(moved.ticketId);
    await conversationOf(desk, moved.ticketId);
    helpdesk.backstage.changeTicket(moved.ticketId, { queueId: SECOND_QUEUE });
    helpdesk.backstage.writeAsCustomer(stays.ticketId, 'And another thing');
    await until(conversation, (value) => value.kind === 'gone');
    await until(
      desk.read.conversation(stays.ticketId),
      (value) => value.kind === 'open' && value.timeline.length === 2,
    );
    await expectConverged(desk, helpdesk, machine);
    helpdesk.backstage.changeTicket(moved.ticketId, { queueId: FAKE_PEOPLE.anna.queueIds[0] as never });
    await until(conversation, (value) => value.kind === 'open' && value.timeline.length === 1);
    await expectConverged(desk, helpdesk, machine);
  });

  it('a page that comes late and twice changes nothing (I4)', async () => {
    const { helpdesk, ticketId, machine, desk } = await openOnTicket();
    const release = machine.network.deliverLate('/api/sync/changes');
    helpdesk.backstage.writeAsCustomer(ticketId, 'First');
    await eventually(
      () => machine.network.requests.at(-1)?.startsWith('GET /api/sync/changes') === true,
      'it pulls',
    );
    machine.network.duplicate(2, '/api/sync/changes');
    const given = await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'high' } });
    await until(desk.read.outbox, (items) => items.length === 0);
    helpdesk.backstage.changeTicket(ticketId, { tags: ['garage'] });
    release();
    await until(desk.read.tickets('all', null), (list) => list.rows[0]?.ticket.tags.length === 1);
    await atRest(desk);
    await expectConverged(desk, helpdesk, machine);
    expect(helpdesk.applied).toEqual([valueOf(given)]);
  });

  it('a helpdesk restored from a backup is noticed and rebuilt from (I4)', async () => {
    const helpdesk = createFakeHelpdesk();
    for (let n = 0; n < 30; n++) helpdesk.backstage.openTicket();
    const restore = helpdesk.backstage.backUp();
    const machine = createMachine(helpdesk);
    const lost = helpdesk.backstage.openTicket();
    helpdesk.backstage.changeTicket(lost.ticketId, { priority: 'urgent' });
    const desk = await open(machine);
    await atRest(desk);
    const [changed] = desk.read
      .tickets('all', null)
      .get()
      .rows.filter((row) => row.ticket.id !== lost.ticketId);
    await desk.write.record({
      kind: 'priority',
      ticketId: changed?.ticket.id as TicketId,
      payload: { to: 'low' },
    });
    await atRest(desk);
    restore();
    helpdesk.backstage.announce();
    await until(desk.read.tickets('all', null), (list) => list.rows.length === 30);
    await atRest(desk);
    await expectConverged(desk, helpdesk, machine);
    await desk.close();
    const again = await open(machine);
    await until(again.read.tickets('all', null), (list) => list.rows.length === 30);
    await atRest(again);
    await expectConverged(again, helpdesk, machine);
  });

  it('rows of a newer helpdesk are set aside whole, told, and still there after a restart (I7)', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await machine.open();
    await atRest(desk);
    const raw = { type: 'hologram', id: 'h1', version: 1, row: { anything: true } };
    helpdesk.backstage.publishForeign(raw);
    helpdesk.backstage.writeAsCustomer(ticketId, 'Still there?');
    const items = await until(desk.read.quarantine, (value) => value.length === 1);
    expect(items[0]).toMatchObject({ what: 'row', detail: 'hologram', raw });
    await until(
      desk.read.conversation(ticketId),
      (value) => value.kind === 'open' && value.timeline.length === 2,
    );
    await desk.close();
    const later = await open(machine);
    expect(later.read.quarantine.get()).toHaveLength(1);
  });
});
