import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { diagnosticsSchema } from '#shared/contract/diagnostics/diagnostics.ts';
import { noteDefect } from '#renderer/hooks/defect-memory.ts';
import { collectDiagnostics } from '#renderer/features/diagnostics/collect-diagnostics.ts';
import { createInMemoryDesk } from '#tests/support/in-memory-desk.ts';
import { createInMemoryPlatform, SAMPLE_HELLO } from '#tests/support/in-memory-platform.ts';
import { SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { OFFLINE, renderApp } from './render-app.tsx';

/** Every marked secret and every text of a customer begins so: none of it may be in the file. */
const MARK = 'Zq7MARK';

/** A desk that holds marked texts wherever there is a place for one. */
async function markedDesk() {
  const me = { ...SAMPLE_PEOPLE.dmitry, name: `${MARK} person` };
  const desk = createInMemoryDesk({ me, count: 20 });
  const platform = createInMemoryPlatform({
    helpdesk: {
      kind: 'remote',
      url: `https://${MARK}-login:${MARK}-password@${MARK}.example/?token=${MARK}`,
    },
    profile: { helpdeskId: SAMPLE_HELLO.id, person: me },
    paneWidths: { list: 300, [`${MARK} pane`]: 1 },
  });
  desk.world.setConnection(OFFLINE);
  const rows = desk.read.tickets('all', null).get().rows;
  const [ticket] = rows.map((row) => row.ticket);
  if (ticket === undefined) throw new Error('there is no ticket');
  const kept = await desk.write.keepFile(new Blob([`${MARK} bytes`]), `${MARK}.png`);
  const attachments = kept.ok ? [kept.value] : [];
  const held = await desk.write.record({
    kind: 'reply',
    ticketId: ticket.id,
    payload: { text: `${MARK} answer, card 4111 1111 1111 1111`, attachments },
  });
  const refused = await desk.write.record({
    kind: 'tag',
    ticketId: ticket.id,
    payload: { add: [`${MARK} tag`], remove: [] },
  });
  if (!held.ok || !refused.ok) throw new Error('not recorded');
  desk.world.hold(held.value, [desk.world.customerWrites(ticket.id, `${MARK} olga@weber.example`)]);
  desk.world.refuse(refused.value, 'invalid', SAMPLE_PEOPLE.maria.id);
  await desk.write.saveDraft({ ticketId: ticket.id, kind: 'note', text: `${MARK} draft`, attachments });
  desk.world.setQuarantine([
    {
      key: `ticket ${MARK}`,
      what: 'row',
      detail: `${MARK} type`,
      raw: { id: ticket.id, subject: `${MARK} subject`, [`${MARK} key`]: MARK, tags: [MARK, `${MARK} 2`] },
    },
  ]);
  const report = desk.world.inspector.sync.get();
  const store = desk.world.inspector.store.get();
  if (report === null || store === null) throw new Error('no report');
  desk.world.inspector.sync.set({
    ...report,
    cursor: `${MARK} cursor`,
    waits: [{ id: held.value, failures: 1, until: Date.now() }],
    // As if a later version had put more into its report than this file is meant to have.
    ...{ lastUrl: `https://help.example/?token=${MARK}`, title: `${MARK} title` },
  });
  desk.world.inspector.store.set({ ...store, ...{ path: `/home/${MARK}` } });
  noteDefect(new TypeError(`${MARK} could not be read`));
  noteDefect(
    Object.assign(new Error(`${MARK}\n    at ${MARK} olga@weber.example`), { name: `${MARK} name` }),
  );
  noteDefect(`${MARK} thrown`);
  return { desk, platform, ticket };
}

/** Every text in a value, however deep. */
function textsIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === 'string') found.add(value);
  else if (value instanceof Map) textsIn([...value.values()], found);
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) textsIn(inner, found);
  return found;
}

