import type { ClientId, CommandId } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { JournalRecord } from '#shared/contract/ipc/calls.ts';
import type { Journal } from '#renderer/platform/platform.ts';
import {
  appendRecords,
  clientRecord,
  commandRecord,
  draftRecord,
  draftRecordKey,
} from '../journal/unsent-journal.ts';
import { isStoredDraft } from '../outbox/parse-stored.ts';
import { findMeta, transact, type Database } from '../store/database.ts';
import { storageErrorOf, type StorageError } from '../store/storage-error.ts';
import type { StoredCommand, StoredDraft, StoredQuarantined } from '../store/stored.ts';
import { createLane } from '../sync/lane.ts';

/** Most acts in one transaction. */
const MOST_ACTS = 200;

/** What an act changes: null removes. */
export interface Effect {
  readonly outbox?: readonly (readonly [order: number, StoredCommand | null])[];
  readonly drafts?: readonly (readonly [key: string, StoredDraft | null])[];
}

/** What an act can look at: the database as it is in this moment of its transaction. */
export interface Desktop {
  readonly client: ClientId;
  /** Takes the next number of this client (I3). */
  takeN(): number;
  isAttempted(id: CommandId): boolean;
  find(order: number): Promise<StoredCommand | null>;
  findDraft(key: string): Promise<StoredDraft | null>;
}

/** Something an operator does with unsent work. Runs inside the transaction; may run again. */
export type Act<T, E> = (
  desktop: Desktop,
) => Promise<Result<{ readonly value: T; readonly effect: Effect }, E>>;

/**
 * The one way to change unsent work. What it says is done is in the local database and in the journal, both on the disk
 * (I1); what it says has failed has changed nothing. Acts that come while others are being written share the next
 * transaction and the next flush.
 */
export interface UnsentStore {
  perform<T, E>(
    act: Act<T, E>,
  ): Promise<Result<{ readonly value: T; readonly effect: Effect }, E | StorageError>>;
  /** Tells the journal of commands that are settled. Nothing depends on when it happens. */
  forget(orders: readonly number[]): void;
  /** Runs a task while nothing is being written, and writes nothing meanwhile. */
  exclusively(task: () => Promise<void>): Promise<void>;
  /** Resolves when nothing is being written. */
  settled(): Promise<void>;
}

interface Waiting {
  readonly act: Act<unknown, unknown>;
  readonly resolve: (result: Result<{ value: unknown; effect: Effect }, unknown>) => void;
}

/** What a transaction did, and how to undo it. */
interface Written {
  readonly results: readonly Result<{ value: unknown; effect: Effect }, unknown>[];
  readonly records: readonly JournalRecord[];
  readonly outbox: ReadonlyMap<number, StoredCommand | null>;
  readonly outboxBefore: ReadonlyMap<number, StoredCommand | null>;
  readonly draftsBefore: ReadonlyMap<string, StoredDraft | null>;
}

