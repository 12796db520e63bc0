import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandId, Sha256, TicketId } from '#shared/base/brand.ts';
import { openJournal } from '#main/services/journal/journal.ts';
import { readJournal, readJournalFiles } from '#renderer/data/journal/unsent-journal.ts';
import { databaseName } from '#renderer/data/store/database.ts';
import { createOpfsJournal } from '#renderer/platform/browser/opfs-journal.ts';
import { dumpDatabase, loadDatabase } from '#tests/support/database-dump.ts';
import { createFakeOpfs } from '#tests/support/fake-opfs.ts';
import { FAKE_PEOPLE } from '#tests/support/fake-people.ts';
import { createModelDisk } from '#tests/support/model-disk.ts';
import { createMortalMachine, type MortalMachine } from '#tests/support/mortal-machine.ts';
import { failEveryWrite } from '#tests/faults/store/every-write.ts';
import { createPlace, expectBalanced, settle, type Place } from '#tests/faults/store/local-account.ts';
import { fixtureHelpdesk, makeFixture, sha256, unpack, type Fixture } from './make-fixture.ts';

const FOLDER = path.join(import.meta.dirname);
const versions = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

function read(version: string): Fixture {
  return JSON.parse(readFileSync(path.join(FOLDER, version, 'fixture.json'), 'utf8')) as Fixture;
}

type What = 'database' | 'journal' | 'both';

/** A machine as the released version left it, with the account of what it had shown as saved. */
async function placeOf(fixture: Fixture, what: What): Promise<Place & { readonly name: string }> {
  const { helpdesk, tickets } = fixtureHelpdesk();
  const machine = createMortalMachine(helpdesk);
  const name = databaseName(`${helpdesk.id}_${FAKE_PEOPLE.anna.id}`);
  const database = unpack(fixture.database);
  if (what !== 'journal') await loadDatabase(machine.store.place, name, database);
  if (what !== 'database') fillJournal(machine, fixture);
  const { account } = createPlace(0);
  for (const row of database.tables['outbox']?.rows ?? []) {
    const { id, command, state } = row as { id: CommandId; command: object; state: object | null };
    if (state !== null) account.recorded.set(id, JSON.stringify(command));
  }
  account.drafts.set(`${tickets[1]} reply`, { saved: 'Half a sentence', since: [] });
  for (const [hash, base64] of Object.entries(fixture.files))
    account.files.set(hash as Sha256, new Uint8Array(Buffer.from(base64, 'base64')));
  return { helpdesk, machine, tickets, account, name };
}

function fillJournal(machine: MortalMachine, fixture: Fixture): void {
  for (const line of fixture.desktopJournal.trimEnd().split('\n')) {
    const { key, value } = JSON.parse(line.slice(9)) as { key: string; value: unknown };
    machine.journal.entries.set(key, value);
  }
  for (const [hash, base64] of Object.entries(fixture.files))
    machine.journal.files.set(hash as Sha256, new Uint8Array(Buffer.from(base64, 'base64')));
}

it('every released version has its fixture', () => {
  if (process.env['VAKHTA_MAKE_FIXTURE'] === undefined) return expect(versions).toContain('0.1.0');
  return makeFixture().then((fixture) => {
    const folder = path.join(FOLDER, process.env['VAKHTA_MAKE_FIXTURE'] ?? '');
    mkdirSync(folder, { recursive: true });
    expect(existsSync(path.join(folder, 'fixture.json')), 'a released fixture is never made anew').toBe(
      false,
    );
    writeFileSync(path.join(folder, 'fixture.json'), `${JSON.stringify(fixture, null, 1)}\n`);
  });
});