test('nothing of a customer, a person, a secret or an address is in the file, wherever it stood', async () => {
  const { desk, platform } = await markedDesk();
  const collected = await collectDiagnostics(desk, platform);
  const text = JSON.stringify(collected);
  expect(text).not.toContain(MARK);

  // Beyond the marked: no text of any row, command, draft, person, queue or setting, and no identifier as it is.
  const rows = desk.read.tickets('all', null).get().rows;
  const all = textsIn([
    desk.read.people.get(),
    desk.read.queues.get(),
    rows,
    rows.map(({ ticket }) => desk.read.conversation(ticket.id).get()),
    desk.read.outbox.get(),
    platform.settings.get(),
  ]);
  const closed = textsIn(collected);
  const words = [...all].filter(
    (each) => each.length >= 3 && !/^[a-z-]{1,20}$/.test(each) && each !== 'Linux',
  );
  expect(words.length).toBeGreaterThan(200);
  for (const word of words) expect(closed.has(word), word).toBe(false);

  // What it is for is there.
  expect(collected.window).toMatchObject({
    connection: { kind: 'offline', why: 'unreachable' },
    settings: { helpdesk: 'remote', isEncrypted: true, paneWidths: { list: 300 } },
    outbox: [
      { kind: 'reply', state: 'held', why: 'newer-message', files: 1 },
      { kind: 'tag', state: 'refused', why: 'invalid' },
    ],
    quarantine: [
      { what: 'row', shape: '{id:string(36),subject:string(15),tags:[2:string(7),string(9)],?:1}' },
    ],
  });
  const [first, second] = collected.window?.outbox ?? [];
  expect(first?.ticket).toBe(second?.ticket);
  expect(collected.window?.sync?.waits[0]?.command).toBe(first?.command);
  expect(collected.window?.defects.map(({ kind }) => kind)).toEqual(['TypeError', 'other', 'other']);
});

test('identifiers are hashed with a salt of each file: two files cannot be joined', async () => {
  const { desk, platform } = await markedDesk();
  const files = [await collectDiagnostics(desk, platform), await collectDiagnostics(desk, platform)];
  expect(files[0]?.window?.outbox[0]?.command).not.toBe(files[1]?.window?.outbox[0]?.command);
});

test('a field that is not in the closed list is refused, not passed on', async () => {
  const { desk, platform } = await markedDesk();
  const collected = await collectDiagnostics(desk, platform);
  expect(diagnosticsSchema.safeParse({ ...collected, note: 'anything' }).success).toBe(false);
  const window = { ...collected.window, version: 'olga@weber.example' };
  expect(diagnosticsSchema.safeParse({ ...collected, window }).success).toBe(false);
});

test('it is shown as a whole before it is saved, from the menu of the desktop too', async () => {
  const { platform } = await renderApp();
  const saved: Blob[] = [];
  const createObjectURL = vi
    .spyOn(URL, 'createObjectURL')
    .mockImplementation((blob) => (saved.push(blob as Blob), 'blob:test'));
  act(() => platform.world.emit('menu.chosen', { item: 'diagnostics' }));
  const dialog = await screen.findByRole('dialog', { name: 'Save diagnostics' });
  const content = await within(dialog).findByRole<HTMLTextAreaElement>('textbox', {
    name: 'Content of the file',
  });
  expect(JSON.parse(content.value)).toMatchObject({ product: 'vakhta', window: { host: 'desktop' } });
  expect(saved).toHaveLength(0);
  await act(async () => within(dialog).getByRole('button', { name: 'Save as a file' }).click());
  await waitFor(() => expect(saved).toHaveLength(1));
  expect(await saved[0]?.text()).toBe(content.value);
  createObjectURL.mockRestore();
});

test('without an answer of the ring or the host it says less, but it is written', async () => {
  const { desk, platform } = await markedDesk();
  desk.world.inspector.sync.set(null);
  vi.useFakeTimers();
  const collecting = collectDiagnostics(desk, platform);
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  const { window, desktop } = await collecting;
  expect(window?.sync).toBeNull();
  expect(desktop).toBeNull();
  expect(window?.store?.tickets).toBe(40);
});
