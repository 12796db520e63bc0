import { afterEach, expect, test } from 'vitest';
import type { TicketId } from '#shared/base/brand.ts';
import { ok } from '#shared/base/result.ts';
import { PATHS } from '#shared/contract/http/routes.ts';
import type { Desk } from '#renderer/data/desk.ts';
import { closeDesks, open, valueOf } from '#tests/support/desk-harness.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { FAKE_PEOPLE } from '#tests/support/fake-people.ts';
import { atRest, createMachine, eventually, newDisk, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

async function twoMachines() {
  const helpdesk = createFakeHelpdesk();
  const { ticketId } = helpdesk.backstage.openTicket();
  const [here, there] = [createMachine(helpdesk), createMachine(helpdesk)];
  const [mine, theirs] = [await open(here), await open(there)];
  await Promise.all([atRest(mine), atRest(theirs)]);
  return { helpdesk, ticketId, here, there, mine, theirs };
}

async function write(desk: Desk, ticketId: TicketId, text: string): Promise<void> {
  valueOf(await desk.write.saveDraft({ ticketId, kind: 'reply', text, attachments: [] }));
}
const draftOf = (desk: Desk, ticketId: TicketId) => desk.read.draft(ticketId, 'reply');
const hasText = (text: string | null) => (state: { draft: { text: string } | null }) =>
  (state.draft?.text ?? null) === text;

/** A draft that the helpdesk has, while this machine has not heard so. */
async function withDraftOnItsWay(words: string) {
  const machines = await twoMachines();
  const { helpdesk, ticketId, here, mine } = machines;
  const arrived = () => helpdesk.own(FAKE_PEOPLE.anna.id).map(({ value }) => value);
  const letGo = here.network.deliverLate(`${PATHS.own}/`);
  await write(mine, ticketId, words);
  await eventually(() => JSON.stringify(arrived()).includes(words), 'it has arrived');
  return { ...machines, letGo, arrived };
}

test('a draft is on the person\u2019s other machine, changes follow, and nobody else has it (I8)', async () => {
  const { helpdesk, ticketId, mine, theirs } = await twoMachines();
  const boris = await open(createMachine(helpdesk, FAKE_PEOPLE.boris));
  await atRest(boris);
  await write(mine, ticketId, 'Begun here');
  await until(draftOf(theirs, ticketId), hasText('Begun here'));
  await write(mine, ticketId, 'Begun here, gone on');
  await until(draftOf(theirs, ticketId), hasText('Begun here, gone on'));
  // And back, however short it is since somebody wrote here.
  await write(theirs, ticketId, 'Begun here, gone on there');
  await until(draftOf(mine, ticketId), hasText('Begun here, gone on there'));
  expect([...mine.read.draftClashes.get(), ...theirs.read.draftClashes.get()]).toEqual([]);
  expect(theirs.read.drafts.get().has(ticketId)).toBe(true);
  expect(boris.read.draftList.get()).toEqual([]);
  expect(helpdesk.own(FAKE_PEOPLE.boris.id)).toEqual([]);
});

test('sent there, it disappears here and is a version', async () => {
  const { ticketId, mine, theirs } = await twoMachines();
  await write(mine, ticketId, 'To be sent');
  await until(draftOf(theirs, ticketId), hasText('To be sent'));
  valueOf(await mine.write.send(ticketId, 'reply'));
  await until(draftOf(theirs, ticketId), hasText(null));
  const versions = await theirs.read.draftVersions(ticketId, 'reply');
  expect(versions.map((each) => each.draft.text)).toContain('To be sent');
});

test('words that come back from the helpdesk while newer ones are written are nobody else\u2019s: nothing is told', async () => {
  const { ticketId, mine, theirs, letGo } = await withDraftOnItsWay('Begun');
  await write(mine, ticketId, 'Begun and gone on');
  letGo();
  await until(draftOf(theirs, ticketId), hasText('Begun and gone on'));
  expect(draftOf(mine, ticketId).get().draft?.text).toBe('Begun and gone on');
  expect(mine.read.draftClashes.get()).toEqual([]);
});

test('nor where the helpdesk had them and its answer was lost', async () => {
  const { ticketId, here, mine, theirs } = await twoMachines();
  const putsOf = () => here.network.requests.filter((each) => each.startsWith(`PUT ${PATHS.own}/`));
  here.network.loseAnswer(1, `${PATHS.own}/`);
  await write(mine, ticketId, 'Begun');
  await eventually(() => putsOf().length === 1, 'it is on its way');
  await write(mine, ticketId, 'Begun and gone on');
  await until(draftOf(theirs, ticketId), hasText('Begun and gone on'));
  expect(putsOf().length).toBeGreaterThan(1);
  expect(mine.read.draftClashes.get()).toEqual([]);
});

test('sent while the draft was on its way: it does not come back', async () => {
  const { ticketId, mine, theirs, letGo, arrived } = await withDraftOnItsWay('An answer');
  const shown: (string | null)[] = [];
  valueOf(await mine.write.send(ticketId, 'reply'));
  draftOf(mine, ticketId).subscribe(() => shown.push(draftOf(mine, ticketId).get().draft?.text ?? null));
  letGo();
  await eventually(() => arrived().every((value) => value === null), 'it is gone there');
  await until(draftOf(theirs, ticketId), hasText(null));
  expect(shown.filter((text) => text !== null)).toEqual([]);
  expect(mine.read.draftClashes.get()).toEqual([]);
});

/** A draft that the helpdesk has; then the program is closed, and its local database is lost. */
async function withLostDatabase(meanwhile: (desk: Desk, ticketId: TicketId) => Promise<void>) {
  const helpdesk = createFakeHelpdesk();
  const { ticketId } = helpdesk.backstage.openTicket();
  const machine = createMachine(helpdesk);
  const desk = await open(machine);
  await atRest(desk);
  await write(desk, ticketId, 'Begun');
  const there = () => JSON.stringify(helpdesk.own(FAKE_PEOPLE.anna.id).map(({ value }) => value));
  await eventually(() => there().includes('Begun'), 'the helpdesk has it');
  machine.network.goOffline();
  await until(desk.read.connection, (link) => link.kind === 'offline');
  await meanwhile(desk, ticketId);
  await desk.close();
  machine.database = newDisk();
  machine.network.goOnline();
  return { machine, ticketId, there };
}

test('newer words that came back from the journal stay: the helpdesk has an older state of them, and nothing is told (I1)', async () => {
  const { machine, ticketId, there } = await withLostDatabase((desk, id) =>
    write(desk, id, 'Begun and gone on'),
  );
  const again = await open(machine);
  await eventually(() => there().includes('Begun and gone on'), 'the helpdesk has the newer ones');
  expect(draftOf(again, ticketId).get().draft?.text).toBe('Begun and gone on');
  expect(again.read.draftClashes.get()).toEqual([]);
});

test('what was sent does not come back with a local database that was lost before the helpdesk had heard of it (I2)', async () => {
  const { machine, ticketId, there } = await withLostDatabase(async (desk, id) => {
    valueOf(await desk.write.send(id, 'reply'));
  });
  const again = await open(machine);
  const shown: (string | undefined)[] = [];
  draftOf(again, ticketId).subscribe(() => shown.push(draftOf(again, ticketId).get().draft?.text));
  await eventually(() => there() === '[null]', 'it is gone there');
  expect(draftOf(again, ticketId).get().draft).toBeNull();
  expect(shown.filter((text) => text !== undefined)).toEqual([]);
});

test('words that a damaged journal has lost with the local database come back from the helpdesk (I1)', async () => {
  const { machine, ticketId } = await withLostDatabase(() => Promise.resolve());
  const { journal } = machine;
  for (const key of [...journal.entries.keys()].filter((each) => each.startsWith('draft ')))
    journal.entries.delete(key);
  const { read } = journal;
  Object.assign(journal, {
    read: async () => {
      const found = await read();
      return found.ok ? ok({ ...found.value, damaged: 1 }) : found;
    },
  });
  const again = await open(machine);
  await until(draftOf(again, ticketId), hasText('Begun'));
  await write(again, ticketId, 'Begun and gone on');
  // The line is whole again when it is read next; what was lost is not forgotten.
  Object.assign(journal, { read });
  await again.close();
  const later = await open(machine);
  await until(draftOf(later, ticketId), hasText('Begun and gone on'));
});

test('a helpdesk that was set back takes no draft with it, and sets none back: it is given the newer ones again (I1)', async () => {
  const { helpdesk, ticketId, here, mine, theirs } = await twoMachines();
  const other = helpdesk.backstage.openTicket().ticketId;
  const there = () => JSON.stringify(helpdesk.own(FAKE_PEOPLE.anna.id).map(({ value }) => value));
  await write(mine, ticketId, 'Begun');
  await until(draftOf(theirs, ticketId), hasText('Begun'));
  const setBack = helpdesk.backstage.backUp();
  // Gone on with on the other machine, so that it is somebody else's there and nobody is at work on it here.
  await write(theirs, ticketId, 'Begun and gone on');
  await until(draftOf(mine, ticketId), hasText('Begun and gone on'));
  await write(mine, other, 'In no backup');
  await until(draftOf(theirs, other), hasText('In no backup'));
  setBack();
  expect(there()).not.toContain('In no backup');
  await theirs.close();
  await mine.close();
  const again = await open(here);
  await eventually(
    () => there().includes('In no backup') && there().includes('gone on'),
    'the helpdesk has them again',
  );
  expect(draftOf(again, ticketId).get().draft?.text).toBe('Begun and gone on');
  expect(draftOf(again, other).get().draft?.text).toBe('In no backup');
});

test('written offline on both: nothing of either is lost, and it is told', async () => {
  const { ticketId, here, there, mine, theirs } = await twoMachines();
  await write(mine, ticketId, 'Common');
  await until(draftOf(theirs, ticketId), hasText('Common'));
  here.network.goOffline();
  there.network.goOffline();
  await until(mine.read.connection, (link) => link.kind === 'offline');
  await write(mine, ticketId, 'Common, mine');
  await write(theirs, ticketId, 'Common, theirs');
  here.network.goOnline();
  mine.write.tryNow();
  await until(mine.read.connection, (link) => link.kind === 'online');
  // Mine arrives first; theirs is being edited, so it stays there, and mine is kept beside it.
  there.network.goOnline();
  theirs.write.tryNow();
  const told = await Promise.race([
    until(theirs.read.draftClashes, (clashes) => clashes.length > 0),
    until(mine.read.draftClashes, (clashes) => clashes.length > 0),
  ]);
  expect(told[0]).toEqual({ ticketId, kind: 'reply' });
  const all = async (desk: Desk) => [
    draftOf(desk, ticketId).get().draft?.text,
    ...(await desk.read.draftVersions(ticketId, 'reply')).map((each) => each.draft.text),
  ];
  let found: readonly (string | undefined)[] = [];
  const look = async () => {
    found = [...(await all(mine)), ...(await all(theirs))];
  };
  await look();
  expect(found).toContain('Common, mine');
  expect(found).toContain('Common, theirs');
});

test('a draft of a ticket that has left sight is in the list, with its words, here and there', async () => {
  const { helpdesk, ticketId, here, mine, theirs } = await twoMachines();
  await write(mine, ticketId, 'Still mine');
  await until(theirs.read.draftList, (items) => items.length === 1);
  helpdesk.backstage.setPerson({ ...FAKE_PEOPLE.anna, queueIds: [] });
  await until(mine.read.draftList, (items) => items[0]?.ticket === null, 'the ticket is gone');
  expect(mine.read.draftList.get()[0]?.draft.text).toBe('Still mine');
  await mine.close();
  const again = await open(here);
  await until(again.read.draftList, (items) => items[0]?.draft.text === 'Still mine');
  await until(again.read.draftList, (items) => items[0]?.ticket === null, 'the ticket is gone');
  expect(again.read.draftList.get()[0]?.draft.text).toBe('Still mine');
});

test('files of a draft are brought along', async () => {
  const { ticketId, mine, theirs } = await twoMachines();
  const file = valueOf(await mine.write.keepFile(new Blob(['of the draft']), 'a.txt'));
  valueOf(await mine.write.saveDraft({ ticketId, kind: 'reply', text: '', attachments: [file] }));
  await until(draftOf(theirs, ticketId), (state) => state.draft?.attachments.length === 1);
  const read = await theirs.read.readFile(file.sha256);
  expect(read.ok && (await read.value.text())).toBe('of the draft');
});

test('versions: what was discarded, replaced or sent can be had again', async () => {
  const { ticketId, mine } = await twoMachines();
  await write(mine, ticketId, 'First words of some length');
  valueOf(await mine.write.discardDraft(ticketId, 'reply'));
  const [discarded] = await mine.read.draftVersions(ticketId, 'reply');
  expect(discarded).toMatchObject({ why: 'discarded', draft: { text: 'First words of some length' } });
  await write(mine, ticketId, 'Others');
  if (discarded === undefined) throw new Error('nothing');
  const before = valueOf(await mine.write.restoreDraft(discarded.draft));
  expect(before?.text).toBe('Others');
  expect(draftOf(mine, ticketId).get()).toMatchObject({
    saved: 'saved',
    draft: { text: 'First words of some length' },
  });
  valueOf(await mine.write.send(ticketId, 'reply'));
  await eventually(() => draftOf(mine, ticketId).get().draft === null, 'the field is free');
  const versions = await mine.read.draftVersions(ticketId, 'reply');
  expect(versions.map((each) => [each.why, each.draft.text])).toEqual([
    ['sent', 'First words of some length'],
    ['replaced', 'Others'],
    ['discarded', 'First words of some length'],
  ]);
});
