import type { CommandId, MessageId } from '#shared/base/brand.ts';
import { messageIdOf } from '#shared/sync/apply-command.ts';
import type { Change } from '#shared/sync/change.ts';
import { isAsleep, type Clocks } from '#shared/sync/delay.ts';
import type { Entry as SyncEntry } from '#shared/sync/entry.ts';
import { ROW_FORMAT, type Database } from '../store/database.ts';
import { findMessages } from '../store/read-conversation.ts';
import {
  NOTHING_SYNCED,
  type SegmentKey,
  type StoredCommand,
  type StoredQuarantined,
  type StoredSync,
} from '../store/stored.ts';
import { entryOf, fenceOf } from '../outbox/command-entry.ts';
import { joinStored } from '../outbox/join-stored.ts';
import { isStoredCommand } from '../outbox/parse-stored.ts';
import { aheadAfterAnswers, aheadAfterPage, aheadFrom, type AheadOfFeed } from './ahead-of-feed.ts';
import type { Message } from './channel.ts';
import { compact, isOversized } from './compact.ts';
import { beginPush } from './begin-push.ts';
import { createLane } from './lane.ts';
import { packChanges } from './pack-changes.ts';
import { outboxAfterAnswer, outboxAfterRows, type OutboxChange } from './outbox-changes.ts';
import { readChanges, rowKey, type UnreadableChange } from './read-changes.ts';
import type { Ledger } from './ledger.ts';
import { createRowIndex, type RowIndex } from './row-index.ts';
import { readAccount } from './read-account.ts';
import { loadSegments } from './load-segments.ts';
import { forgetRows } from './forget-rows.ts';
import { writeEntry } from './write-entry.ts';

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
 * @param db for what can be fetched again; @param strict for what cannot; @param clocks as the driver of `step` has them
 */
