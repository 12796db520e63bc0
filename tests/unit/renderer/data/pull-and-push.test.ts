import { afterEach, describe, expect, it } from 'vitest';
import type { TicketId } from '#shared/base/brand.ts';
import { PATHS } from '#shared/contract/http/routes.ts';
import type { Answer } from '#shared/sync/outcome.ts';
import type { Desk } from '#renderer/data/desk.ts';
import { createFakeHelpdesk, type FakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { FAKE_PEOPLE, FIRST_QUEUE, SECOND_QUEUE } from '#tests/support/fake-people.ts';
import { closeDesks, conversationOf, expectConverged, open, valueOf } from '#tests/support/desk-harness.ts';
import { openDisk } from '#tests/support/open-disk.ts';
import { atRest, createMachine, eventually, newDisk, until, type Machine } from '#tests/support/ring.ts';

afterEach(closeDesks);

async function atWork(helpdesk: FakeHelpdesk = createFakeHelpdesk()) {
  const { ticketId } = helpdesk.backstage.openTicket();
  const machine = createMachine(helpdesk);
  const desk = await open(machine);
  await atRest(desk);
  return { helpdesk, machine, desk, ticketId };
}

/** Every priority of a ticket that a window shows from now on, each change once. */
function prioritiesOf(desk: Desk, ticketId: TicketId): string[] {
  const seen: string[] = [];
  const all = desk.read.tickets('all', null);
  const look = () => {
    const shown = all.get().rows.find((row) => row.ticket.id === ticketId)?.ticket.priority ?? 'none';
    if (seen.at(-1) !== shown) seen.push(shown);
  };
  all.subscribe(look);
  look();
  return seen;
}

/** Lets the next pull be answered, and its answer wait. */
async function holdPull(machine: Machine, cause: () => void): Promise<() => void> {
  const before = machine.network.requests.length;
  const release = machine.network.deliverLate(PATHS.changes);
  cause();
  await eventually(
    () => machine.network.requests.slice(before).some((each) => each.includes(PATHS.changes)),
    'it pulls',
  );
  return release;
}

const withoutRows = ({ answers }: { answers: readonly Answer[] }) => ({
  answers: answers.map((answer) => ({ ...answer, changes: [] })),
});

describe('a predicted value goes only when the rows contain its effect (I4)', () => {
  it('an answer without rows leaves it predicted, through a pull that was asked before and a restart', async () => {
    const { machine, desk, ticketId, helpdesk } = await atWork();
    const seen = prioritiesOf(desk, ticketId);
    const release = await holdPull(machine, () => helpdesk.backstage.announce());
    machine.network.alterNext(1, PATHS.commands, withoutRows);
    const id = valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'high' } }));
    await until(desk.read.outbox, (items) => items.length === 0, 'it is settled');
    expect(desk.read.tickets('all', null).get().rows[0]).toMatchObject({ pending: true });
    const late = machine.network.deliverLate(PATHS.changes);
    release();
    await eventually(
      () => machine.network.requests.filter((each) => each.includes(PATHS.changes)).length >= 3,
      'the older page is committed and the next one asked for',
    );
    expect(seen).toEqual(['normal', 'high']);
    machine.network.goOffline();
    late();
    await closeDesks();

    const disk = await openDisk(machine);
    expect(await disk.table('outbox').toArray()).toMatchObject([{ id, state: { kind: 'landed' } }]);
    disk.close();
    machine.network.requests.length = 0;
    const later = await open(machine);
    const after = prioritiesOf(later, ticketId);
    expect(later.read.outbox.get()).toEqual([]);
    machine.network.goOnline();
    later.write.tryNow();
    await until(later.read.tickets('all', null), (list) => list.rows[0]?.pending === false);
    expect(after).toEqual(['high']);
    // Decided is decided: it is not sent again.
    expect(machine.network.requests.filter((each) => each.includes(PATHS.commands))).toEqual([]);
    expect(helpdesk.applied).toEqual([id]);
    await expectConverged(later, helpdesk, machine);
  });

  it('an answer without rows is followed by a pull, though the helpdesk has nothing new to tell', async () => {
    const { machine, desk, ticketId, helpdesk } = await atWork();
    // The line of events is open, and nothing is on its way.
    helpdesk.backstage.changeTicket(ticketId, { tags: ['garage'] });
    await until(desk.read.tickets('all', null), (list) => list.rows[0]?.ticket.tags.length === 1);
    machine.network.alterNext(1, PATHS.commands, withoutRows);
    const id = valueOf(await desk.write.record({ kind: 'status', ticketId, payload: { to: 'open' } }));
    await until(desk.read.outbox, (items) => items.length === 0, 'it is settled');
    await atRest(desk);
    // By itself, not because the line of events was opened anew.
    expect(machine.network.requests.filter((each) => each.includes(PATHS.events))).toHaveLength(1);
    expect(helpdesk.applied).toEqual([id]);
  });

  it('its own rows may come before its answer: shown once, and not taken back', async () => {
    const { machine, desk, ticketId, helpdesk } = await atWork();
    await conversationOf(desk, ticketId);
    const release = machine.network.deliverLate(PATHS.commands);
    const counts: number[] = [];
    const live = desk.read.conversation(ticketId);
    live.subscribe(() => {
      const value = live.get();
      if (value.kind === 'open')
        counts.push(value.timeline.filter((entry) => entry.message.kind === 'reply').length);
    });
    const id = valueOf(
      await desk.write.record({ kind: 'reply', ticketId, payload: { text: 'Hello', attachments: [] } }),
    );
    await until(live, (value) => value.kind === 'open' && value.timeline.at(-1)?.delivery === 'confirmed');
    expect(desk.read.outbox.get()).toMatchObject([
      { command: { id }, canDiscard: false, canTakeBack: false },
    ]);
    release();
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(counts.every((count) => count === 1)).toBe(true);
    await expectConverged(desk, helpdesk, machine);
  });

  it('recovered work answered before the first page has come stays shown through the first lines', async () => {
    const { machine, desk, ticketId, helpdesk } = await atWork();
    machine.network.goOffline();
    valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'urgent' } }));
    await closeDesks();
    machine.database = newDisk();
    machine.network.goOnline();
    const release = machine.network.deliverLate(PATHS.changes);
    const releaseAnswer = machine.network.deliverLate(PATHS.commands);
    const later = await open(machine);
    await until(later.read.tickets('all', null), (list) => list.rows[0]?.ticket.priority === 'urgent');
    const seen = prioritiesOf(later, ticketId);
    releaseAnswer();
    await until(later.read.outbox, (items) => items.length === 0, 'an answer');
    release();
    await until(later.read.tickets('all', null), (list) => list.rows[0]?.pending === false);
    expect(seen).toEqual(['urgent']);
    await expectConverged(later, helpdesk, machine);
  });
});

