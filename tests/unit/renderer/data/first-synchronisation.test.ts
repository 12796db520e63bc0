import { afterEach, describe, expect, it } from 'vitest';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { SECOND_QUEUE } from '#tests/support/fake-people.ts';
import { closeDesks, expectConverged, machineWithPast, open } from '#tests/support/desk-harness.ts';
import { atRest, createMachine, newDisk, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

describe('a first synchronisation', () => {
  it('brings everything the person may see, and nothing else (I4, I8)', async () => {
    const helpdesk = createFakeHelpdesk();
    for (let n = 0; n < 130; n++) helpdesk.backstage.openTicket(n % 5 === 0 ? { queueId: SECOND_QUEUE } : {});
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    await atRest(desk);
    await expectConverged(desk, helpdesk, machine);
    expect(desk.read.tickets('all', null).get().rows).toHaveLength(104);
  });

  it('shows the first rows and right counts before the whole has come', async () => {
    const helpdesk = createFakeHelpdesk();
    for (let n = 0; n < 130; n++) helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const release = machine.network.deliverLate('/api/sync/changes');
    const desk = await open(machine);
    const list = await until(desk.read.tickets('waiting-for-us', null), (value) => value.ready);
    expect(list.rows).toHaveLength(50);
    expect(desk.read.counts.get().views['waiting-for-us']).toBe(130);
    release();
    await atRest(desk);
    await expectConverged(desk, helpdesk, machine);
  });

  it('goes on where it was interrupted, after a restart too (I11)', async () => {
    const helpdesk = createFakeHelpdesk();
    for (let n = 0; n < 100; n++) helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    machine.network.failNext(0, 'cut');
    const first = await machine.open();
    await until(first.read.tickets('all', null), (list) => list.rows.length > 50);
    machine.network.goOffline();
    await first.close();
    const asked = machine.network.requests.length;
    machine.network.goOnline();
    const desk = await open(machine);
    await atRest(desk);
    await expectConverged(desk, helpdesk, machine);
    const pulls = machine.network.requests
      .slice(asked)
      .filter((each) => each.startsWith('GET /api/sync/changes'));
    expect(pulls.every((each) => each.includes('cursor='))).toBe(true);
  });

  it('is offline after a restart with everything there, and counts from the machine itself', async () => {
    const helpdesk = createFakeHelpdesk();
    for (let n = 0; n < 30; n++) helpdesk.backstage.openTicket();
    const machine = await machineWithPast(helpdesk);
    machine.network.goOffline();
    const desk = await open(machine);
    await until(desk.read.connection, (link) => link.kind === 'offline');
    await until(desk.read.tickets('all', null), (list) => list.rows.length === 30);
    await expectConverged(desk, helpdesk, machine);
  });

  it('shows the first lines of a warm start at once', async () => {
    const helpdesk = createFakeHelpdesk();
    for (let n = 0; n < 30; n++) helpdesk.backstage.openTicket();
    const machine = await machineWithPast(helpdesk);
    const desk = await open(machine);
    expect(desk.read.tickets('waiting-for-us', null).get().rows).toHaveLength(30);
    expect(desk.read.counts.get().views.all).toBe(30);
  });

  it('asks for nothing that is here already: after a return only for what is new', async () => {
    const helpdesk = createFakeHelpdesk();
    helpdesk.backstage.openTicket();
    const machine = await machineWithPast(helpdesk);
    const asked = machine.network.requests.length;
    const { ticketId } = helpdesk.backstage.openTicket();
    const desk = await open(machine);
    await until(desk.read.tickets('all', null), ({ rows }) => rows.some((row) => row.ticket.id === ticketId));
    await atRest(desk);
    const requests = machine.network.requests.slice(asked);
    expect(requests[0]).toMatch(/^GET \/api\/sync\/changes\?cursor=/);
    expect(requests.filter((each) => each === requests[0])).toHaveLength(1);
    expect(requests.filter((each) => each.startsWith('GET /api/sync/first'))).toEqual([]);
  });

  it('a return to a disk that has lost everything shows the first lines before the whole, all the same', async () => {
    const helpdesk = createFakeHelpdesk();
    for (let n = 0; n < 130; n++) helpdesk.backstage.openTicket();
    const machine = await machineWithPast(helpdesk);
    machine.database = newDisk();
    const release = machine.network.deliverLate('/api/sync/changes');
    const desk = await open(machine);
    await until(desk.read.tickets('waiting-for-us', null), ({ rows }) => rows.length === 50);
    release();
    await atRest(desk);
    await expectConverged(desk, helpdesk, machine);
  });
});
