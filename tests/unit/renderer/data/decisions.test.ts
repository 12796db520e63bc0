import { afterEach, describe, expect, it } from 'vitest';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { FAKE_PEOPLE } from '#tests/support/fake-people.ts';
import { closeDesks, valueOf, open, openOnTicket } from '#tests/support/desk-harness.ts';
import { atRest, createMachine, eventually, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

describe('a person decides', () => {
  async function held() {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const other = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    await atRest(desk);
    machine.network.goOffline();
    const reply = valueOf(
      await desk.write.record({ kind: 'reply', ticketId, payload: { text: 'Try again', attachments: [] } }),
    );
    const resolve = valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'low' } }));
    const elsewhere = valueOf(
      await desk.write.record({
        kind: 'note',
        ticketId: other.ticketId,
        payload: { text: 'n', attachments: [] },
      }),
    );
    const newer = helpdesk.backstage.writeAsCustomer(ticketId, 'It works now!');
    machine.network.goOnline();
    desk.write.tryNow();
    await until(
      desk.read.outbox,
      (items) => items.length === 2 && items.some((item) => item.state.kind === 'held'),
    );
    return { helpdesk, machine, desk, ticketId, reply, resolve, elsewhere, newer };
  }

  it('an answer that has not seen a newer message is held with it, and fences its ticket only (I3, I6, I7)', async () => {
    const { desk, helpdesk, reply, resolve, elsewhere, newer } = await held();
    const [first, second] = desk.read.outbox.get();
    expect(first).toMatchObject({
      command: { id: reply },
      canDiscard: true,
      state: { kind: 'held', newer: [{ id: newer }] },
    });
    expect(second).toMatchObject({ command: { id: resolve }, state: { kind: 'waiting' } });
    await until(desk.read.outbox, (items) => items.length === 2);
    expect(helpdesk.applied).toEqual([elsewhere]);
    expect(
      desk.read
        .tickets('all', null)
        .get()
        .rows.some((row) => row.undecided),
    ).toBe(true);
  });

  it('given again it goes before those it fenced (I3)', async () => {
    const { desk, helpdesk, reply, resolve, elsewhere } = await held();
    const again = valueOf(await desk.write.retry(reply));
    expect(desk.read.outbox.get().map((item) => item.command.id)).toEqual([again, resolve]);
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual([elsewhere, again, resolve]);
  });

  it('given again offline it keeps its place through a restart (I3)', async () => {
    const { desk, helpdesk, machine, reply, resolve, elsewhere } = await held();
    machine.network.goOffline();
    const again = valueOf(await desk.write.retry(reply));
    await desk.close();
    const later = await open(machine);
    expect(later.read.outbox.get().map((item) => item.command.id)).toEqual([again, resolve]);
    machine.network.goOnline();
    later.write.tryNow();
    await until(later.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual([elsewhere, again, resolve]);
  });

  it('discarded its words become the draft again, and those behind it go (I3, I7)', async () => {
    const { desk, helpdesk, ticketId, reply, resolve, elsewhere } = await held();
    valueOf(await desk.write.discard(reply));
    expect(desk.read.draft(ticketId, 'reply').get().draft?.text).toBe('Try again');
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual([elsewhere, resolve]);
  });

  it('what the customer writes while an answer is held is shown with it (I6)', async () => {
    const { desk, helpdesk, ticketId, newer } = await held();
    const third = helpdesk.backstage.writeAsCustomer(ticketId, 'Thank you!');
    await until(
      desk.read.outbox,
      (items) => items[0]?.state.kind === 'held' && items[0].state.newer.length === 2,
    );
    expect(desk.read.outbox.get()[0]).toMatchObject({ state: { newer: [{ id: newer }, { id: third }] } });
  });

  it('of two who assign to themselves offline one wins, the other is told who has it', async () => {
    const { helpdesk, ticketId, machine, desk } = await openOnTicket();
    machine.network.goOffline();
    const mine = valueOf(
      await desk.write.record({ kind: 'assign', ticketId, payload: { from: null, to: FAKE_PEOPLE.anna.id } }),
    );
    helpdesk.backstage.changeTicket(ticketId, { assigneeId: FAKE_PEOPLE.boris.id });
    machine.network.goOnline();
    desk.write.tryNow();
    await until(desk.read.outbox, (items) => items[0]?.state.kind === 'refused');
    expect(desk.read.outbox.get()[0]?.state).toEqual({
      kind: 'refused',
      reason: 'assigned-to-other',
      holder: FAKE_PEOPLE.boris.id,
    });
    expect(desk.read.tickets('all', null).get().rows[0]?.ticket.assigneeId).toBe(FAKE_PEOPLE.boris.id);
    const again = valueOf(await desk.write.retry(mine));
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual([again]);
  });

  it('undo takes back what was never sent, and is too late for what may have been (I2)', async () => {
    const { helpdesk, ticketId, machine, desk } = await openOnTicket();
    machine.network.goOffline();
    await desk.write.saveDraft({ ticketId, kind: 'reply', text: 'Too quick', attachments: [] });
    const sent = valueOf(await desk.write.send(ticketId, 'reply'));
    await desk.write.saveDraft({ ticketId, kind: 'reply', text: 'more', attachments: [] });
    valueOf(await desk.write.undo(sent));
    expect(desk.read.outbox.get()).toEqual([]);
    expect(desk.read.draft(ticketId, 'reply').get().draft?.text).toBe('Too quick\n\nmore');
    machine.network.goOnline();
    machine.network.loseAnswer(1, '/api/sync/commands');
    const lost = valueOf(await desk.write.send(ticketId, 'reply'));
    desk.write.tryNow();
    await eventually(() => helpdesk.applied.length === 1, 'it has arrived');
    expect(await desk.write.undo(lost)).toEqual({ ok: false, error: 'too-late' });
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual([lost]);
  });
});