describe('a feed that begins anew', () => {
  it('while an answer overtakes its first page never shows the older row (I4)', async () => {
    const { machine, desk, ticketId, helpdesk } = await atWork();
    const seen = prioritiesOf(desk, ticketId);
    // What the person may see has changed: everything comes again, as it was before the command.
    const release = await holdPull(machine, () =>
      helpdesk.backstage.setPerson({ ...FAKE_PEOPLE.anna, queueIds: [FIRST_QUEUE, SECOND_QUEUE] }),
    );
    valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'high' } }));
    await until(desk.read.outbox, (items) => items.length === 0, 'an answer');
    await until(desk.read.tickets('all', null), (list) => list.rows[0]?.pending === false);
    release();
    await atRest(desk);
    await until(desk.read.me, (me) => me.queueIds.length === 2, 'the page has come');
    await eventually(
      () => machine.network.requests.filter((each) => each.includes(PATHS.changes)).length >= 3,
      'it was asked for once more',
    );
    await expectConverged(desk, helpdesk, machine);
    expect(seen).toEqual(['normal', 'high']);
  });

  it('an answer from before it brings nothing back that has left sight (I4, I8)', async () => {
    const helpdesk = createFakeHelpdesk();
    const kept = helpdesk.backstage.openTicket({ queueId: SECOND_QUEUE });
    helpdesk.backstage.setPerson({ ...FAKE_PEOPLE.anna, queueIds: [FIRST_QUEUE, SECOND_QUEUE] });
    const { machine, desk, ticketId } = await atWork(helpdesk);
    const release = machine.network.deliverLate(PATHS.commands);
    const id = valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'high' } }));
    await eventually(() => helpdesk.applied.length === 1, 'it has arrived');
    helpdesk.backstage.setPerson({ ...FAKE_PEOPLE.anna, queueIds: [SECOND_QUEUE] });
    await until(
      desk.read.tickets('all', null),
      (list) => list.rows.length === 1 && list.rows[0]?.ticket.id === kept.ticketId,
    );
    release();
    await until(desk.read.outbox, (items) => items.length === 0, 'it is settled');
    await atRest(desk);
    expect(
      desk.read
        .tickets('all', null)
        .get()
        .rows.map((row) => row.ticket.id),
    ).toEqual([kept.ticketId]);
    await expectConverged(desk, helpdesk, machine);
    expect(helpdesk.applied).toEqual([id]);
    // Nothing of it is left behind: what waited for its rows has been let go.
    helpdesk.backstage.announce();
    await atRest(desk);
    const disk = await openDisk(machine);
    await expect.poll(() => disk.table('outbox').count()).toBe(0);
    disk.close();
  });

  it('is begun although answers come all the time', async () => {
    const { machine, desk, ticketId, helpdesk } = await atWork();
    const other = helpdesk.backstage.openTicket({ queueId: SECOND_QUEUE });
    let release = await holdPull(machine, () =>
      helpdesk.backstage.setPerson({ ...FAKE_PEOPLE.anna, queueIds: [FIRST_QUEUE, SECOND_QUEUE] }),
    );
    const tag = async (n: number) =>
      valueOf(await desk.write.record({ kind: 'tag', ticketId, payload: { add: [`t${n}`], remove: [] } }));
    await tag(1);
    await until(desk.read.outbox, (items) => items.length === 0, 'an answer');
    const next = machine.network.deliverLate(PATHS.changes);
    release();
    release = next;
    await eventually(
      () => machine.network.requests.filter((each) => each.includes(PATHS.changes)).length >= 3,
      'it asks again',
    );
    // Answered while the page is asked for a second time: this one waits for the page.
    await tag(2);
    await eventually(() => helpdesk.applied.length === 2, 'it has arrived');
    for (const text of ['it', 'still', 'waits'])
      await desk.write.saveDraft({ ticketId, kind: 'note', text, attachments: [] });
    expect(desk.read.outbox.get()).toHaveLength(1);
    release();
    await until(desk.read.tickets('all', null), (list) =>
      list.rows.some((row) => row.ticket.id === other.ticketId),
    );
    await atRest(desk);
    const pulls = machine.network.requests.filter((each) => each.includes(PATHS.changes)).length;
    expect(pulls).toBeLessThan(8);
    await until(desk.read.tickets('all', null), (list) => list.rows.every((row) => !row.pending));
    await expectConverged(desk, helpdesk, machine);
  });
});