describe.each(versions)('I10: what version %s left', (version) => {
  const fixture = read(version);

  it.each(['database', 'both', 'journal'] as const)('opens with nothing lost, from %s', async (what) => {
    const place = await placeOf(fixture, what);
    expect(place.account.recorded.size).toBe(3);
    place.machine.network.goOffline();
    const desk = await place.machine.start();
    expect(desk.read.outbox.get().map(({ command }) => command.id)).toEqual([
      ...place.account.recorded.keys(),
    ]);
    const { draft } = desk.read.draft(place.tickets[1] as TicketId, 'reply').get();
    expect(draft?.text).toBe('Half a sentence');
    for (const attachment of draft?.attachments ?? []) {
      const file = await desk.read.readFile(attachment.sha256);
      expect(file.ok && sha256(new Uint8Array(await file.value.arrayBuffer()))).toBe(attachment.sha256);
    }
    expect(draft?.attachments).toHaveLength(1);
    await expectBalanced(place, desk, `${version} ${what}`);
    // The reply waits for its file; of one ticket the order is kept (I3).
    const { applied } = place.helpdesk;
    const [reply, status] = [...place.account.recorded.keys()] as [CommandId, CommandId];
    expect(applied.toSorted()).toEqual([...place.account.recorded.keys()].toSorted());
    expect(applied.indexOf(reply)).toBeLessThan(applied.indexOf(status));
    await desk.close();
  });

  it('keeps and tells what it cannot read (I7)', async () => {
    const place = await placeOf(fixture, 'both');
    const desk = await place.machine.start();
    await settle(desk);
    expect(
      desk.read.quarantine
        .get()
        .map(({ what }) => what)
        .toSorted(),
    ).toEqual(['command', 'draft', 'row']);
    await desk.close();
    const { tables } = await dumpDatabase(place.machine.store.place, place.name);
    expect(JSON.stringify(tables['outbox']?.rows)).toContain('teleport');
    expect(JSON.stringify([tables['drafts']?.rows, tables['quarantine']?.rows])).toContain('"text":42');
    expect(JSON.stringify(tables['quarantine']?.rows)).toContain('hologram');
  });

  it.each([
    { op: 'commit', kind: 'dead' },
    { op: 'commit', kind: 'dead-after' },
    { op: 'put', kind: 'quota' },
  ] as const)(
    'killed in the middle of its opening, $kind at every $op, it opens the next time',
    async (fault) => {
      for (const what of ['both', 'journal'] as const) {
        const tried = await failEveryWrite(
          {
            name: `${version} ${what}`,
            prepare: async () => ({ place: await placeOf(fixture, what), desk: null }),
            act: async (_place, desk) => settle(desk),
          },
          fault,
        );
        expect(tried).toBeGreaterThan(0);
      }
    },
  );

  it('its journal’s file is read by the desktop, and more is written behind it', async () => {
    const disk = createModelDisk();
    const profile = '00000000-0000-7000-8000-000000000001_00000000-0000-7000-8000-000000000002';
    await disk.mkdir(`/profile/journal/${profile}`, { recursive: true });
    const file = await disk.open(`/profile/journal/${profile}/log`, 'w');
    await file.writeFile(fixture.desktopJournal);
    const log = { info() {}, warn() {}, error() {} };
    const open = () => openJournal({ root: '/profile/journal', disk, log, clock: { now: () => 1 as never } });
    const found = await open().read(profile);
    expect(found.ok && found.value.damaged).toBe(0);
    expect(found.ok && found.value.entries.length).toBe(fixture.desktopJournal.trimEnd().split('\n').length);
    const last = open();
    await last.append(profile, [
      { op: 'put', key: 'draft x', value: 1 },
      { op: 'delete', key: 'command 1' },
    ]);
    const again = await open().read(profile);
    const keys = again.ok ? again.value.entries.map(({ key }) => key) : [];
    expect(keys).toContain('draft x');
    expect(keys).not.toContain('command 1');
  });

  it('its journal is read by the browser, and more is written behind it', async () => {
    const opfs = createFakeOpfs();
    const carryOut = createOpfsJournal(opfs.begin());
    await carryOut({ profile: 'p', op: 'append', records: [] });
    opfs.damage('journal/p/log.1', () => new TextEncoder().encode(fixture.browserJournal));
    const lines = fixture.browserJournal.trimEnd().split('\n').length;
    const entriesOf = (answer: unknown) =>
      (answer as { value: { entries: { key: string }[]; damaged: number } }).value;
    const found = entriesOf(await carryOut({ profile: 'p', op: 'read' }));
    expect(found.damaged).toBe(0);
    expect(found.entries).toHaveLength(lines);
    await carryOut({ profile: 'p', op: 'append', records: [{ op: 'delete', key: 'command 1' }] });
    expect(entriesOf(await carryOut({ profile: 'p', op: 'read' })).entries).toHaveLength(lines - 1);
  });

  it('a newer program’s database is refused as it is, and its unsent work can be exported', async () => {
    const place = await placeOf({ ...fixture, database: { ...fixture.database, version: 7 } }, 'both');
    const before = await dumpDatabase(place.machine.store.place, place.name);
    await expect(place.machine.start()).rejects.toMatchObject({ reason: 'newer-database' });
    // What is exported then comes from the journal.
    const read = await readJournal(place.machine.journal);
    if (!read.ok) throw new Error(read.error);
    const { commands, drafts } = read.value;
    expect(commands.map(({ id }) => id)).toEqual([...place.account.recorded.keys()]);
    expect(drafts.map(({ draft }) => draft.text)).toEqual(['Half a sentence']);
    const files = await readJournalFiles(place.machine.journal, commands, drafts);
    expect(files.map((file) => sha256(file.bytes))).toEqual([...place.account.files.keys()]);
    expect(await dumpDatabase(place.machine.store.place, place.name)).toEqual(before);
  });
});
