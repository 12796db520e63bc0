import { afterEach, describe, expect, it } from 'vitest';
import type { CommandId } from '#shared/base/brand.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { closeDesks, expectConverged, valueOf, open, openOnTicket } from '#tests/support/desk-harness.ts';
import { atRest, createMachine, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

describe('the connection', () => {
  it('an ended session is told, work goes on, and signing in sends it', async () => {
    const { helpdesk, ticketId, machine, desk } = await openOnTicket();
    helpdesk.backstage.revoke(machine.person.id);
    await until(desk.read.connection, (link) => link.kind === 'signed-out');
    const id: CommandId = valueOf(
      await desk.write.record({ kind: 'note', ticketId, payload: { text: 'later', attachments: [] } }),
    );
    await until(
      desk.read.outbox,
      (items) => items[0]?.state.kind === 'waiting' && items[0].state.because === 'signed-out',
    );
    helpdesk.backstage.signIn(machine.person.id);
    desk.signedIn();
    await atRest(desk);
    expect(helpdesk.applied).toEqual([id]);
  });

  it.each([
    ['cut', 'unreachable'],
    ['portal', 'not-a-helpdesk'],
    ['unauthorized-portal', 'not-a-helpdesk'],
    ['truncated', 'unreachable'],
    ['bad-gateway', 'unreachable'],
    ['throttled', 'throttled'],
    ['certificate', 'certificate'],
    ['server', 'server'],
  ] as const)('%s is told as %s and passes', async (fault, why) => {
    const helpdesk = createFakeHelpdesk();
    helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    machine.network.failNext(1, fault, '/api/sync/changes');
    const desk = await open(machine);
    const link = await until(desk.read.connection, (value) => value.kind === 'offline');
    expect(link).toMatchObject({ why: { kind: why } });
    await atRest(desk);
    await expectConverged(desk, helpdesk, machine);
  });

  it('rows that go on from our cursor do not wait for the greeting', async () => {
    const { helpdesk, ticketId, machine, desk } = await openOnTicket();
    machine.network.goOffline();
    await until(desk.read.connection, (link) => link.kind === 'offline');
    helpdesk.backstage.changeTicket(ticketId, { tags: ['meanwhile'] });
    const greet = machine.network.deliverLate('/api/hello');
    machine.network.goOnline();
    desk.write.tryNow();
    await until(
      desk.read.tickets('all', null),
      ({ rows }) => rows[0]?.ticket.tags.includes('meanwhile') === true,
    );
    // Nothing is said to be connected before it is known to whom.
    expect(desk.read.connection.get().kind).not.toBe('online');
    greet();
    await atRest(desk);
    await expectConverged(desk, helpdesk, machine);
  });

  it('I4: rows that begin anew wait until it is known whose they are', async () => {
    const helpdesk = createFakeHelpdesk({ pageTickets: 1 });
    const ids = [1, 2, 3, 4, 5].map(() => helpdesk.backstage.openTicket().ticketId);
    const [ticketId] = ids;
    if (ticketId === undefined) throw new Error('No ticket.');
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    await atRest(desk);
    machine.network.goOffline();
    await until(desk.read.connection, (link) => link.kind === 'offline');
    for (const id of ids) helpdesk.backstage.changeTicket(id, { tags: ['meanwhile'] });
    // Another sight: the cursor cannot be followed.
    helpdesk.backstage.setPerson({ ...machine.person, role: 'supervisor' });
    const pulls = () => machine.network.requests.filter((each) => each.includes('/api/sync/changes')).length;
    const before = pulls();
    const greet = machine.network.deliverLate('/api/hello');
    machine.network.goOnline();
    desk.write.tryNow();
    // Pages are asked for when the one before has arrived: the first of them is here by now.
    await expect.poll(() => pulls() - before).toBe(3);
    valueOf(await desk.write.record({ kind: 'note', ticketId, payload: { text: 'x', attachments: [] } }));
    expect(
      desk.read
        .tickets('all', null)
        .get()
        .rows.flatMap(({ ticket }) => ticket.tags),
    ).toEqual([]);
    greet();
    await atRest(desk);
    await expectConverged(desk, helpdesk, machine);
  });

  it('a poisoned push does not stop the others', async () => {
    const { helpdesk, ticketId, machine, desk } = await openOnTicket();
    machine.network.failNext(1, 'server', '/api/sync/commands');
    const id = valueOf(
      await desk.write.record({ kind: 'note', ticketId, payload: { text: 'x', attachments: [] } }),
    );
    await atRest(desk);
    expect(helpdesk.applied).toEqual([id]);
  });
});
