import { afterEach, describe, expect, it } from 'vitest';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import type { TakenState } from '#renderer/data/write/desk-writer.ts';
import { closeDesks, open, valueOf, openOnTicket } from '#tests/support/desk-harness.ts';
import { atRest, newDisk, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

/** An answer that is held because the customer has written, and a draft beside it. */
async function heldBesideDraft(draft: string | null = 'The draft') {
  const { helpdesk, ticketId, machine, desk } = await openOnTicket();
  machine.network.goOffline();
  const reply = valueOf(
    await desk.write.record({ kind: 'reply', ticketId, payload: { text: 'The answer', attachments: [] } }),
  );
  helpdesk.backstage.writeAsCustomer(ticketId, 'It works now!');
  machine.network.goOnline();
  desk.write.tryNow();
  await until(desk.read.outbox, (items) => items[0]?.state.kind === 'held');
  if (draft !== null)
    valueOf(await desk.write.saveDraft({ ticketId, kind: 'reply', text: draft, attachments: [] }));
  const [item] = desk.read.outbox.get();
  if (item === undefined) throw new Error('nothing is held');
  const draftText = () => desk.read.draft(ticketId, 'reply').get().draft?.text;
  return { helpdesk, machine, desk, ticketId, reply, item, draftText };
}
const stateOf = ({ state }: OutboxItem): TakenState =>
  state.kind === 'held' || state.kind === 'refused' ? state : { kind: 'waiting' };

describe('the words of a held answer, to be written anew', () => {
  it.each([
    ['before', 'The answer\n\nThe draft'],
    ['after', 'The draft\n\nThe answer'],
  ] as const)('%s the draft: neither is lost, and both are in the journal (I1, I7)', async (place, both) => {
    const { desk, machine, reply, draftText } = await heldBesideDraft();
    valueOf(await desk.write.edit(reply, place));
    expect(draftText()).toBe(both);
    expect(desk.read.outbox.get()).toEqual([]);
    await desk.close();
    machine.database = newDisk();
    const later = await open(machine);
    expect([...later.read.drafts.get()]).toHaveLength(1);
    expect(later.read.outbox.get()).toEqual([]);
  });

  it('swapped with the draft: that is held in its place under a new id, and not sent by itself (I2, I6)', async () => {
    const { desk, helpdesk, reply, item, draftText } = await heldBesideDraft();
    const { swapped } = valueOf(await desk.write.edit(reply, 'swap'));
    expect(draftText()).toBe('The answer');
    const [now] = desk.read.outbox.get();
    expect(now).toMatchObject({
      command: { id: swapped, payload: { text: 'The draft' } },
      state: { kind: 'held' },
    });
    expect(now?.command.seen).toEqual(item.command.seen);
    desk.write.tryNow();
    await atRest(desk);
    expect(helpdesk.applied).toEqual([]);
    if (swapped === null) throw new Error('nothing was swapped');
    const sent = valueOf(await desk.write.retry(swapped));
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual([sent]);
  });

  it.each(['before', 'after', 'swap'] as const)('taken back (%s) everything is as it was', async (place) => {
    const { desk, helpdesk, reply, item, draftText } = await heldBesideDraft();
    const { draftBefore, draftNow, swapped } = valueOf(await desk.write.edit(reply, place));
    const back = valueOf(
      await desk.write.putBack({
        command: item.command,
        state: stateOf(item),
        draft: { draftBefore, draftNow },
        swapped,
      }),
    );
    expect(back).not.toBe(reply);
    expect(draftText()).toBe('The draft');
    expect(desk.read.outbox.get()).toMatchObject([
      { command: { id: back, payload: { text: 'The answer' } }, state: { kind: 'held' } },
    ]);
    valueOf(await desk.write.retry(back));
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toHaveLength(1);
  });

  it('taken back after more was typed: the answer is there again, and what was typed stays', async () => {
    const { desk, ticketId, reply, item, draftText } = await heldBesideDraft(null);
    const { draftBefore, draftNow } = valueOf(await desk.write.edit(reply, 'before'));
    valueOf(
      await desk.write.saveDraft({ ticketId, kind: 'reply', text: 'The answer, and more', attachments: [] }),
    );
    valueOf(
      await desk.write.putBack({
        command: item.command,
        state: stateOf(item),
        draft: { draftBefore, draftNow },
        swapped: null,
      }),
    );
    expect(draftText()).toBe('The answer, and more');
    expect(desk.read.outbox.get()).toHaveLength(1);
  });

  it('what is put back fences again what comes after it on its ticket (I3)', async () => {
    const { desk, machine, helpdesk, ticketId, reply, item } = await heldBesideDraft(null);
    valueOf(await desk.write.discard(reply));
    valueOf(
      await desk.write.putBack({ command: item.command, state: stateOf(item), draft: null, swapped: null }),
    );
    const later = valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'low' } }));
    desk.write.tryNow();
    await until(
      desk.read.outbox,
      (items) =>
        items.length === 2 &&
        items[1]?.state.kind === 'waiting' &&
        items[1].state.because === 'behind-another',
    );
    expect(helpdesk.applied).toEqual([]);
    expect(desk.read.outbox.get()[1]?.command.id).toBe(later);
    await desk.close();
    // After a restart it is held as before, not sent.
    const again = await open(machine);
    await until(again.read.connection, (link) => link.kind === 'online' && link.progress === null);
    again.write.tryNow();
    await until(
      again.read.outbox,
      ([, last]) => last?.state.kind === 'waiting' && last.state.because === 'behind-another',
    );
    expect(again.read.outbox.get()[0]?.state.kind).toBe('held');
    expect(helpdesk.applied).toEqual([]);
  });

  it('says how often the ticket has changed since it was seen', async () => {
    const { desk, helpdesk, ticketId } = await heldBesideDraft(null);
    const before = desk.read.outbox.get()[0]?.changes ?? 0;
    expect(before).toBeGreaterThan(0);
    helpdesk.backstage.changeTicket(ticketId, { priority: 'urgent' });
    await until(desk.read.outbox, ([item]) => item?.changes === before + 1);
  });

  it('a disk that refuses changes nothing (I1)', async () => {
    const { desk, machine, reply, draftText } = await heldBesideDraft();
    machine.journal.failWith('disk-full');
    expect(await desk.write.edit(reply, 'swap')).toEqual({ ok: false, error: 'disk-full' });
    machine.journal.failWith(null);
    expect(draftText()).toBe('The draft');
    expect(desk.read.outbox.get()[0]?.command.id).toBe(reply);
  });
});
