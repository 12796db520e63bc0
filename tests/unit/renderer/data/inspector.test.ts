import { afterEach, describe, expect, it } from 'vitest';
import { closeDesks, expectConverged, open, valueOf } from '#tests/support/desk-harness.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { atRest, createMachine, eventually, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

describe('the ring as it sees itself', () => {
  it('tells exchanges, changes of the connection and sizes only while somebody looks', async () => {
    const helpdesk = createFakeHelpdesk();
    helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    await atRest(desk);
    const { sync, store } = desk.read.inspector;
    expect(sync.get()).toBeNull();
    const stop = [sync.subscribe(() => {}), store.subscribe(() => {})];
    const report = await until(sync, (value) => value !== null);
    expect(report?.exchanges.map(({ kind, result }) => `${kind} ${result}`)).toContain('changes ok');
    expect(report?.links.at(-1)).toMatchObject({ kind: 'online' });
    expect(report).toMatchObject({ windowId: desk.read.inspector.windowId, isComplete: true, run: 1 });
    expect(await until(store, (value) => value !== null)).toMatchObject({ tickets: 1, windows: 1 });

    machine.network.goOffline();
    desk.write.tryNow();
    await until(sync, (value) => value?.links.at(-1)?.kind === 'offline');
    expect(sync.get()?.links.at(-1)?.why).toBe('unreachable');
    machine.network.goOnline();
    desk.write.tryNow();
    await until(sync, (value) => value?.links.at(-1)?.kind === 'online');
    const failed = sync.get()?.exchanges.filter((exchange) => exchange.result === 'unreachable');
    expect(failed?.length).toBeGreaterThan(0);
    for (const end of stop) end();
  });

  it('remembers a bounded number of exchanges, and nothing of what was in them (I11)', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const desk = await open(createMachine(helpdesk));
    await atRest(desk);
    for (let n = 0; n < 230; n += 1) {
      valueOf(
        await desk.write.record({
          kind: 'note',
          ticketId,
          payload: { text: `geheim ${n}`, attachments: [] },
        }),
      );
      await until(desk.read.outbox, (items) => items.length === 0);
    }
    const stop = desk.read.inspector.sync.subscribe(() => {});
    const report = await until(desk.read.inspector.sync, (value) => value !== null);
    expect(report?.exchanges).toHaveLength(200);
    expect(JSON.stringify(report)).not.toContain('geheim');
    stop();
  });
});

describe('the local copy fetched anew', () => {
  it('keeps drafts and queued commands, mends what was wrong, and converges (I1, I4)', async () => {
    const helpdesk = createFakeHelpdesk({ pageTickets: 3 });
    const tickets = Array.from({ length: 10 }, () => helpdesk.backstage.openTicket());
    const [first] = tickets;
    if (first === undefined) throw new Error('no ticket');
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    await atRest(desk);
    const { ticketId } = first;
    const stop = desk.read.inspector.sync.subscribe(() => {});
    await until(desk.read.inspector.sync, (value) => value?.run === 1);

    // Asked for while there is no network, with unsent work: it begins when there is one.
    machine.network.goOffline();
    const note = valueOf(
      await desk.write.record({ kind: 'note', ticketId, payload: { text: 'queued', attachments: [] } }),
    );
    valueOf(
      await desk.write.saveDraft({ ticketId, kind: 'reply', text: 'half a sentence', attachments: [] }),
    );
    desk.write.beginAnew();
    await until(desk.read.inspector.sync, (value) => value?.cursor === null);
    expect(desk.read.tickets('all', null).get().rows).toHaveLength(10);
    expect(desk.read.outbox.get().map((item) => item.command.id)).toEqual([note]);

    machine.network.goOnline();
    desk.write.tryNow();
    await until(desk.read.inspector.sync, (value) => value?.run === 2 && !value.isSweeping);
    await atRest(desk);
    expect(helpdesk.applied).toEqual([note]);
    expect(desk.read.draft(ticketId, 'reply').get().draft?.text).toBe('half a sentence');
    await expectConverged(desk, helpdesk, machine);
    stop();
  });

  it('asked for again and again, in the middle of it too, and over a restart, it ends whole (I4, I11)', async () => {
    const helpdesk = createFakeHelpdesk({ pageTickets: 2 });
    for (let n = 0; n < 12; n += 1) helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    desk.write.beginAnew();
    await eventually(() => desk.read.tickets('all', null).get().rows.length > 0, 'first rows');
    desk.write.beginAnew();
    desk.write.beginAnew();
    await desk.close();
    const later = await open(machine);
    later.write.beginAnew();
    await atRest(later);
    await expectConverged(later, helpdesk, machine);
  });
});
