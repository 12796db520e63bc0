import { afterEach, expect, test } from 'vitest';
import type { ReferenceId } from '#shared/base/brand.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { closeDesks, open, openOnTicket, valueOf } from '#tests/support/desk-harness.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { atRest, createMachine, eventually, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

const PARTNER = '01980000-0001-7000-8000-0000000000fa' as ReferenceId;

test('words of a hand-over are kept on this machine, and removed with the command that holds them (I1)', async () => {
  const { ticketId, machine, desk } = await openOnTicket();
  machine.network.goOffline();
  const text = 'He has adapter 3.';
  valueOf(await desk.write.saveDraft({ ticketId, kind: 'delegate', text, attachments: [] }));
  expect([...machine.journal.entries.keys()]).toContain(`draft ${ticketId} delegate`);
  await desk.close();

  const again = await open(machine);
  await until(again.read.draft(ticketId, 'delegate'), (state) => state.draft?.text === text);
  expect(again.read.drafts.get().has(ticketId)).toBe(true);
  const payload = { from: null, to: { kind: 'tier', tier: 3 }, note: text } as const;
  const id = valueOf(await again.write.record({ kind: 'delegate', ticketId, payload }, 'delegate'));
  expect(again.read.draftList.get()).toEqual([]);
  expect([...machine.journal.entries.keys()]).not.toContain(`draft ${ticketId} delegate`);
  const [version] = await again.read.draftVersions(ticketId, 'delegate');
  expect(version).toMatchObject({ why: 'sent', draft: { text } });

  valueOf(await again.write.undo(id));
  expect(again.read.draft(ticketId, 'delegate').get().draft?.text).toBe(text);
});

test('a hand-over that is refused here gives the words back; one of many lets them go when it is undone', async () => {
  const { ticketId, machine, desk } = await openOnTicket();
  machine.network.goOffline();
  const text = 'Words';
  valueOf(await desk.write.saveDraft({ ticketId, kind: 'back-from-partner', text, attachments: [] }));
  machine.journal.failWith('disk-full');
  const payload = { how: 'answered', text } as const;
  const refused = await desk.write.record(
    { kind: 'back-from-partner', ticketId, payload },
    'back-from-partner',
  );
  expect(refused.ok).toBe(false);
  expect(desk.read.draft(ticketId, 'back-from-partner').get().draft?.text).toBe(text);
  machine.journal.failWith(null);

  const to = { from: null, to: { kind: 'tier', tier: 2 }, note: 'For all' } as const;
  const id = valueOf(await desk.write.record({ kind: 'delegate', ticketId, payload: to }));
  valueOf(await desk.write.undo(id, 'let-go'));
  expect(desk.read.draft(ticketId, 'delegate').get().draft).toBeNull();
});

test('a letter with its partner is at one’s other machine', async () => {
  const helpdesk = createFakeHelpdesk();
  const { ticketId } = helpdesk.backstage.openTicket();
  const [mine, theirs] = [await open(createMachine(helpdesk)), await open(createMachine(helpdesk))];
  await Promise.all([atRest(mine), atRest(theirs)]);
  const draft: Draft = {
    ticketId,
    kind: 'hand-to-partner',
    text: 'Hello,',
    attachments: [],
    toPartner: { partnerId: PARTNER, letter: { subject: 'Request 1', words: 'Please' } },
  };
  valueOf(await mine.write.saveDraft(draft));
  await until(theirs.read.draft(ticketId, 'hand-to-partner'), (state) => state.draft !== null);
  expect(theirs.read.draft(ticketId, 'hand-to-partner').get().draft).toEqual(draft);
  valueOf(await mine.write.discardDraft(ticketId, 'hand-to-partner'));
  await eventually(() => theirs.read.draftList.get().length === 0, 'it is gone there too');
});
