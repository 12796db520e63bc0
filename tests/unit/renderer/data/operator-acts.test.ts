import { afterEach, describe, expect, it } from 'vitest';
import { err } from '#shared/base/result.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { FAKE_PEOPLE } from '#tests/support/fake-people.ts';
import {
  closeDesks,
  conversationOf,
  expectConverged,
  valueOf,
  open,
  openOnTicket,
} from '#tests/support/desk-harness.ts';
import { atRest, createMachine, eventually, newDisk, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

describe('what the operator does', () => {
  it('is shown at once, safe before it says so, and applied exactly once (I1, I2)', async () => {
    const { helpdesk, ticketId, machine, desk } = await openOnTicket();
    machine.network.goOffline();
    await conversationOf(desk, ticketId);
    const given = desk.write.record({ kind: 'status', ticketId, payload: { to: 'waiting' } });
    const row = desk.read.tickets('waiting-for-customer', null).get().rows[0];
    expect(row).toMatchObject({ pending: true, undecided: false });
    expect(desk.read.outbox.get()).toHaveLength(0);
    const id = valueOf(await given);
    expect(desk.read.outbox.get()).toHaveLength(1);
    expect(desk.read.counts.get().views['waiting-for-customer']).toBe(1);
    expect([...machine.journal.entries.keys()]).toContain('command 1');
    machine.network.goOnline();
    machine.network.loseAnswer(1, '/api/sync/commands');
    desk.write.tryNow();
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual([id]);
    await until(desk.read.tickets('all', null), (list) => list.rows[0]?.pending === false);
    await expectConverged(desk, helpdesk, machine);
    await eventually(() => !machine.journal.entries.has('command 1'), 'the journal has forgotten it');
  });

  it('two hundred acts given at once are written together, each in its place, and each arrives once (I1, I2, I3)', async () => {
    const { helpdesk, ticketId, machine, desk } = await openOnTicket();
    machine.network.goOffline();
    const before = machine.journal.appends;
    const given = Array.from({ length: 200 }, (_, at) =>
      desk.write.record({ kind: 'note', ticketId, payload: { text: `Note ${at}`, attachments: [] } }),
    );
    const ids = (await Promise.all(given)).map(valueOf);
    expect(machine.journal.appends - before).toBeLessThanOrEqual(2);
    expect(desk.read.outbox.get().map((item) => item.command.id)).toEqual(ids);
    expect(desk.read.outbox.get().map((item) => item.command.n)).toEqual(ids.map((_, at) => at + 1));
    machine.network.goOnline();
    desk.write.tryNow();
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual(ids);
  });

  it('what has arrived before the journal refused it is not called unsaved, to be sent again (I2)', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    const other = await open(machine);
    await atRest(desk);
    await atRest(other);
    const { append } = machine.journal;
    let isAsked = false;
    machine.journal.append = async (records) => {
      if (!JSON.stringify(records).includes('Slow to be kept')) return append(records);
      isAsked = true;
      await eventually(() => helpdesk.applied.length === 2, 'both have arrived');
      return err('not-writable');
    };
    const note = (text: string) => ({ kind: 'note' as const, ticketId, payload: { text, attachments: [] } });
    const slow = desk.write.record(note('Slow to be kept'));
    await eventually(() => isAsked, 'the journal is asked');
    await other.write.record(note('Given in another window'));
    const id = valueOf(await slow);
    expect(helpdesk.applied).toContain(id);
    await until(other.read.outbox, (items) => items.length === 0);
    await until(desk.read.outbox, (items) => items.length === 0);
  });

  it('the predicted answer becomes the confirmed one without a gap or a double (I2)', async () => {
    const { ticketId, desk } = await openOnTicket();
    await conversationOf(desk, ticketId);
    const seen: string[][] = [];
    const live = desk.read.conversation(ticketId);
    live.subscribe(() => {
      const value = live.get();
      if (value.kind === 'open')
        seen.push(
          value.timeline.filter((entry) => entry.message.kind === 'reply').map((entry) => entry.delivery),
        );
    });
    await desk.write.record({
      kind: 'reply',
      ticketId,
      payload: { text: 'Please install SP3', attachments: [] },
    });
    await until(live, (value) => value.kind === 'open' && value.timeline.at(-1)?.delivery === 'confirmed');
    expect(seen.every((replies) => replies.length === 1)).toBe(true);
  });

  it('is all there after the program was killed, offline (I1)', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const first = await machine.open();
    await atRest(first);
    machine.network.goOffline();
    const file = valueOf(
      await first.write.keepFile(new Blob(['a picture'], { type: 'image/png' }), 'shot.png'),
    );
    await first.write.saveDraft({ ticketId, kind: 'reply', text: 'See the picture', attachments: [file] });
    const replied = valueOf(await first.write.send(ticketId, 'reply'));
    const noted = valueOf(
      await first.write.record({ kind: 'note', ticketId, payload: { text: 'Knows SP3', attachments: [] } }),
    );
    const resolved = valueOf(
      await first.write.record({ kind: 'status', ticketId, payload: { to: 'resolved' } }),
    );
    await first.write.saveDraft({ ticketId, kind: 'note', text: 'half a th', attachments: [] });
    await first.close();
    const desk = await open(machine);
    expect(desk.read.outbox.get().map((item) => item.command.id)).toEqual([replied, noted, resolved]);
    expect(desk.read.draft(ticketId, 'note').get()).toEqual({
      draft: { ticketId, kind: 'note', text: 'half a th', attachments: [] },
      saved: 'saved',
    });
    expect(await valueOf(await desk.read.readFile(file.sha256)).text()).toBe('a picture');
    machine.network.goOnline();
    desk.write.tryNow();
    await atRest(desk);
    expect(helpdesk.applied).toEqual([replied, noted, resolved]);
    expect(new TextDecoder().decode(helpdesk.file(file.sha256) ?? undefined)).toBe('a picture');
  });

  it('comes back from the journal when the local database is gone, and is not done twice (I1, I2)', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const first = await machine.open();
    await atRest(first);
    machine.network.cutBehind('/api/sync/commands');
    const arrived = valueOf(
      await first.write.record({ kind: 'note', ticketId, payload: { text: 'one', attachments: [] } }),
    );
    await eventually(() => helpdesk.applied.length === 1, 'the first has arrived');
    const file = valueOf(await first.write.keepFile(new Blob(['bytes']), 'a.bin'));
    const waiting = valueOf(
      await first.write.record({ kind: 'note', ticketId, payload: { text: 'two', attachments: [file] } }),
    );
    await first.write.saveDraft({ ticketId, kind: 'reply', text: 'words', attachments: [] });
    await first.close();
    machine.database = newDisk();
    const desk = await open(machine);
    expect(desk.read.storage.get()).toEqual({ kind: 'recovered', commands: 2, drafts: 1 });
    expect(desk.read.outbox.get().every((item) => !item.canDiscard)).toBe(true);
    expect(desk.read.draft(ticketId, 'reply').get().draft?.text).toBe('words');
    machine.network.goOnline();
    desk.write.tryNow();
    await atRest(desk);
    expect(helpdesk.applied).toEqual([arrived, waiting]);
    const next = valueOf(
      await desk.write.record({ kind: 'note', ticketId, payload: { text: 'three', attachments: [] } }),
    );
    await atRest(desk);
    expect(helpdesk.applied).toEqual([arrived, waiting, next]);
  });

  it('what cannot be kept is not shown as kept: the words stay with the operator (I1)', async () => {
    const { ticketId, machine, desk } = await openOnTicket();
    machine.network.goOffline();
    machine.journal.failWith('disk-full');
    const draft = { ticketId, kind: 'reply', text: 'Long words', attachments: [] } as const;
    expect(await desk.write.saveDraft({ ...draft, attachments: [] })).toEqual({
      ok: false,
      error: 'disk-full',
    });
    expect(desk.read.draft(ticketId, 'reply').get()).toMatchObject({ draft, saved: 'failed' });
    expect(await desk.write.send(ticketId, 'reply')).toEqual({ ok: false, error: 'disk-full' });
    expect(desk.read.draft(ticketId, 'reply').get().draft).toEqual(draft);
    expect(desk.read.outbox.get()).toEqual([]);
    expect(desk.read.storage.get()).toEqual({ kind: 'full' });
    expect(desk.read.tickets('all', null).get().rows[0]).toMatchObject({ pending: false });
    machine.journal.failWith(null);
    await until(desk.read.draft(ticketId, 'reply'), (state) => state.saved !== 'saving');
    valueOf(await desk.write.send(ticketId, 'reply'));
    expect(desk.read.storage.get()).toEqual({ kind: 'fine' });
    expect(desk.read.draft(ticketId, 'reply').get()).toEqual({ draft: null, saved: 'saved' });
  });

  it('drafts are written together, the last state always', async () => {
    const { ticketId, machine, desk } = await openOnTicket();
    const before = machine.journal.appends;
    const saves = Array.from('Hello there', (_, at, text = 'Hello there') =>
      desk.write.saveDraft({ ticketId, kind: 'reply', text: text.slice(0, at + 1), attachments: [] }),
    );
    expect(desk.read.draft(ticketId, 'reply').get().saved).toBe('saving');
    expect((await Promise.all(saves)).every((saved) => saved.ok)).toBe(true);
    expect(machine.journal.appends - before).toBe(1);
    expect(desk.read.drafts.get()).toEqual(new Set([ticketId]));
    expect(machine.journal.entries.get(`draft ${ticketId} reply`)).toMatchObject({
      draft: { text: 'Hello there' },
    });
  });

  it('a trainee changes nothing (I9)', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk, FAKE_PEOPLE.timur);
    const desk = await open(machine);
    await atRest(desk);
    const refused = { ok: false, error: 'not-allowed' };
    expect(await desk.write.record({ kind: 'status', ticketId, payload: { to: 'resolved' } })).toEqual(
      refused,
    );
    expect(await desk.write.saveDraft({ ticketId, kind: 'note', text: 'x', attachments: [] })).toEqual(
      refused,
    );
    expect(await desk.write.keepFile(new Blob(['x']), 'x')).toEqual(refused);
  });
});
