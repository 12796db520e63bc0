import { afterEach, describe, expect, it } from 'vitest';
import { PATHS } from '#shared/contract/http/routes.ts';
import {
  closeDesks,
  conversationOf,
  expectConverged,
  open,
  valueOf,
  openOnTicket,
} from '#tests/support/desk-harness.ts';
import { openDisk } from '#tests/support/open-disk.ts';
import { eventually, newDisk, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

async function atWork() {
  const { helpdesk, ticketId, machine, desk } = await openOnTicket();
  await conversationOf(desk, ticketId);
  const reply = (text: string) =>
    desk.write.record({ kind: 'reply', ticketId, payload: { text, attachments: [] } }).then(valueOf);
  const replies = async () =>
    (await conversationOf(desk, ticketId)).timeline.filter((entry) => entry.message.kind === 'reply');
  return { helpdesk, machine, desk, ticketId, reply, replies };
}

/** A reply that has arrived, whose answer was lost, and then the line. */
async function arrivedUnheard() {
  const work = await atWork();
  work.machine.network.loseAnswer(1, PATHS.commands);
  // Nor do the rows tell of it.
  work.machine.network.deliverLate(PATHS.changes);
  const id = await work.reply('Out already');
  await eventually(() => work.helpdesk.applied.length === 1, 'it has arrived');
  work.machine.network.goOffline();
  await until(work.desk.read.outbox, (items) => items[0]?.canTakeBack === true, 'a way to take it back');
  return { ...work, id };
}

/** A reply that the helpdesk always fails at. */
async function poisoned() {
  const work = await atWork();
  work.machine.network.goOffline();
  const id = await work.reply('It fails at this');
  work.helpdesk.backstage.failAt(id);
  const behind = valueOf(
    await work.desk.write.record({ kind: 'priority', ticketId: work.ticketId, payload: { to: 'high' } }),
  );
  work.machine.network.goOnline();
  work.desk.write.tryNow();
  await until(work.desk.read.outbox, (items) => items[0]?.canTakeBack === true, 'a way to take it back');
  return { ...work, id, behind };
}

describe('taking back what may have arrived', () => {
  it('what the helpdesk always fails at becomes the draft again, and what it fenced goes (I2, I3, I7)', async () => {
    const { desk, helpdesk, machine, ticketId, id, behind } = await poisoned();
    expect(await desk.write.undo(id)).toEqual({ ok: false, error: 'too-late' });
    expect(valueOf(await desk.write.discard(id))).toBe('withdrawing');
    await until(desk.read.outbox, (items) => items.length === 0, 'an empty outbox');
    expect(helpdesk.applied).toEqual([behind]);
    expect(helpdesk.verdict(id)).toEqual({ kind: 'refused', reason: 'withdrawn' });
    expect(desk.read.draft(ticketId, 'reply').get().draft?.text).toBe('It fails at this');
    expect(desk.read.goneOut.get()).toEqual([]);
    expect(machine.journal.entries.get(`draft ${ticketId} reply`)).toMatchObject({
      draft: { text: 'It fails at this' },
    });
    await eventually(() => !machine.journal.entries.has('command 1'), 'the journal has forgotten it');
    await expectConverged(desk, helpdesk, machine);
  });

  it('what had gone out is applied, told, and never comes back as a draft (I2, I4)', async () => {
    const { desk, helpdesk, machine, ticketId, id, replies } = await arrivedUnheard();
    expect(valueOf(await desk.write.discard(id))).toBe('withdrawing');
    // What is not wanted any more is not shown as done.
    expect(await replies()).toEqual([]);
    expect(desk.read.outbox.get()).toMatchObject([
      {
        state: { kind: 'waiting', because: 'taking-back' },
        canDiscard: false,
        canTakeBack: false,
        canKeepSending: true,
      },
    ]);
    machine.network.goOnline();
    desk.write.tryNow();
    const told = await until(desk.read.goneOut, (all) => all.length > 0, 'that it had gone out');
    expect(told.map((command) => command.id)).toEqual([id]);
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual([id]);
    expect((await replies()).map((entry) => [entry.message.id, entry.delivery])).toEqual([[id, 'confirmed']]);
    expect(desk.read.draft(ticketId, 'reply').get().draft).toBeNull();
    await expectConverged(desk, helpdesk, machine);
  });

  it('with another draft in the way it stays with its content until a person decides (I7)', async () => {
    const { desk, ticketId, id } = await poisoned();
    await desk.write.saveDraft({ ticketId, kind: 'reply', text: 'Something else', attachments: [] });
    valueOf(await desk.write.discard(id));
    const items = await until(desk.read.outbox, (all) => all[0]?.state.kind === 'refused');
    expect(items[0]).toMatchObject({
      command: { id, payload: { text: 'It fails at this' } },
      state: { kind: 'refused', reason: 'withdrawn' },
      canDiscard: true,
    });
    await desk.write.saveDraft({ ticketId, kind: 'note', text: 'n', attachments: [] });
    expect(desk.read.draft(ticketId, 'reply').get().draft?.text).toBe('Something else');
    expect(desk.read.outbox.get()).toHaveLength(2);
    valueOf(await desk.write.discardDraft(ticketId, 'reply'));
    valueOf(await desk.write.discard(id));
    expect(desk.read.draft(ticketId, 'reply').get().draft?.text).toBe('It fails at this');
  });

  it('words that are being typed while the answer comes are kept beside it (I1)', async () => {
    const { desk, machine, ticketId, id } = await poisoned();
    const release = machine.network.deliverLate(PATHS.commands);
    valueOf(await desk.write.discard(id));
    await until(desk.read.outbox, (items) => items[0]?.canKeepSending === false, 'it is asked for');
    void desk.write.saveDraft({ ticketId, kind: 'reply', text: 'Just typed', attachments: [] });
    release();
    await until(desk.read.outbox, (items) => items[0]?.state.kind === 'refused');
    await until(desk.read.draft(ticketId, 'reply'), (state) => state.saved === 'saved');
    const { draft } = desk.read.draft(ticketId, 'reply').get();
    const kept = `${draft?.text} ${JSON.stringify(desk.read.outbox.get()[0]?.command.payload)}`;
    expect(kept).toContain('Just typed');
    expect(kept).toContain('It fails at this');
  });

  it('is not forgotten by a restart, nor by the loss of the local database (I1)', async () => {
    const { desk, machine, helpdesk, id } = await arrivedUnheard();
    valueOf(await desk.write.discard(id));
    expect(machine.journal.entries.get('command 1')).toMatchObject({ state: { kind: 'withdrawing' } });
    await closeDesks();
    const second = await open(machine);
    expect(second.read.outbox.get()[0]?.state).toMatchObject({ because: 'taking-back' });
    await closeDesks();
    machine.database = newDisk();
    const third = await open(machine);
    expect(third.read.outbox.get()).toMatchObject([
      { command: { id }, state: { because: 'taking-back' }, canKeepSending: false },
    ]);
    machine.network.requests.length = 0;
    machine.network.goOnline();
    third.write.tryNow();
    await until(third.read.goneOut, (all) => all.length === 1);
    expect(helpdesk.applied).toEqual([id]);
  });

  it('a draft that came back while no window was there to see it, comes back with the next one', async () => {
    const { desk, machine, ticketId, id } = await poisoned();
    await closeDesks();
    // Decided, on the disk, and killed before a window has heard of it.
    const disk = await openDisk(machine);
    const [stored] = await disk.table('outbox').toArray();
    await disk
      .table('outbox')
      .put({ ...stored, state: { kind: 'refused', reason: 'withdrawn', holder: null } });
    disk.close();
    machine.network.goOffline();
    const later = await open(machine);
    const { draft } = await until(later.read.draft(ticketId, 'reply'), (state) => state.draft !== null);
    expect(draft?.text).toBe('It fails at this');
    expect(later.read.outbox.get().some((item) => item.command.id === id)).toBe(false);
    expect(desk.read.goneOut.get()).toEqual([]);
  });

  it('can be thought better of until the helpdesk is asked, and then goes in its turn (I3)', async () => {
    const { desk, machine, helpdesk, ticketId, id, replies } = await arrivedUnheard();
    const note = valueOf(
      await desk.write.record({ kind: 'note', ticketId, payload: { text: 'after', attachments: [] } }),
    );
    valueOf(await desk.write.discard(id));
    expect(await replies()).toHaveLength(0);
    valueOf(await desk.write.keepSending(id));
    expect(machine.journal.entries.get('command 1')).toMatchObject({ state: { kind: 'waiting' } });
    expect(await replies()).toHaveLength(1);
    machine.network.goOnline();
    desk.write.tryNow();
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual([id, note]);
    expect(desk.read.goneOut.get()).toEqual([]);
    expect(await desk.write.keepSending(id)).toEqual({ ok: false, error: 'too-late' });
  });

  it('once the helpdesk may have been asked there is no way back', async () => {
    const { desk, machine, ticketId, id } = await poisoned();
    machine.network.failNext(1, 'cut', PATHS.commands);
    const release = machine.network.deliverLate(PATHS.commands);
    valueOf(await desk.write.discard(id));
    await until(desk.read.outbox, (items) => items[0]?.canKeepSending === false);
    expect(await desk.write.keepSending(id)).toEqual({ ok: false, error: 'too-late' });
    release();
    desk.write.tryNow();
    await until(desk.read.draft(ticketId, 'reply'), (state) => state.draft !== null);
  });

  it('a decision that was on its way counts: held is held, with both sides (I6, I7)', async () => {
    const { desk, machine, helpdesk, ticketId, reply } = await atWork();
    machine.network.goOffline();
    const newer = helpdesk.backstage.writeAsCustomer(ticketId, 'It works now!');
    const id = await reply('Too late');
    const release = machine.network.deliverLate(PATHS.commands);
    machine.network.goOnline();
    desk.write.tryNow();
    await until(desk.read.outbox, (items) => items[0]?.canTakeBack === true);
    valueOf(await desk.write.discard(id));
    release();
    const items = await until(desk.read.outbox, (all) => all[0]?.state.kind === 'held');
    expect(items[0]).toMatchObject({ command: { id }, state: { newer: [{ id: newer }] } });
    expect(desk.read.draft(ticketId, 'reply').get().draft).toBeNull();
  });

  it('what could not be written is not said to be taken back (I1)', async () => {
    const { desk, machine, id } = await arrivedUnheard();
    machine.journal.failWith('disk-full');
    expect(await desk.write.discard(id)).toEqual({ ok: false, error: 'disk-full' });
    expect(desk.read.outbox.get()[0]).toMatchObject({ canTakeBack: true, canKeepSending: false });
    machine.journal.failWith(null);
    await closeDesks();
    const later = await open(machine);
    expect(later.read.outbox.get()[0]?.state).not.toMatchObject({ because: 'taking-back' });
  });

  it('two windows agree on it, and the words come back once', async () => {
    const { desk, machine, helpdesk, ticketId, id } = await poisoned();
    const other = await open(machine);
    await until(other.read.outbox, (items) => items[0]?.canTakeBack === true);
    machine.network.goOffline();
    valueOf(await other.write.discard(id));
    await until(desk.read.outbox, (items) => items[0]?.canKeepSending === true);
    void desk.write.saveDraft({ ticketId, kind: 'note', text: 'unrelated', attachments: [] });
    machine.network.goOnline();
    other.write.tryNow();
    for (const window of [desk, other]) {
      await until(window.read.outbox, (items) => items.length === 0);
      const { draft } = await until(window.read.draft(ticketId, 'reply'), (state) => state.draft !== null);
      expect(draft?.text).toBe('It fails at this');
    }
    expect(helpdesk.verdict(id)).toEqual({ kind: 'refused', reason: 'withdrawn' });
  });
});
