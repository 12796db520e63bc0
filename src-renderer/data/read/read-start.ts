import type { CommandId, MessageId, TicketId } from '#shared/base/brand.ts';
import { isStoredCommand, isStoredDraft } from '../outbox/parse-stored.ts';
import { findMeta, ROW_FORMAT, transact, type Database, type Tables } from '../store/database.ts';
import {
  NOTHING_SYNCED,
  type StoredCommand,
  type StoredDelta,
  type StoredDraft,
  type StoredHot,
  type StoredSync,
} from '../store/stored.ts';
import { tryUnpackList } from '../store/segment.ts';
import type { QuarantinedItem, StorageHealth } from './desk-reader.ts';

/** The few records a window shows at once. */
export interface StartContent {
  readonly sync: StoredSync;
  readonly hot: StoredHot | undefined;
  /** Small segments that are newer than the first lines. */
  readonly deltas: readonly StoredDelta[];
  readonly outbox: readonly StoredCommand[];
  readonly attempted: readonly CommandId[];
  readonly drafts: readonly StoredDraft[];
  /** What was read on this machine. */
  readonly seen: readonly (readonly [TicketId, MessageId])[];
  /** Rows that could not be read, and commands and drafts of the database that cannot: kept where they are. */
  readonly quarantine: readonly QuarantinedItem[];
  readonly storage: StorageHealth;
}

/** Reads what a start needs, in one transaction. @returns null when the database is new or has been reset */
export async function readStart(db: Database): Promise<Omit<StartContent, 'storage'> | null> {
  const names = ['meta', 'hot', 'outbox', 'drafts', 'quarantine', 'deltas', 'pages'] as const;
  return transact(db, 'r', names, async (tables) => {
    const [client, synced, program, attempted, seen, found, outbox, drafts, quarantine] = await Promise.all([
      findMeta(tables, 'client'),
      findMeta(tables, 'sync'),
      findMeta(tables, 'program'),
      findMeta(tables, 'attempted'),
      findMeta(tables, 'seen'),
      tables.hot.get('hot'),
      tables.outbox.toArray(),
      tables.drafts.toArray(),
      tables.quarantine.toArray(),
      // Looked at only to be mended here if they are damaged: later nobody could.
      findMeta(tables, 'ahead'),
      findMeta(tables, 'files'),
    ]);
    if (client === undefined) return null;
    const before = synced ?? NOTHING_SYNCED;
    // Rows of another format are not looked at: they all come again (see `Ledger.load`).
    const canRead = program === undefined || program.rowFormat === ROW_FORMAT;
    const sync = canRead ? before : { ...before, complete: false, sweeping: false, genStart: before.nextKey };
    const hot = canRead && isHot(found) ? await withoutLost(tables, found) : undefined;
    const deltas = hot === undefined ? [] : await tables.deltas.where('key').above(hot.through).toArray();
    const kept = (what: 'command' | 'draft', key: string, raw: unknown): QuarantinedItem => ({
      key: `${what} ${key}`,
      what,
      detail: kindOf(raw),
      raw,
    });
    return {
      sync,
      hot,
      deltas,
      outbox: outbox.filter(isStoredCommand),
      attempted: attempted?.ids ?? [],
      drafts: drafts.filter(isStoredDraft),
      seen: seen?.entries ?? [],
      quarantine: [
        ...quarantine.map(({ key, what, detail, raw }) => ({ key, what, detail, raw })),
        ...outbox
          .filter((each) => !isStoredCommand(each))
          .map((each) => kept('command', String(each.order), each)),
        ...drafts.filter((each) => !isStoredDraft(each)).map((each) => kept('draft', each.key, each)),
      ],
    };
  });
}

/**
 * First lines without the places that are no more: a kill between the joining of segments and the next writing of the
 * first lines leaves those. Such conversations are found when all lists are read.
 */
async function withoutLost({ pages, deltas }: Tables, hot: StoredHot): Promise<StoredHot> {
  const keys = await Promise.all([pages.toCollection().primaryKeys(), deltas.toCollection().primaryKeys()]);
  const present = new Set(keys.flat());
  const places = hot.places.map((own) => (own.every((key) => present.has(key)) ? own : []));
  return { ...hot, places };
}

/** First lines are only there for a quicker start: damaged ones are left out. */
function isHot(found: StoredHot | undefined): found is StoredHot {
  if (found === undefined || !(found.counts?.queues instanceof Map) || !Array.isArray(found.places))
    return false;
  return tryUnpackList(found)?.tickets.length === found.places.length;
}

function kindOf(raw: unknown): string {
  const { command, draft } = (raw ?? {}) as { command?: { kind?: unknown }; draft?: { kind?: unknown } };
  const kind = command?.kind ?? draft?.kind;
  return typeof kind === 'string' ? kind.slice(0, 100) : '?';
}
