import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { helloSchema, PATHS } from '#shared/contract/http/routes.ts';
import { signIn, type ContractPeople } from '#tests/support/contract-host.ts';
import { closeDesks, conversationOf, open, valueOf } from '#tests/support/desk-harness.ts';
import { bootHelpdesk, type TestHelpdesk } from '#tests/support/helpdesk.ts';
import { atRest, createMachineOn, until, type Machine } from '#tests/support/ring.ts';

/** The ring as the renderer has it, on the real helpdesk: what only both together can show. */
describe('the ring on the helpdesk', () => {
  let helpdesk: TestHelpdesk;
  beforeAll(async () => {
    helpdesk = await bootHelpdesk();
  });
  afterAll(() => helpdesk.close());
  afterEach(closeDesks);

  async function machineOf(login: keyof ContractPeople): Promise<Machine> {
    const client = await helpdesk.newClient();
    const { person } = await signIn(client, helpdesk.people[login]);
    const hello = helloSchema.parse(await (await client.fetch(PATHS.hello)).json());
    return createMachineOn(hello.id, person, (path, init) => client.fetch(path, init));
  }

  it('a day offline arrives exactly once, and a colleague sees it (I1, I2, I4)', async () => {
    const { ticketId } = await helpdesk.backstage.openTicket({ text: 'The scanner does not start' });
    const machine = await machineOf('anna');
    const first = await machine.open();
    await until(first.read.tickets('all', null), (list) =>
      list.rows.some((row) => row.ticket.id === ticketId),
    );
    await atRest(first);
    machine.network.goOffline();
    const file = valueOf(
      await first.write.keepFile(new Blob([new Uint8Array(1_500_000).fill(7)]), 'shot.bin'),
    );
    await first.write.saveDraft({ ticketId, kind: 'reply', text: 'See the picture', attachments: [file] });
    valueOf(await first.write.send(ticketId, 'reply'));
    valueOf(
      await first.write.record({ kind: 'note', ticketId, payload: { text: 'Knows SP3', attachments: [] } }),
    );
    valueOf(await first.write.record({ kind: 'status', ticketId, payload: { to: 'resolved' } }));
    await first.close();
    const desk = await open(machine);
    expect(desk.read.outbox.get()).toHaveLength(3);
    machine.network.goOnline();
    machine.network.loseAnswer(1, PATHS.commands);
    machine.network.loseAnswer(1, PATHS.attachments);
    desk.write.tryNow();
    await atRest(desk);
    const { timeline, ticket } = await conversationOf(desk, ticketId);
    expect(timeline.map((entry) => [entry.message.kind, entry.delivery])).toEqual([
      ['customer', 'confirmed'],
      ['reply', 'confirmed'],
      ['note', 'confirmed'],
      ['event', 'confirmed'],
    ]);
    expect(ticket.status).toBe('resolved');

    const boris = await open(await machineOf('boris'));
    await atRest(boris);
    const seen = await conversationOf(boris, ticketId);
    expect(seen.timeline.map((entry) => entry.message)).toEqual(timeline.map((entry) => entry.message));
    expect(seen.ticket).toEqual(ticket);
    expect(seen.customer?.id).toBe(ticket.customerId);
    expect((await valueOf(await boris.read.readFile(file.sha256)).arrayBuffer()).byteLength).toBe(1_500_000);
  });

  it('an answer that has not seen a newer message is held, and goes when given again (I3, I6)', async () => {
    const { ticketId } = await helpdesk.backstage.openTicket();
    const machine = await machineOf('anna');
    const desk = await open(machine);
    await until(desk.read.tickets('all', null), (list) =>
      list.rows.some((row) => row.ticket.id === ticketId),
    );
    await atRest(desk);
    machine.network.goOffline();
    const reply = valueOf(
      await desk.write.record({ kind: 'reply', ticketId, payload: { text: 'Try again', attachments: [] } }),
    );
    valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'low' } }));
    const newer = await helpdesk.backstage.writeAsCustomer(ticketId, 'It works now');
    machine.network.goOnline();
    desk.write.tryNow();
    await until(desk.read.outbox, (items) => items[0]?.state.kind === 'held');
    expect(desk.read.outbox.get()[0]).toMatchObject({
      command: { id: reply },
      state: { newer: [{ id: newer }] },
    });
    await conversationOf(desk, ticketId);
    const again = valueOf(await desk.write.retry(reply));
    await until(desk.read.outbox, (items) => items.length === 0);
    const { timeline } = await conversationOf(desk, ticketId);
    expect(timeline.map((entry) => entry.message.kind)).toEqual(['customer', 'customer', 'reply', 'event']);
    expect(timeline[2]?.message.id).toBe(again);
  });

  it('a ticket that moves out of sight goes, and comes back whole (I8)', async () => {
    const { ticketId } = await helpdesk.backstage.openTicket();
    const desk = await open(await machineOf('anna'));
    const conversation = desk.read.conversation(ticketId);
    await until(conversation, (value) => value.kind === 'open');
    await helpdesk.backstage.moveTicket(ticketId, 'second');
    await until(conversation, (value) => value.kind === 'gone');
    await helpdesk.backstage.moveTicket(ticketId, 'first');
    await until(conversation, (value) => value.kind === 'open' && value.timeline.length === 1);
  });

  it('who is given another queue gets its tickets and loses the others (I4, I8)', async () => {
    const mine = await helpdesk.backstage.openTicket();
    const other = await helpdesk.backstage.openTicket({ queue: 'second' });
    const desk = await open(await machineOf('vera'));
    const has = (id: string) => (list: { rows: readonly { ticket: { id: string } }[] }) =>
      list.rows.some((row) => row.ticket.id === id);
    const all = desk.read.tickets('all', null);
    await until(all, has(other.ticketId));
    expect(has(mine.ticketId)(all.get())).toBe(false);
    await helpdesk.backstage.setQueues('vera', ['first']);
    await until(all, (list) => has(mine.ticketId)(list) && !has(other.ticketId)(list));
    await helpdesk.backstage.setQueues('vera', ['second']);
  });
});
