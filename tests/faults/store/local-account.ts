import { createHash } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { CommandId, Sha256, TicketId } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Draft, SendableKind } from '#shared/domain/drafts/draft.ts';
import type { Desk } from '#renderer/data/desk.ts';
import type { Intent } from '#renderer/data/write/desk-writer.ts';
import { databaseName } from '#renderer/data/store/database.ts';
import { dumpDatabase } from '#tests/support/database-dump.ts';
import { createFakeHelpdesk, type FakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { FAKE_PEOPLE } from '#tests/support/fake-people.ts';
import { expectConverged } from '#tests/support/desk-harness.ts';
import { createMortalMachine, type MortalMachine } from '#tests/support/mortal-machine.ts';
import { until } from '#tests/support/ring.ts';

/** Words of a command, as they must arrive. */
const wordsOf = (intent: Intent) => JSON.stringify(intent.payload);

/** What the window has shown as saved, held against what the disks and the helpdesk have (I1, I2). */
export interface LocalAccount {
  /** Told as recorded: id and words. */
  readonly recorded: Map<CommandId, string>;
  /** Told as not recorded. */
  readonly refused: string[];
  /** Asked for, and nothing told yet. */
  readonly open: Set<string>;
  /** Last text of each draft that was told as saved, and those typed since. */
  readonly drafts: Map<string, { saved: string | null; since: (string | null)[] }>;
  readonly files: Map<Sha256, Uint8Array>;
  /** Told as decided on by the operator: no longer to be there. */
  readonly discarded: Set<CommandId>;
  /** Being decided on when the end came: under the old id or a new one, or as a draft, these words are somewhere. */
  readonly deciding: Map<CommandId, string>;
}

/** One operator at one machine, and the helpdesk. */
export interface Place {
  readonly helpdesk: FakeHelpdesk;
  readonly machine: MortalMachine;
  readonly account: LocalAccount;
  readonly tickets: readonly TicketId[];
}

export function createPlace(tickets = 3): Place {
  const helpdesk = createFakeHelpdesk();
  return {
    helpdesk,
    machine: createMortalMachine(helpdesk),
    tickets: Array.from({ length: tickets }, () => helpdesk.backstage.openTicket().ticketId),
    account: {
      recorded: new Map(),
      refused: [],
      open: new Set(),
      drafts: new Map(),
      files: new Map(),
      discarded: new Set(),
      deciding: new Map(),
    },
  };
}

/** What the operator does, entered into the account as he is told. */
export function operatorOf({ account }: Place, desk: Desk) {
  const told = async (words: string, given: ReturnType<Desk['write']['record']>) => {
    account.open.add(words);
    const result = await given;
    account.open.delete(words);
    if (result.ok) account.recorded.set(result.value, words);
    else account.refused.push(words);
    return result;
  };
  /** A file is shown as kept when the words that name it are. */
  const nameFiles = (files: readonly Attachment[]) => {
    for (const { sha256 } of files) {
      const bytes = picked.get(sha256);
      if (bytes !== undefined) account.files.set(sha256, bytes);
    }
  };
  const picked = new Map<Sha256, Uint8Array>();
  const draftOf = (key: string) => {
    const known = account.drafts.get(key) ?? { saved: null, since: [] };
    account.drafts.set(key, known);
    return known;
  };
  return {
    record: (intent: Intent) => told(wordsOf(intent), desk.write.record(intent)),
    async note(ticketId: TicketId, text: string, attachments: Attachment[] = []) {
      const intent: Intent = { kind: 'note', ticketId, payload: { text, attachments } };
      const result = await told(wordsOf(intent), desk.write.record(intent));
      if (result.ok) nameFiles(attachments);
      return result;
    },
    async saveDraft(draft: Draft) {
      const entry = draftOf(`${draft.ticketId} ${draft.kind}`);
      entry.since.push(draft.text);
      const result = await desk.write.saveDraft(draft);
      if (!result.ok) return result;
      nameFiles(draft.attachments);
      entry.saved = draft.text;
      entry.since = entry.since.slice(entry.since.lastIndexOf(draft.text) + 1);
      return result;
    },
    async send(ticketId: TicketId, kind: SendableKind) {
      const entry = draftOf(`${ticketId} ${kind}`);
      const draft = desk.read.draft(ticketId, kind).get().draft;
      entry.since.push(null);
      const words = JSON.stringify({ text: draft?.text, attachments: draft?.attachments });
      const result = await told(words, desk.write.send(ticketId, kind));
      if (result.ok) Object.assign(entry, { saved: null, since: [] });
      else entry.since.pop();
      return result;
    },
    async keepFile(bytes: Uint8Array<ArrayBuffer>) {
      const result = await desk.write.keepFile(new Blob([bytes]), 'picture.png');
      if (result.ok) picked.set(result.value.sha256, bytes);
      return result;
    },
    async decide(id: CommandId, text: string, how: 'retry' | 'discard') {
      const words = account.recorded.get(id) ?? '';
      account.deciding.set(id, text);
      account.recorded.delete(id);
      account.discarded.add(id);
      const result = how === 'retry' ? await told(words, desk.write.retry(id)) : await desk.write.discard(id);
      account.deciding.delete(id);
      if (!result.ok) {
        account.recorded.set(id, words);
        account.discarded.delete(id);
      }
      return result;
    },
  };
}

/** Everything here and there is at rest. */
export async function settle(desk: Desk): Promise<void> {
  desk.write.tryNow();
  await until(
    desk.read.connection,
    (link) => link.kind === 'online' && link.progress === null,
    'a finished synchronisation',
  );
  await until(
    desk.read.outbox,
    (items) => items.every(({ state }) => state.kind === 'held' || state.kind === 'refused'),
    'an outbox in which nothing waits',
  );
}

/** A ⊆ O ∪ S ∪ D at this instant, from the disks themselves. */
export async function expectNothingLost(place: Place, name: string, hasDatabase = true): Promise<void> {
  const { machine, helpdesk, account } = place;
  const database = databaseName(`${helpdesk.id}_${FAKE_PEOPLE.anna.id}`);
  const dump = hasDatabase ? await dumpDatabase(machine.store.place, database).catch(() => null) : null;
  const rows = (table: string) => dump?.tables[table]?.rows ?? [];
  const onDisk = new Set(rows('outbox').map((row) => (row as { id: string }).id));
  const journalled = new Set(
    [...machine.journal.entries]
      .filter(([key]) => key.startsWith('command'))
      .map(([, value]) => (value as { id: string }).id),
  );
  for (const id of account.recorded.keys())
    expect(
      onDisk.has(id) || journalled.has(id) || helpdesk.verdict(id) !== null,
      `${name}: ${id} is nowhere`,
    ).toBe(true);
}

/** At the end: everything told as recorded has happened once, nothing else has, and both sides see the same. */
export async function expectBalanced(place: Place, desk: Desk, name: string): Promise<void> {
  const { helpdesk, machine, account } = place;
  machine.network.goOnline();
  await settle(desk).catch((error: Error) => {
    throw new Error(`${name}: ${error.message}; ${JSON.stringify(desk.read.connection.get())}`);
  });
  const applied = helpdesk.applied as readonly CommandId[];
  expect(new Set(applied).size, `${name}: twice`).toBe(applied.length);
  const undecided = new Set(desk.read.outbox.get().map((item) => item.command.id));
  for (const id of account.recorded.keys())
    expect(applied.includes(id) !== undecided.has(id), `${name}: ${id} neither applied nor held`).toBe(true);
  // What was told as not kept has not happened; what was cut off in the middle may have, once.
  const unknown = applied.filter((id) => !account.recorded.has(id) && !account.discarded.has(id));
  expect(unknown.length, `${name}: more was sent than was told`).toBeLessThanOrEqual(account.open.size);
  for (const text of account.deciding.values()) {
    const drafts = [...desk.read.drafts.get()].map((id) => desk.read.draft(id, 'reply').get().draft?.text);
    const sent = place.tickets.flatMap((id) => helpdesk.messages(id));
    const everywhere = JSON.stringify([desk.read.outbox.get(), drafts, sent]);
    expect(everywhere.includes(text), `${name}: ${text} is nowhere`).toBe(true);
  }
  for (const [key, { saved, since }] of account.drafts) {
    const [ticketId, kind] = key.split(' ') as [TicketId, Draft['kind']];
    const { draft } = desk.read.draft(ticketId, kind).get();
    expect(
      [saved, ...since].map((text) => text ?? ''),
      `${name}: draft ${key}`,
    ).toContain(draft?.text ?? '');
  }
  for (const [sha256, bytes] of account.files) {
    const file = await desk.read.readFile(sha256);
    const found = file.ok ? new Uint8Array(await file.value.arrayBuffer()) : null;
    expect(found === null ? null : hashOf(found), `${name}: file`).toBe(hashOf(bytes));
  }
  await vi.waitFor(() => expectConverged(desk, helpdesk, { person: FAKE_PEOPLE.anna }), { timeout: 8_000 });
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
