import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Sha256 } from '#shared/base/brand.ts';
import type { JournalRecord } from '#shared/contract/ipc/calls.ts';
import type { Journal } from '#renderer/platform/platform.ts';

export type State = Readonly<Record<string, unknown>>;
export const put = (key: string, value: unknown): JournalRecord => ({ op: 'put', key, value });
export const remove = (key: string): JournalRecord => ({ op: 'delete', key });
export const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') as Sha256;

/** What a journal has told of itself, against which its disk is held. */
export interface Account {
  /** Told as kept. */
  kept: State;
  /** Not told as kept: one of them may be there all the same, as a whole, until the next is told as kept. */
  open: readonly JournalRecord[][];
  files: Map<Sha256, Buffer>;
}

export const newAccount = (): Account => ({ kept: {}, open: [], files: new Map() });

/** Long values in short, so that a difference can be read. */
const short = (value: unknown) =>
  typeof value === 'string' && value.length > 100 ? `${value.slice(0, 8)}… ${value.length}` : value;

const apply = (state: State, records: readonly JournalRecord[]): State => {
  const next: Record<string, unknown> = { ...state };
  for (const record of records)
    if (record.op === 'put') next[record.key] = short(record.value);
    else delete next[record.key];
  return next;
};

/**
 * An afternoon of an operator: drafts, commands with the draft they take away, files, and enough of it for a compaction.
 * @param longDraft characters of the longest draft
 */
export async function workAnAfternoon(journal: Journal, account: Account, longDraft: number): Promise<void> {
  const append = async (records: JournalRecord[]) => {
    account.open = [...account.open, records];
    if (!(await journal.append(records)).ok) return;
    account.kept = apply(account.kept, records);
    account.open = [];
  };
  const keep = async (bytes: Buffer) => {
    if ((await journal.keepFile(hash(bytes), new Uint8Array(bytes))).ok)
      account.files.set(hash(bytes), bytes);
  };
  const picture = Buffer.alloc(3_000, 7);
  await append([put('client', { id: 'c', nextN: 1 })]);
  await append([put('draft 1', 'Добр')]);
  await append([put('draft 1', 'Добрый день')]);
  await keep(picture);
  await append([put('client', { id: 'c', nextN: 2 }), put('command 1', 'Добрый день'), remove('draft 1')]);
  const long = 'x'.repeat(longDraft);
  for (let n = 0; n < 14; n += 1) await append([put('draft 2', `${n} ${long}`)]);
  await keep(Buffer.alloc(500, 9));
  await keep(picture);
  await append([remove('command 1')]);
  account.files.delete(hash(picture));
  await journal.forgetFile(hash(picture));
  await append([put('command 2', 'last'), remove('draft 2')]);
}

export async function readState(journal: Journal): Promise<State> {
  const found = await journal.read();
  if (!found.ok) throw new Error(found.error);
  return Object.fromEntries(found.value.entries.map(({ key, value }) => [key, short(value)]));
}

/**
 * What is there is what was told as kept, or that and one append that was not; and it goes on.
 * @param reopen the journal as another process finds it; `afterPowerCut` when nothing unflushed is left
 */
export async function expectAccount(
  reopen: (afterPowerCut: boolean) => Journal,
  account: Account,
  name: string,
): Promise<void> {
  const journal = reopen(false);
  const found = await readState(journal);
  const allowed = [account.kept, ...account.open.map((records) => apply(account.kept, records))];
  expect(allowed, name).toContainEqual(found);
  const listed = await journal.listFiles();
  expect(listed.ok && listed.value, name).toEqual(expect.arrayContaining([...account.files.keys()]));
  for (const [sha256, bytes] of account.files) {
    const file = await journal.readFile(sha256);
    expect(file.ok && file.value !== null && hash(file.value), name).toBe(hash(bytes));
  }
  expect((await journal.append([put('later', name)])).ok, name).toBe(true);
  expect(await readState(reopen(true)), name).toEqual({ ...found, later: name });
}
