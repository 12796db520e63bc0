import { afterEach, describe, expect, it } from 'vitest';
import { Dexie } from 'dexie';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Desk } from '#renderer/data/desk.ts';
import { databaseName, findMeta } from '#renderer/data/store/database.ts';
import { closeDesks, open, valueOf } from '#tests/support/desk-harness.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { atRest, createMachine, eventually, type Machine } from '#tests/support/ring.ts';

afterEach(closeDesks);

function setUp() {
  const helpdesk = createFakeHelpdesk();
  const { ticketId } = helpdesk.backstage.openTicket();
  const machine = createMachine(helpdesk);
  return { helpdesk, ticketId, machine };
}

const keep = async (desk: Desk, bytes: string): Promise<Attachment> =>
  valueOf(await desk.write.keepFile(new Blob([bytes]), `${bytes}.bin`));

/** Works on the disk of a machine whose windows are closed. */
async function onDisk<T>(machine: Machine, work: (raw: Dexie) => Promise<T>): Promise<T> {
  const name = databaseName(`${machine.profile.helpdeskId}_${machine.person.id}`);
  const raw = await new Dexie(name, { ...machine.database }).open();
  return work(raw).finally(() => raw.close());
}

/** What counts as fetched, and so can be dropped when room is needed. */
const countedFiles = (machine: Machine) =>
  onDisk(machine, async (raw) => {
    const files = await findMeta({ meta: raw.table('meta') }, 'files');
    return (files?.entries ?? []).map(([sha256]) => sha256);
  });

describe('a file that no unsent work names', () => {
  it('is let go at the next start, and one that is named is not (I1, I11)', async () => {
    const { ticketId, machine } = setUp();
    const first = await open(machine);
    await atRest(first);
    const [named, dropped] = [await keep(first, 'named'), await keep(first, 'dropped')];
    const draft = { ticketId, kind: 'reply' as const, text: 'See it' };
    valueOf(await first.write.saveDraft({ ...draft, attachments: [named, dropped] }));
    valueOf(await first.write.saveDraft({ ...draft, attachments: [named] }));
    await first.close();
    expect([...machine.journal.files.keys()].toSorted()).toEqual([named.sha256, dropped.sha256].toSorted());

    const second = await open(machine);
    await eventually(() => machine.journal.files.size === 1, 'that the journal lets it go');
    expect([...machine.journal.files.keys()]).toEqual([named.sha256]);
    await second.close();
    expect(await countedFiles(machine)).toEqual([dropped.sha256]);
  });

  it('stays while it may still become part of a draft: it was kept by this window (I1)', async () => {
    const { ticketId, machine } = setUp();
    const before = await open(machine);
    const stale = await keep(before, 'stale');
    await before.close();
    const desk = await open(machine);
    const young = await keep(desk, 'young');
    await eventually(() => !machine.journal.files.has(stale.sha256), 'that the older one is let go');
    expect([...machine.journal.files.keys()]).toEqual([young.sha256]);
    valueOf(await desk.write.saveDraft({ ticketId, kind: 'note', text: '', attachments: [young] }));
  });

  it('stays while there is unsent work that cannot be read and may name it (I7)', async () => {
    const { machine } = setUp();
    const first = await open(machine);
    await atRest(first);
    const file = await keep(first, 'perhaps named');
    await first.close();
    await onDisk(machine, (raw) =>
      raw.table('drafts').put({ key: 'of tomorrow', draft: { attachments: [] } }),
    );
    const second = await open(machine);
    await atRest(second);
    // The next start brings the journal in line first, and looks for such files behind it.
    machine.journal.entries.set('left over', {});
    await second.close();
    const third = await open(machine);
    await eventually(() => !machine.journal.entries.has('left over'), 'that the journal is in line');
    await third.close();
    expect([...machine.journal.files.keys()]).toEqual([file.sha256]);
  });
});
