import type { CommandId } from '#shared/base/brand.ts';
import type { Change } from '#shared/sync/change.ts';
import { attachmentsOf } from '#shared/sync/command.ts';
import type { Entry as SyncEntry } from '#shared/sync/entry.ts';
import { findMeta, ROW_FORMAT, type Database } from '../store/database.ts';
import { packSegment, segmentOf, unpackList } from '../store/segment.ts';
import { findMessages } from '../store/read-conversation.ts';
import {
  NOTHING_SYNCED,
  type SegmentKey,
  type StoredCommand,
  type StoredDelta,
  type StoredList,
  type StoredMeta,
  type StoredPage,
  type StoredQuarantined,
  type StoredSync,
} from '../store/stored.ts';
import { entryOf, fenceOf } from '../outbox/command-entry.ts';
import { isStoredCommand } from '../outbox/parse-stored.ts';
import type { Message } from './channel.ts';
import { compact } from './compact.ts';
import { createLane } from './lane.ts';
import { outboxAfterAnswer, outboxAfterRows, type OutboxChange } from './outbox-changes.ts';
import { readChanges, rowKey, type UnreadableChange } from './read-changes.ts';
import type { Ledger } from './ledger.ts';
import { runsOf } from './order-runs.ts';
import { createRowIndex, type RowIndex } from './row-index.ts';

/** Most changes in a segment of one record. */
const DELTA_CHANGES = 200;
/** Most changes in any segment: it is read as a whole to open one conversation. */
const SEGMENT_CHANGES = 1_000;

/** One step of the account: everything in it is committed together, or nothing is. */
interface Entry {
  readonly gen: number;
  readonly changes: readonly Change[];
  readonly unreadable: readonly UnreadableChange[];
  readonly outbox: readonly OutboxChange[];
  readonly sync: Partial<StoredSync>;
  /** Commands whose fate is known now. */
  readonly fateKnown: readonly CommandId[];
  /** Removes what earlier runs of the feed brought. */
  readonly sweep: boolean;
}

/**
 * Makes the ledger of a profile.
 * @param db for what can be fetched again; @param strict for what cannot
 */