/** @param health told after each attempt what it says about the disk */
export function createUnsentStore(
  db: Database,
  journal: Journal,
  health: (health: 'fine' | StorageError) => void,
): UnsentStore {
  const inLane = createLane();
  let waiting: Waiting[] = [];
  let isDue = false;
  /** What the database has and the journal could not take. */
  let owed: readonly JournalRecord[] = [];

  function flush(): void {
    if (isDue) return;
    isDue = true;
    void inLane(async () => {
      isDue = false;
      const batch = waiting.slice(0, MOST_ACTS);
      waiting = waiting.slice(MOST_ACTS);
      if (waiting.length > 0) flush();
      await writeTogether(batch);
    });
  }

  async function writeTogether(batch: readonly Waiting[]): Promise<void> {
    let written: Written;
    try {
      written = await write(batch.map((each) => each.act));
    } catch (error) {
      // One of them may be too large for what is left of the disk; the others must not fail with it.
      if (batch.length > 1) {
        for (const each of batch) await writeTogether([each]);
        return;
      }
      return fail(batch, storageErrorOf(error));
    }
    const records = [...owed, ...written.records];
    const appended = await appendRecords(journal, records);
    if (!appended.ok && (await undo(written))) return fail(batch, appended.error);
    // What could not be taken back will be sent, so it cannot be called undone; the journal gets it as soon as it can.
    owed = appended.ok ? [] : records;
    health(appended.ok ? 'fine' : appended.error);
    batch.forEach((each, at) => {
      const result = written.results[at];
      if (result !== undefined) each.resolve(result);
    });
  }

  function fail(batch: readonly Waiting[], error: StorageError): void {
    health(error);
    for (const each of batch) each.resolve(err(error));
  }

  function write(acts: readonly Act<unknown, unknown>[]): Promise<Written> {
    return transact(db, 'rw', ['meta', 'outbox', 'drafts', 'quarantine'], async (tables) => {
      const [client, attempted] = await Promise.all([
        findMeta(tables, 'client'),
        findMeta(tables, 'attempted'),
      ]);
      if (client === undefined) throw new Error('The local database has been reset');
      let { nextN } = client;
      const sent = new Set(attempted?.ids);
      const outboxBefore = new Map<number, StoredCommand | null>();
      const draftsBefore = new Map<string, StoredDraft | null>();
      const outbox = new Map<number, StoredCommand | null>();
      const drafts = new Map<string, StoredDraft | null>();
      const find = async (order: number) => {
        const changed = outbox.get(order);
        return changed === undefined ? ((await tables.outbox.get(order)) ?? null) : changed;
      };
      const setAside: StoredQuarantined[] = [];
      const findDraft = async (key: string) => {
        const changed = drafts.get(key);
        if (changed !== undefined) return changed;
        const found: StoredDraft | undefined = await tables.drafts.get(key);
        if (found === undefined || isStoredDraft(found)) return found ?? null;
        // What cannot be read is kept where nothing is written over it (I7).
        setAside.push({ key: draftRecordKey(key), what: 'draft', detail: 'draft', raw: found, gen: 0 });
        return null;
      };
      const desktop: Desktop = {
        client: client.id as ClientId,
        takeN: () => nextN++,
        isAttempted: (id) => sent.has(id),
        find,
        findDraft,
      };
      const results: Result<{ value: unknown; effect: Effect }, unknown>[] = [];
      for (const act of acts) {
        const result = await act(desktop);
        results.push(result);
        if (!result.ok) continue;
        for (const [order, stored] of result.value.effect.outbox ?? []) {
          // A new place has nothing before it: only changes of old ones are looked up.
          const before = order >= client.nextN ? null : await find(order);
          if (!outboxBefore.has(order)) outboxBefore.set(order, before);
          outbox.set(order, stored);
        }
        for (const [key, stored] of result.value.effect.drafts ?? []) {
          if (!draftsBefore.has(key)) draftsBefore.set(key, await findDraft(key));
          drafts.set(key, stored);
        }
      }
      const writes: PromiseLike<unknown>[] = [];
      const puts = [...outbox.values()].filter((stored) => stored !== null);
      const deletes = [...outbox].flatMap(([order, stored]) => (stored === null ? [order] : []));
      const draftPuts = [...drafts.values()].filter((stored) => stored !== null);
      const draftDeletes = [...drafts].flatMap(([key, stored]) => (stored === null ? [key] : []));
      if (puts.length > 0) writes.push(tables.outbox.bulkPut(puts));
      if (deletes.length > 0) writes.push(tables.outbox.bulkDelete(deletes));
      if (setAside.length > 0) writes.push(tables.quarantine.bulkPut(setAside));
      if (draftPuts.length > 0) writes.push(tables.drafts.bulkPut(draftPuts));
      if (draftDeletes.length > 0) writes.push(tables.drafts.bulkDelete(draftDeletes));
      const isChange = outbox.size > 0 || drafts.size > 0 || nextN > client.nextN;
      const actsNow = (client.acts ?? 0) + 1;
      if (isChange) writes.push(tables.meta.put({ ...client, nextN, acts: actsNow }));
      await Promise.all(writes);
      const records: JournalRecord[] = [
        ...(isChange ? [clientRecord(client.id as ClientId, nextN, actsNow)] : []),
        ...[...outbox].map(([order, stored]) => commandRecord(order, stored)),
        ...[...drafts].map(([key, stored]) => draftRecord(key, stored)),
      ];
      return { results, records, outbox, outboxBefore, draftsBefore };
    });
  }

  /**
   * Takes back what the journal could not take. @returns false when something of it has been sent meanwhile: then it is
   * safe enough, on the helpdesk; or when the database refuses: then it stays there, and will be sent
   */
  async function undo(written: Written): Promise<boolean> {
    try {
      return await transact(db, 'rw', ['meta', 'outbox', 'drafts'], async (tables) => {
        const attempted = new Set((await findMeta(tables, 'attempted'))?.ids);
        const now = await tables.outbox.bulkGet([...written.outboxBefore.keys()]);
        const isPast = [...written.outboxBefore].some(([order, before], at) => {
          const stored = now[at];
          // Written here and gone: the helpdesk has settled it. Only what was removed here may be missing.
          if (stored === undefined) return (written.outbox.get(order) ?? null) !== null;
          if (stored.id !== before?.id) return attempted.has(stored.id);
          // Sent or not, its state is as it was written here, or the helpdesk has been told or has said something since.
          return JSON.stringify(stored.state) !== JSON.stringify(written.outbox.get(order)?.state);
        });
        if (isPast) return false;
        for (const [order, before] of written.outboxBefore)
          await (before === null ? tables.outbox.delete(order) : tables.outbox.put(before));
        for (const [key, before] of written.draftsBefore)
          await (before === null ? tables.drafts.delete(key) : tables.drafts.put(before));
        return true;
      });
    } catch {
      return false;
    }
  }

  return {
    perform<T, E>(act: Act<T, E>) {
      return new Promise<Result<{ value: T; effect: Effect }, E | StorageError>>((resolve) => {
        waiting.push({ act, resolve: resolve as Waiting['resolve'] });
        flush();
      });
    },
    forget(orders) {
      void inLane(async () => {
        const now = await db.outbox.bulkGet([...orders]).catch(() => null);
        if (now === null) return ok(null);
        const left = orders.filter((_, at) => now[at] === undefined);
        return appendRecords(
          journal,
          left.map((order) => commandRecord(order, null)),
        );
      });
    },
    exclusively: (task) => inLane(task),
    settled: () => inLane(() => Promise.resolve()),
  };
}
