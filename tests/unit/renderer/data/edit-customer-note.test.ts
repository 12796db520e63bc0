import { afterEach, expect, test } from 'vitest';
import { closeDesks, openOnTicket, valueOf } from '#tests/support/desk-harness.ts';
import { customerNoteId } from '#tests/support/oracle-things.ts';
import { until } from '#tests/support/ring.ts';

afterEach(closeDesks);

const REFUSED = customerNoteId(1);
const DRAFTED = customerNoteId(2);

/** A note on the ticket's customer that the helpdesk has refused, and perhaps a draft of another one. */
async function refusedNote(draft: string | null) {
  const { helpdesk, ticketId, machine, desk } = await openOnTicket();
  machine.network.goOffline();
  const id = valueOf(
    await desk.write.record({
      kind: 'customer-note',
      ticketId,
      payload: { noteId: REFUSED, text: 'Calls after noon.' },
    }),
  );
  // Whoever may not write notes at that moment is refused; then he may again.
  helpdesk.backstage.setPerson({ ...machine.person, role: 'trainee' });
  machine.network.goOnline();
  desk.write.tryNow();
  await until(desk.read.outbox, (items) => items[0]?.state.kind === 'refused');
  helpdesk.backstage.setPerson(machine.person);
  await until(desk.read.me, ({ role }) => role === machine.person.role);
  const mine = { ticketId, kind: 'customer-note', attachments: [], noteId: DRAFTED } as const;
  if (draft !== null) valueOf(await desk.write.saveDraft({ ...mine, attachments: [], text: draft }));
  const [item] = desk.read.outbox.get();
  if (item?.state.kind !== 'refused') throw new Error('nothing was refused');
  const { command, state } = item;
  const drafted = () => desk.read.draft(ticketId, 'customer-note').get().draft;
  return { desk, id, command, state, drafted };
}

test('a refused note on a customer is a draft again, of the same note, and undo puts it back', async () => {
  const { desk, id, command, state, drafted } = await refusedNote(null);
  const { draftBefore, draftNow, swapped } = valueOf(await desk.write.edit(id, 'before'));
  expect(drafted()).toMatchObject({ kind: 'customer-note', text: 'Calls after noon.', noteId: REFUSED });
  expect(desk.read.outbox.get()).toEqual([]);
  valueOf(await desk.write.putBack({ command, state, draft: { draftBefore, draftNow }, swapped }));
  expect(drafted()).toBeNull();
  expect(desk.read.outbox.get()).toMatchObject([
    { command: { payload: { noteId: REFUSED, text: 'Calls after noon.' } }, state: { kind: 'refused' } },
  ]);
});

test.each([
  ['before', 'Calls after noon.\n\nDeaf.'],
  ['after', 'Deaf.\n\nCalls after noon.'],
] as const)('%s a draft that is there: both are kept, and it is the draft’s note', async (place, text) => {
  const { desk, id, drafted } = await refusedNote('Deaf.');
  valueOf(await desk.write.edit(id, place));
  expect(drafted()).toMatchObject({ text, noteId: DRAFTED });
});

test('swapped with a draft: that is undecided in its place, as the note that it is; undo swaps again', async () => {
  const { desk, id, command, state, drafted } = await refusedNote('Deaf.');
  const { draftBefore, draftNow, swapped } = valueOf(await desk.write.edit(id, 'swap'));
  expect(drafted()).toMatchObject({ text: 'Calls after noon.', noteId: REFUSED });
  expect(desk.read.outbox.get()).toMatchObject([
    { command: { id: swapped, payload: { noteId: DRAFTED, text: 'Deaf.' } }, state: { kind: 'refused' } },
  ]);
  valueOf(await desk.write.putBack({ command, state, draft: { draftBefore, draftNow }, swapped }));
  expect(drafted()).toMatchObject({ text: 'Deaf.', noteId: DRAFTED });
  expect(desk.read.outbox.get()).toMatchObject([{ command: { payload: { noteId: REFUSED } } }]);
});

test('a draft that is too long for a note cannot be swapped, and nothing has changed', async () => {
  const { desk, id, drafted } = await refusedNote('x'.repeat(4_001));
  expect(await desk.write.edit(id, 'swap')).toEqual({ ok: false, error: 'invalid' });
  expect(drafted()?.text).toHaveLength(4_001);
  expect(desk.read.outbox.get()).toMatchObject([{ command: { id } }]);
});