export function createLedger(db: Database, strict: Database, tell: (message: Message) => void): Ledger {
  const index: RowIndex = createRowIndex();
  const inLane = createLane();
  const outbox = new Map<number, StoredCommand>();
  /** Places in the outbox whose commands this version cannot read: they are left alone (I7). */
  const foreign = new Map<number, SyncEntry | null>();
  const quarantined = new Map<string, StoredQuarantined>();
  const sizes = new Map<SegmentKey, number>();
  let sync: StoredSync = NOTHING_SYNCED;
  let attempted = new Set<CommandId>();
  /** Of those, which may have arrived by an attempt that brought no answer. */
  const unanswered = new Set<CommandId>();
  let fetches = 0;
  /** For landed commands the number of requests sent when they landed. */
  const landedAt = new Map<number, number>();
  let needsHouse = true;

  const find = (id: CommandId) => [...outbox.values()].find((stored) => stored.id === id);

  /** Commits, then remembers, then tells. */
  async function commit(entry: Entry): Promise<void> {
    const { gen } = entry;
    let { nextKey } = { ...sync, ...entry.sync };
    const segments: { changes: readonly Change[]; list: StoredList; page: StoredPage; isDelta: boolean }[] =
      [];
    for (let from = 0; from < entry.changes.length; from += SEGMENT_CHANGES) {
      const changes = entry.changes.slice(from, from + SEGMENT_CHANGES);
      const isDelta = entry.changes.length <= DELTA_CHANGES;
      segments.push({
        changes,
        isDelta,
        ...packSegment(isDelta ? nextKey + 1 : nextKey, gen, segmentOf(changes)),
      });
      nextKey += 2;
    }
    const next: StoredSync = { ...sync, ...entry.sync, nextKey };
    const nextAttempted = new Set([...attempted].filter((id) => !entry.fateKnown.includes(id)));
    const released = entry.changes
      .map((change) => rowKey(change.type, change.id))
      .filter((key) => quarantined.has(key));
    const swept = entry.sweep
      ? [...quarantined.values()]
          .filter((item) => item.what === 'row' && item.gen < gen)
          .map((item) => item.key)
      : [];
    const captured: StoredQuarantined[] = entry.unreadable.map((row) => ({ ...row, what: 'row', gen }));

    let settled: readonly OutboxChange[] = entry.outbox;
    const tables = [db.meta, db.deltas, db.lists, db.pages, db.outbox, db.quarantine];
    await db.dexie.transaction('rw', tables, async () => {
      settled = await stillMeant(entry.outbox);
      const writes: PromiseLike<unknown>[] = [];
      for (const { list, page, isDelta } of segments) {
        if (isDelta) writes.push(db.deltas.add({ ...list, ...page } satisfies StoredDelta));
        else writes.push(db.lists.add(list), db.pages.add(page));
      }
      const meta: StoredMeta[] = [next];
      if (nextAttempted.size < attempted.size) meta.push({ key: 'attempted', ids: [...nextAttempted] });
      writes.push(db.meta.bulkPut(meta));
      const kept = settled.flatMap(([, stored]) => (stored === null ? [] : [stored]));
      if (kept.length > 0) writes.push(db.outbox.bulkPut(kept));
      for (const [first, last] of runsOf(settled, [...outbox.keys(), ...foreign.keys()]))
        writes.push(
          first === last
            ? db.outbox.delete(first)
            : db.outbox.where('order').between(first, last, true, true).delete(),
        );
      if (captured.length > 0) writes.push(db.quarantine.bulkPut(captured));
      if (released.length + swept.length > 0) writes.push(db.quarantine.bulkDelete([...released, ...swept]));
      if (entry.sweep)
        for (const table of [db.deltas, db.lists, db.pages])
          writes.push(table.where('key').below(next.genStart).delete());
      await Promise.all(writes);
    });

    sync = next;
    attempted = nextAttempted;
    for (const id of entry.fateKnown) unanswered.delete(id);
    for (const [order, stored] of settled) {
      if (stored === null) outbox.delete(order);
      else outbox.set(order, stored);
      if (stored?.state.kind === 'landed') landedAt.set(order, fetches);
      else landedAt.delete(order);
    }
    for (const { changes, list } of segments) {
      index.noteCommitted(gen, list.key, changes);
      sizes.set(list.key, changes.length);
    }
    if (entry.sweep) {
      index.sweep(gen, next.genStart);
      for (const key of sizes.keys()) if (key < next.genStart) sizes.delete(key);
    }
    for (const key of [...released, ...swept]) quarantined.delete(key);
    for (const item of captured) quarantined.set(item.key, item);
    needsHouse = true;

    segments.forEach(({ list, page, isDelta }, position) => {
      tell({
        kind: 'segment',
        segment: isDelta ? { ...list, ...page } : list,
        replaces: [],
        outbox: position === segments.length - 1 ? settled : [],
      });
    });
    if (segments.length === 0 && settled.length > 0) tell({ kind: 'outbox', changed: settled });
    if (entry.sweep) tell({ kind: 'complete', gen, genStart: next.genStart });
    if (captured.length + released.length + swept.length > 0)
      tell({ kind: 'quarantined', items: captured, released: [...released, ...swept] });
  }

  /** Leaves out changes of commands that a person has decided on meanwhile: their places may hold others now. */
  async function stillMeant(changes: readonly OutboxChange[]): Promise<readonly OutboxChange[]> {
    if (!changes.some(([, stored]) => stored !== null)) return changes;
    const now = await db.outbox.bulkGet(changes.map(([order]) => order));
    return changes.filter(([, stored], position) => stored === null || now[position]?.id === stored.id);
  }

  const merged = (
    changes: readonly OutboxChange[],
    later: readonly OutboxChange[],
  ): readonly OutboxChange[] => [...new Map([...changes, ...later])];

  /** What comes beside an answer before the feed has begun is of no run: the first run brings it again. */
  const current = () => sync.gen;
  const nothing = { changes: [], unreadable: [], outbox: [], sync: {}, fateKnown: [], sweep: false } as const;

  return {
    sync: () => sync,
    outbox: () => [...outbox.values()].toSorted((a, b) => a.order - b.order),
    entries: () =>
      [...[...outbox].map(([order, stored]) => [order, entryOf(stored)] as const), ...foreign]
        .toSorted(([a], [b]) => a - b)
        .flatMap(([, entry]) => entry ?? []),
    attempted: () => [...attempted],
    beginFetch: () => ++fetches,

    load: (programVersion) =>
      inLane(async () => {
        const [synced, marked, program] = await Promise.all([
          findMeta(db, 'sync'),
          findMeta(db, 'attempted'),
          findMeta(db, 'program'),
        ]);
        const before = synced ?? NOTHING_SYNCED;
        const canRead = program === undefined || program.rowFormat === ROW_FORMAT;
        // What is inside the rows has changed: all come again, as if the feed had begun anew.
        sync = canRead ? before : { ...before, cursor: null, complete: false, genStart: before.nextKey };
        if (!canRead)
          await db.meta.bulkPut([sync, { key: 'program', version: programVersion, rowFormat: ROW_FORMAT }]);
        attempted = new Set(marked?.ids);
        for (const id of attempted) unanswered.add(id);
        for (const stored of await db.outbox.toArray()) {
          if (isStoredCommand(stored)) outbox.set(stored.order, stored);
          else foreign.set(stored.order, fenceOf(stored));
        }
        for (const item of await db.quarantine.toArray()) quarantined.set(item.key, item);
        for (const table of [db.lists, db.deltas]) {
          for (let after = 0; ;) {
            const some = await table.where('key').above(after).limit(8).toArray();
            for (const stored of some) {
              const list = unpackList(stored);
              index.noteLoaded(stored.gen, stored.key, list);
              sizes.set(stored.key, list.tickets.length + list.elsewhere.length + list.customers.length);
              after = stored.key;
            }
            if (some.length < 8) break;
          }
        }
        if (program?.version === programVersion) return;
        // A newer program may read what an older one could not.
        const again = [...quarantined.values()].filter(
          (item) => item.what === 'row' && item.gen === sync.gen,
        );
        const { changes } = readChanges(again.map((item) => item.raw));
        const fresh = index.select(current(), changes);
        const stale = changes
          .filter((change) => !fresh.includes(change))
          .map((change) => rowKey(change.type, change.id));
        if (changes.length > 0)
          await commit({
            ...nothing,
            gen: current(),
            changes: fresh,
            outbox: outboxAfterRows(outbox.values(), fresh),
          });
        await db.quarantine.bulkDelete(stale);
        for (const key of stale) quarantined.delete(key);
        await db.meta.put({ key: 'program', version: programVersion, rowFormat: ROW_FORMAT });
      }),

    commitPage: (page, { changes, unreadable }, from, fetch) =>
      inLane(async () => {
        if (sync.cursor !== from) return;
        const starts = page.start !== null;
        const gen = starts ? sync.gen + 1 : current();
        const sweeping = (starts || sync.sweeping) && !page.complete;
        const ends = page.complete && (starts || sync.sweeping);
        const fresh = index.select(gen, changes);
        const landed: OutboxChange[] = page.more
          ? []
          : [...outbox.values()]
              .filter(({ order, state }) => state.kind === 'landed' && (landedAt.get(order) ?? 0) < fetch)
              .map(({ order }) => [order, null]);
        await commit({
          ...nothing,
          gen,
          changes: fresh,
          unreadable,
          outbox: merged(outboxAfterRows(outbox.values(), fresh), landed),
          sync: {
            cursor: page.cursor,
            gen,
            genStart: starts ? sync.nextKey : sync.genStart,
            complete: sync.complete || page.complete,
            sweeping,
            progress: sweeping ? page.progress : null,
          },
          sweep: ends,
        });
      }),

    forgetCursor: () =>
      inLane(async () => {
        const next = { ...sync, cursor: null };
        await db.meta.put(next);
        sync = next;
      }),

    findRecorded: () =>
      inLane(async () => {
        const last = Math.max(0, ...outbox.keys());
        const found = (await db.outbox.where('order').above(last).toArray()).filter(isStoredCommand);
        for (const stored of found) outbox.set(stored.order, stored);
        return found;
      }),

    noteOutbox(changed) {
      for (const [order, stored] of changed) {
        if (stored === null) outbox.delete(order);
        else if (outbox.has(order)) outbox.set(order, stored);
      }
    },

    beginPush: (lines) =>
      inLane(async () => {
        const wanted = new Map(lines.map((line) => [line.id, line]));
        const orders = [...outbox.values()]
          .filter((stored) => wanted.has(stored.id))
          .map((stored) => stored.order);
        if (orders.length === 0) return { client: null, lines: [], missing: lines.map((line) => line.id) };
        return strict.dexie.transaction('rw', strict.meta, strict.outbox, async () => {
          const found = new Map(
            (
              await strict.outbox
                .where('order')
                .between(Math.min(...orders), Math.max(...orders), true, true)
                .toArray()
            )
              .filter((stored) => isStoredCommand(stored) && wanted.has(stored.id))
              .map((stored) => [stored.id, stored] as const),
          );
          const missing = lines.filter((line) => !found.has(line.id)).map((line) => line.id);
          const [first] = found.values();
          const client = first?.command.client ?? null;
          const last = new Map<string, CommandId>();
          const send = lines.flatMap((line) => {
            const stored = found.get(line.id);
            if (stored === undefined || stored.command.client !== client) return [];
            const { ticketId } = stored.command;
            const after = last.get(ticketId) ?? null;
            last.set(ticketId, stored.id);
            return [{ id: stored.id, after, command: stored.command }];
          });
          if (send.some((line) => !attempted.has(line.id))) {
            const marked = new Set([...attempted, ...send.map((line) => line.id)]);
            await strict.meta.put({ key: 'attempted', ids: [...marked] });
            attempted = marked;
          }
          return { client, lines: send, missing };
        });
      }),

    noteUnanswered(ids) {
      for (const id of ids) unanswered.add(id);
    },

    commitAnswers: (answers) =>
      inLane(async () => {
        const changed: OutboxChange[] = [];
        const fateKnown: CommandId[] = [];
        const raw: unknown[] = [];
        for (const answer of answers) {
          raw.push(...answer.changes);
          const stored = find(answer.id);
          if (stored === undefined) continue;
          if (answer.outcome.kind === 'deferred') {
            // Nothing was stored. Unless an attempt without answer is still on its way, it is as if never sent.
            if (!unanswered.has(answer.id)) fateKnown.push(answer.id);
            continue;
          }
          fateKnown.push(answer.id);
          const known =
            answer.outcome.kind === 'held'
              ? await findMessages(db, stored.command.ticketId, index.places(stored.command.ticketId))
              : [];
          const change = outboxAfterAnswer(stored, answer, readChanges(answer.changes).changes, known);
          if (change !== null) changed.push(change);
        }
        const { changes, unreadable } = readChanges(raw);
        const fresh = index.select(current(), changes);
        await commit({
          ...nothing,
          gen: current(),
          changes: fresh,
          unreadable,
          outbox: merged(outboxAfterRows(outbox.values(), fresh), changed),
          fateKnown,
        });
      }),

    refuseWithoutFile: (sha256) =>
      inLane(async () => {
        const named = [...outbox.values()].filter(
          (stored) =>
            stored.state.kind === 'waiting' &&
            !attempted.has(stored.id) &&
            attachmentsOf(stored.command).some((attachment) => attachment.sha256 === sha256),
        );
        const changes = named.map((stored): OutboxChange => [
          stored.order,
          { ...stored, state: { kind: 'refused', reason: 'invalid', holder: null } },
        ]);
        if (changes.length > 0) await commit({ ...nothing, gen: current(), outbox: changes });
        return named.map((stored) => stored.id);
      }),

    findFile: async (sha256) => (await db.files.get(sha256))?.bytes ?? null,

    settled: () => inLane(() => Promise.resolve()),

    keepHouse: () =>
      inLane(async () => {
        if (!needsHouse || sync.sweeping) return false;
        const done = await compact({ db, index, sizes, sync, tell });
        if (done === null) needsHouse = false;
        else sync = done;
        return done !== null;
      }),
  };
}
