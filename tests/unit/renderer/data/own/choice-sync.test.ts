import { afterEach, expect, test, vi } from 'vitest';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import { ownSettings } from '#renderer/app/own-settings.ts';
import type { Desk } from '#renderer/data/desk.ts';
import { profileKeyOf } from '#renderer/data/profile-key.ts';
import { closeDesks, open } from '#tests/support/desk-harness.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { FAKE_PEOPLE } from '#tests/support/fake-people.ts';
import { sampleId } from '#tests/support/sample-desk-data.ts';
import { atRest, createMachine, type Machine } from '#tests/support/ring.ts';

afterEach(closeDesks);

const within = (holds: () => void) => vi.waitFor(holds, { timeout: 8_000 });
const viewNamed = (n: number, name: string) => ({ id: sampleId('5', n), name, filter: { match: 'all' } });
const viewsOf = (machine: Machine) =>
  (machine.settings.get().views[profileKeyOf(machine.profile)] ?? []) as readonly { name: string }[];
const namesOn = (machine: Machine) => viewsOf(machine).map(({ name }) => name);

async function choose(machine: Machine, desk: Desk, patch: Partial<Settings>): Promise<void> {
  const written = await ownSettings(machine.settings, desk.write).write(patch);
  expect(written.ok).toBe(true);
}
const addView = (machine: Machine, desk: Desk, view: unknown) =>
  choose(machine, desk, { views: { [profileKeyOf(machine.profile)]: [...viewsOf(machine), view] } });
const keyOf = (machine: Machine) => machine.settings.get().keys['ticket.take'];

test('views made on two machines, one of them offline, are on both; so are keys and remembered senders', async () => {
  const helpdesk = createFakeHelpdesk();
  const [here, there] = [createMachine(helpdesk), createMachine(helpdesk)];
  const [mine, theirs] = [await open(here), await open(there)];
  await Promise.all([atRest(mine), atRest(theirs)]);
  there.network.goOffline();
  await addView(there, theirs, viewNamed(2, 'Made there'));
  await addView(here, mine, viewNamed(1, 'Made here'));
  await choose(here, mine, {
    keys: { 'ticket.take': [[{ code: 'KeyQ' }]] },
    pictureSenders: [{ id: sampleId('b', 1) as never, name: 'Olga Weber' }],
    language: 'ru',
  });
  there.network.goOnline();
  theirs.write.tryNow();
  await within(() => {
    expect(namesOn(here).toSorted()).toEqual(['Made here', 'Made there']);
    expect(namesOn(there).toSorted()).toEqual(['Made here', 'Made there']);
    expect(keyOf(there)).toEqual([[{ code: 'KeyQ' }]]);
    expect(there.settings.get().pictureSenders).toHaveLength(1);
  });
  // What is the machine's stays there.
  expect(there.settings.get().language).toBe('system');

  await choose(there, theirs, {
    views: { [profileKeyOf(there.profile)]: viewsOf(there).filter(({ name }) => name !== 'Made here') },
  });
  await within(() => expect(namesOn(here)).toEqual(['Made there']));
});

test('another person on the same machine has his own keys, not those of who was here before (I8)', async () => {
  const helpdesk = createFakeHelpdesk();
  const first = createMachine(helpdesk);
  const desk = await open(first);
  await atRest(desk);
  await choose(first, desk, { keys: { 'ticket.take': [[{ code: 'KeyQ' }]] } });
  await desk.close();
  const second = createMachine(helpdesk, FAKE_PEOPLE.boris);
  await second.settings.write({ keys: first.settings.get().keys });
  await atRest(await open(second));
  await within(() => expect(keyOf(second)).toBeUndefined());
});

test('a settings file that has lost the last change gets it back from the local database', async () => {
  const machine = createMachine();
  const desk = await open(machine);
  await atRest(desk);
  await addView(machine, desk, viewNamed(1, 'Kept'));
  await desk.close();
  await machine.settings.write({ views: {}, keys: {} });
  await open(machine);
  await within(() => expect(namesOn(machine)).toEqual(['Kept']));
});

test('views and keys that settings held before are taken over', async () => {
  const helpdesk = createFakeHelpdesk();
  const machine = createMachine(helpdesk);
  await machine.settings.write({
    views: { [profileKeyOf(machine.profile)]: [viewNamed(1, 'Old')] },
  });
  await atRest(await open(machine));
  const other = createMachine(helpdesk);
  await atRest(await open(other));
  await within(() => expect(namesOn(other)).toEqual(['Old']));
});
