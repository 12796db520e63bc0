import { afterEach, describe, expect, it } from 'vitest';
import { PATHS } from '#shared/contract/http/routes.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { closeDesks, expectConverged, valueOf, open } from '#tests/support/desk-harness.ts';
import { atRest, createMachine, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

describe('two windows', () => {
  it('agree on everything, and one synchronises', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const one = await machine.open();
    const two = await open(machine);
    await Promise.all([atRest(one), atRest(two)]);
    expect(machine.network.requests.filter((each) => each === 'GET /api/events')).toHaveLength(1);
    machine.network.goOffline();
    await two.write.saveDraft({ ticketId, kind: 'note', text: 'shared', attachments: [] });
    await until(one.read.draft(ticketId, 'note'), (state) => state.draft?.text === 'shared');
    const first = valueOf(await two.write.record({ kind: 'priority', ticketId, payload: { to: 'high' } }));
    const second = valueOf(await one.write.record({ kind: 'status', ticketId, payload: { to: 'waiting' } }));
    await until(one.read.outbox, (items) => items.length === 2);
    await until(two.read.outbox, (items) => items.length === 2);
    expect(one.read.outbox.get().map((item) => item.command.id)).toEqual([first, second]);
    // The one that synchronises goes: the other takes over.
    await one.close();
    machine.network.goOnline();
    await until(two.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual([first, second]);
    await expectConverged(two, helpdesk, machine);
  });

  it('the second asks the helpdesk for nothing while the first has a place of synchronisation', async () => {
    const helpdesk = createFakeHelpdesk();
    helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const one = await open(machine);
    await atRest(one);
    const asked = machine.network.requests.length;
    const two = await open(machine);
    await atRest(two);
    // What the first window keeps for its person has its own turn.
    const requests = machine.network.requests.slice(asked).filter((each) => !each.includes(PATHS.own));
    expect(requests).toEqual([]);
  });

  it('signing out removes everything of the profile', async () => {
    const helpdesk = createFakeHelpdesk();
    helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await machine.open();
    await atRest(desk);
    await desk.wipe();
    expect(machine.journal.entries.size).toBe(0);
    expect(await machine.database.indexedDB.databases()).toEqual([]);
  });
});