export function createLedger(
  db: Database,
  strict: Database,
  tell: (message: Message) => void,
  clocks: () => Clocks,
): Ledger {
  const index: RowIndex = createRowIndex();
  const inLane = createLane();
  const outbox = new Map<number, StoredCommand>();
  /** Places in the outbox whose commands this version cannot read: they are left alone (I7). */
  const foreign = new Map<number, SyncEntry | null>();
  const quarantined = new Map<string, StoredQuarantined>();
  const sizes = new Map<SegmentKey, number>();
  let sync: StoredSync = NOTHING_SYNCED;
  let attempted: ReadonlySet<CommandId> = new Set();
  /** Of those, which may have arrived by an attempt that brought no answer. */
  const unanswered = new Set<CommandId>();
  let fetches = 0;
  /** For landed commands the number of requests sent when they landed. */
  const landedAt = new Map<number, number>();
  let ahead: AheadOfFeed = aheadFrom();
  /** Number of requests sent when answers were last committed. */
  let answeredAt = 0;
  /** See `AfterRows`. */
  let halves: ReadonlySet<CommandId> = new Set();
  let needsHouse = true;
  /** The index knows what stands in all segments. */
  let hasRows = false;
  let isReadingDue = false;
  /** That of this program. */
  let version = '';

  const find = (id: CommandId) => [...outbox.values()].find((stored) => stored.id === id);

  /** Commits, then remembers, then tells. */
  async function commit(entry: Entry): Promise<void> {
    const { gen } = entry;
    const { segments, nextKey } = packChanges(entry.changes, gen, sync.nextKey);
    const { genStart } = { ...sync, ...entry.sync };
    const staying = entry.sweep
      ? [...sizes.keys()].filter((key) => key >= genStart).length
      : (sync.segments ?? sizes.size);
    const next: StoredSync = {
      ...sync,
      ...entry.sync,
      nextKey,
      segments: staying + segments.length,
    };
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

    const settled = await writeEntry(db, {
      segments,
      outbox: entry.outbox,
      places: [...outbox.keys(), ...foreign.keys()],
      sync: next,
      attempted: nextAttempted.size < attempted.size ? nextAttempted : null,
      captured,
      released: [...released, ...swept],
      sweepBelow: entry.sweep ? next.genStart : null,
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

  const merged = (
    changes: readonly OutboxChange[],
    later: readonly OutboxChange[],
  ): readonly OutboxChange[] => [...new Map([...changes, ...later])];

  /** Rows of another format, or damaged or missing ones: all come again, as if the feed had begun anew. Unsent work stays. */
  async function fetchAllAgain(): Promise<void> {
    sync = await forgetRows(db, sync, version);
    index.clear();
    sizes.clear();
    hasRows = true;
  }

  /** Reads what stands in the segments, once; what was committed before is in the index already. @returns whether it could */
  async function needRows(): Promise<boolean> {
    const isWhole = hasRows || (await loadSegments(db, { index, sizes }, sync.segments));
    if (!isWhole) await fetchAllAgain();
    // All of it comes again behind the rows that are here, which stay until then.
    else if (!hasRows && isOversized(sizes)) sync = { ...sync, cursor: null };
    hasRows = true;
    return isWhole;
  }

  /** What comes beside an answer before the feed has begun is of no run: the first run brings it again. */
  const current = () => sync.gen;
  const nothing = { changes: [], unreadable: [], outbox: [], sync: {}, fateKnown: [], sweep: false } as const;

  return {
    sync: () => sync,
    segments: () => sync.segments ?? sizes.size,
    outbox: () => [...outbox.values()].toSorted((a, b) => a.order - b.order),
    entries: () =>
      [...[...outbox].map(([order, stored]) => [order, entryOf(stored, clocks())] as const), ...foreign]
        .toSorted(([a], [b]) => a - b)
        .flatMap(([, entry]) => entry ?? []),
    attempted: () => [...attempted],
    beginFetch: () => ++fetches,

    load: (programVersion) =>
      inLane(async () => {
        version = programVersion;
        const found = await readAccount(db);
        ({ sync, attempted } = found);
        ahead = aheadFrom(sync.ahead);
        for (const id of attempted) unanswered.add(id);
        for (const [order, stored] of found.outbox) outbox.set(order, stored);
        for (const [order, entry] of found.foreign) foreign.set(order, entry);
        for (const [key, item] of found.quarantined) quarantined.set(key, item);
        if (!found.isOurFormat) return fetchAllAgain();
        if (found.program === version || !(await needRows())) return;
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
            outbox: outboxAfterRows(outbox.values(), fresh).changed,
          });
        await db.quarantine.bulkDelete(stale);
        for (const key of stale) quarantined.delete(key);
        await db.meta.put({ key: 'program', version, rowFormat: ROW_FORMAT });
      }),

    loadRows: () => inLane(async () => void (await needRows())),

    commitPage: (page, { changes, unreadable }, from, fetch) =>
      inLane(async () => {
        // What goes on from our cursor is newer than what is here: it need not wait until all of that has been read.
        const goesOn = page.start === null && !sync.sweeping && sync.segments !== undefined;
        if (!goesOn) await needRows();
        if (sync.cursor !== from) return 'done';
        // Its rows take the place of all that are here, whatever their versions (a restored helpdesk counts from older
        // ones): so it must have been asked for after everything that is here had come.
        if (page.start !== null && answeredAt >= fetch) return 'outrun';
        const starts = page.start !== null;
        const gen = starts ? sync.gen + 1 : current();
        const sweeping = (starts || sync.sweeping) && !page.complete;
        const ends = page.complete && (starts || sync.sweeping);
        const fresh = index.select(gen, changes);
        const isLast = page.complete && !page.more;
        const next = aheadAfterPage(ahead, { changes, starts, isLast }, fetch);
        const after = outboxAfterRows(outbox.values(), fresh, halves, page.more);
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
          outbox: merged(after.changed, landed),
          sync: {
            // A helpdesk that has gone back in time is asked for everything again.
            cursor: next.wentBack ? null : page.cursor,
            ahead: next.ahead.ids,
            gen,
            genStart: starts ? sync.nextKey : sync.genStart,
            complete: sync.complete || page.complete,
            sweeping,
            progress: sweeping ? page.progress : null,
          },
          sweep: ends,
        });
        ({ ahead } = next);
        ({ halves } = after);
        return 'done';
      }),

    forgetCursor: () =>
      inLane(async () => {
        const next = { ...sync, cursor: null };
        await db.meta.put(next);
        sync = next;
      }),

    async findRecorded() {
      // One reading that has not begun finds what all have been told of.
      if (isReadingDue) return [];
      isReadingDue = true;
      return inLane(async () => {
        isReadingDue = false;
        const last = Math.max(0, ...outbox.keys(), ...foreign.keys());
        const found = await db.outbox.where('order').above(last).toArray();
        return found.flatMap((stored) => {
          if (isStoredCommand(stored)) outbox.set(stored.order, stored);
          else foreign.set(stored.order, fenceOf(stored));
          return (isStoredCommand(stored) ? entryOf(stored, clocks()) : fenceOf(stored)) ?? [];
        });
      });
    },

    noteOutbox(changed) {
      for (const [order, stored] of changed) {
        if (stored === null) outbox.delete(order);
        else if (outbox.has(order)) outbox.set(order, joinStored(outbox.get(order), stored));
      }
    },

    beginPush: (lines) =>
      inLane(async () => {
        const begun = await beginPush(strict, [...outbox.values()], attempted, lines, (stored) =>
          isAsleep(stored.delay, clocks().wall),
        );
        attempted = begun.attempted;
        for (const stored of begun.asked) outbox.set(stored.order, stored);
        if (begun.asked.length > 0)
          tell({ kind: 'outbox', changed: begun.asked.map((stored) => [stored.order, stored] as const) });
        return { ...begun, gen: current() };
      }),

    noteUnanswered(ids) {
      for (const id of ids) unanswered.add(id);
    },

    commitAnswers: (answers, gen) =>
      inLane(async () => {
        await needRows();
        const isOfThisRun = gen === current();
        const changed: OutboxChange[] = [];
        const fateKnown: CommandId[] = [];
        const made = new Set<MessageId>();
        const raw: unknown[] = [];
        for (const answer of answers) {
          if (isOfThisRun) raw.push(...answer.changes);
          const stored = find(answer.id);
          if (stored === undefined) continue;
          if (answer.outcome.kind === 'deferred') {
            // Nothing was stored. Unless an attempt without answer is still on its way, it is as if never sent.
            if (!unanswered.has(answer.id)) fateKnown.push(answer.id);
            continue;
          }
          fateKnown.push(answer.id);
          if (answer.outcome.kind === 'applied' && !stored.confirmed) made.add(messageIdOf(stored.command));
          const known =
            answer.outcome.kind === 'held'
              ? // What was there before cannot be read: what is new comes beside the answer.
                ((await findMessages(
                  db,
                  stored.command.ticketId,
                  index.places(stored.command.ticketId),
                ).catch(() => null)) ?? [])
              : [];
          // First lines are of a run that has not begun: rows beside an answer do not show through them.
          const isShown = isOfThisRun && (sync.complete || sync.sweeping);
          const change = outboxAfterAnswer(
            stored,
            answer,
            readChanges(answer.changes).changes,
            known,
            isShown,
          );
          if (change !== null) changed.push(change);
        }
        const { changes, unreadable } = readChanges(raw);
        const fresh = index.select(current(), changes);
        const next = aheadAfterAnswers(ahead, fresh, made, fetches);
        await commit({
          ...nothing,
          gen: current(),
          changes: fresh,
          unreadable,
          outbox: merged(outboxAfterRows(outbox.values(), fresh).changed, changed),
          sync: { ahead: next.ids },
          fateKnown,
        });
        ahead = next;
        answeredAt = fetches;
        return changed.some(([, stored]) => stored?.state.kind === 'landed');
      }),

    findFile: async (sha256) => (await db.files.get(sha256))?.bytes ?? null,

    settled: () => inLane(() => Promise.resolve()),

    keepHouse: () =>
      inLane(async () => {
        if (!needsHouse || sync.sweeping) return false;
        await needRows();
        const done = await compact({ db, index, sizes, sync, tell });
        if (done === null) needsHouse = false;
        else sync = done;
        return done !== null;
      }),
  };
}