describe('what is pushed and what comes back (rules of counted mutations)', () => {
  it('duplicate: an answer that comes twice settles once (I2)', async () => {
    const { machine, desk, ticketId, helpdesk } = await atWork();
    machine.network.duplicate(2, PATHS.commands);
    const id = valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'low' } }));
    await atRest(desk);
    expect(helpdesk.applied).toEqual([id]);
    await expectConverged(desk, helpdesk, machine);
  });

  it('gap: an answer that leaves a command out leaves it in the outbox, and it goes again (I1)', async () => {
    const { machine, desk, ticketId, helpdesk } = await atWork();
    machine.network.goOffline();
    const first = valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'low' } }));
    const second = valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'high' } }));
    machine.network.alterNext(1, PATHS.commands, ({ answers }: { answers: readonly Answer[] }) => ({
      answers: answers.slice(1),
    }));
    machine.network.goOnline();
    desk.write.tryNow();
    await eventually(() => helpdesk.applied.length === 2, 'both have arrived');
    await until(desk.read.outbox, (items) => items.length === 0, 'both are settled');
    expect(helpdesk.applied).toEqual([first, second]);
    await expectConverged(desk, helpdesk, machine);
  });

  it('reorder: answers in another order than the commands settle each its own (I3)', async () => {
    const { machine, desk, ticketId, helpdesk } = await atWork();
    machine.network.goOffline();
    const ids = [];
    for (const to of ['low', 'high', 'urgent'] as const)
      ids.push(valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to } })));
    machine.network.alterNext(1, PATHS.commands, ({ answers }: { answers: readonly Answer[] }) => ({
      answers: answers.toReversed(),
    }));
    machine.network.goOnline();
    desk.write.tryNow();
    await atRest(desk);
    expect(helpdesk.applied).toEqual(ids);
    expect(desk.read.tickets('all', null).get().rows[0]?.ticket.priority).toBe('urgent');
    await expectConverged(desk, helpdesk, machine);
  });

  it('lost answer: asked again, the stored decision settles it (I2)', async () => {
    const { machine, desk, ticketId, helpdesk } = await atWork();
    const seen = prioritiesOf(desk, ticketId);
    machine.network.loseAnswer(2, PATHS.commands);
    const id = valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'low' } }));
    await atRest(desk);
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual([id]);
    expect(seen).toEqual(['normal', 'low']);
  });

  it('pull during push: a page from before the command does not undo what is shown', async () => {
    const { machine, desk, ticketId, helpdesk } = await atWork();
    const seen = prioritiesOf(desk, ticketId);
    const release = await holdPull(machine, () =>
      helpdesk.backstage.changeTicket(ticketId, { tags: ['garage'] }),
    );
    valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'low' } }));
    await until(desk.read.outbox, (items) => items.length === 0);
    release();
    await atRest(desk);
    await expectConverged(desk, helpdesk, machine);
    expect(seen).toEqual(['normal', 'low']);
  });
});
