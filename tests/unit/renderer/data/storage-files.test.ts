import { afterEach, describe, expect, it } from 'vitest';
import { closeDesks, conversationOf, open, valueOf, openOnTicket } from '#tests/support/desk-harness.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { FAKE_PEOPLE } from '#tests/support/fake-people.ts';
import { atRest, createMachine, eventually, rawDatabase, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

describe('files', () => {
  it('a file that is on no disk any more lets its command be decided on, and the others go', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const other = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    await atRest(desk);
    machine.network.goOffline();
    const file = valueOf(await desk.write.keepFile(new Blob(['lost']), 'lost.txt'));
    valueOf(
      await desk.write.record({ kind: 'note', ticketId, payload: { text: 'see', attachments: [file] } }),
    );
    const free = valueOf(
      await desk.write.record({
        kind: 'note',
        ticketId: other.ticketId,
        payload: { text: 'n', attachments: [] },
      }),
    );
    const raw = await rawDatabase(machine, helpdesk.id).open();
    await raw.table('files').clear();
    raw.close();
    machine.network.goOnline();
    desk.write.tryNow();
    const items = await until(
      desk.read.outbox,
      (all) => all[0]?.state.kind === 'stopped' && all.length === 1,
    );
    expect(items[0]).toMatchObject({ state: { files: [{ name: 'lost.txt' }] }, canDiscard: true });
    expect(helpdesk.applied).toEqual([free]);
    valueOf(await desk.write.discard(items[0]?.command.id as never));
    expect(desk.read.draft(ticketId, 'note').get().draft?.text).toBe('see');
  });

  it('a file lost after its command was sent is told too, and both ways out work (I7)', async () => {
    const { helpdesk, ticketId, machine, desk } = await openOnTicket();
    const give = async (name: string) => {
      const file = valueOf(await desk.write.keepFile(new Blob([name]), name));
      machine.network.failNext(1, 'cut', '/api/sync/commands');
      const id = valueOf(
        await desk.write.record({ kind: 'note', ticketId, payload: { text: name, attachments: [file] } }),
      );
      await until(desk.read.outbox, (items) => items.some((item) => item.canTakeBack), 'it was sent');
      helpdesk.backstage.forgetFiles();
      await losing('files');
      desk.write.tryNow();
      await until(desk.read.outbox, (items) => items[0]?.state.kind === 'stopped', 'that it is told');
      return id;
    };
    const losing = async (table: string) => {
      const raw = await rawDatabase(machine, helpdesk.id).open();
      await raw.table(table).clear();
      raw.close();
    };
    const again = await give('again.txt');
    expect(desk.read.outbox.get()[0]).toMatchObject({ canDiscard: false, canTakeBack: true });
    valueOf(await desk.write.keepFile(new Blob(['again.txt']), 'again.txt'));
    desk.write.tryNow();
    await until(desk.read.outbox, (items) => items.length === 0, 'it has gone with the file');
    const back = await give('back.txt');
    valueOf(await desk.write.discard(back));
    await until(desk.read.outbox, (items) => items.length === 0, 'it is taken back');
    expect(desk.read.draft(ticketId, 'note').get().draft?.text).toBe('back.txt');
    expect(helpdesk.applied).toEqual([again]);
  });

  it('a file that is only on the helpdesk any more is enough to learn what became of its command', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await machine.open();
    await atRest(desk);
    const file = valueOf(await desk.write.keepFile(new Blob(['sent']), 'sent.txt'));
    machine.network.deliverLate('/api/sync/changes');
    machine.network.cutBehind('/api/sync/commands');
    const id = valueOf(
      await desk.write.record({ kind: 'note', ticketId, payload: { text: 'see', attachments: [file] } }),
    );
    await eventually(() => helpdesk.applied.length === 1, 'it has arrived');
    await desk.close();
    const raw = await rawDatabase(machine, helpdesk.id).open();
    await raw.table('files').clear();
    raw.close();
    machine.journal.files.clear();
    const later = await open(machine);
    // Without rows that tell of it, only the helpdesk can.
    machine.network.deliverLate('/api/sync/changes');
    machine.network.goOnline();
    later.write.tryNow();
    await until(later.read.outbox, (items) => items.length === 0, 'an answer');
    // Asked for, not fetched back.
    expect(machine.network.requests).not.toContain(`GET /api/attachments/${file.sha256}`);
    expect(helpdesk.applied).toEqual([id]);
  });

  it('goes on where an upload was cut, and starts anew when the bytes did not match', async () => {
    const { helpdesk, ticketId, machine, desk } = await openOnTicket();
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const big = new Uint8Array(2_500_000).map((_, at) => bytes[at % 60_000] ?? 0);
    const file = valueOf(await desk.write.keepFile(new Blob([big]), 'big.bin'));
    machine.network.loseAnswer(1, `/api/attachments/${file.sha256}/upload`);
    valueOf(
      await desk.write.record({ kind: 'note', ticketId, payload: { text: 'see', attachments: [file] } }),
    );
    await atRest(desk);
    expect(helpdesk.file(file.sha256)).toEqual(big);
    await eventually(() => machine.journal.files.size === 0, 'the journal has let the file go');
  });

  it.each([
    [new Blob([]), 'empty'],
    [new Blob([new Uint8Array(26 * 1024 * 1024)]), 'too-large'],
  ] as const)('a file within the limits only', async (blob, error) => {
    const helpdesk = createFakeHelpdesk();
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    expect(await desk.write.keepFile(blob, 'f')).toEqual({ ok: false, error });
  });

  it('a fetched file is kept for the next time, and a portal’s page is not taken for it', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const writer = createMachine(helpdesk, FAKE_PEOPLE.boris);
    const boris = await open(writer);
    await atRest(boris);
    const file = valueOf(await boris.write.keepFile(new Blob(['shared']), 's.txt'));
    valueOf(
      await boris.write.record({ kind: 'note', ticketId, payload: { text: 'see', attachments: [file] } }),
    );
    await atRest(boris);
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    await atRest(desk);
    await conversationOf(desk, ticketId);
    machine.network.failNext(1, 'portal', '/api/attachments');
    expect(await desk.read.readFile(file.sha256)).toEqual({ ok: false, error: 'offline' });
    expect(await valueOf(await desk.read.readFile(file.sha256)).text()).toBe('shared');
    machine.network.goOffline();
    expect(await valueOf(await desk.read.readFile(file.sha256)).text()).toBe('shared');
  });
});
