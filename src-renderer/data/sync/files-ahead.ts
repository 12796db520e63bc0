import type { Sha256, TicketId } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { findMeta, type Database } from '../store/database.ts';
import { unpackList, unpackMessages } from '../store/segment.ts';
import type { SegmentKey, StoredDelta, StoredPage } from '../store/stored.ts';
import { FILES_BUDGET_BYTES, type FileCache } from './file-cache.ts';

/** A larger file waits until somebody opens it, in bytes. */
const LARGEST_AHEAD_BYTES = 10 * 1024 * 1024;
/** What files fetched ahead may take: half of what fetched files may, so that they push nobody's own choice out. */
const AHEAD_BUDGET_BYTES = FILES_BUDGET_BYTES / 2;

/** A file that has failed so often is left until somebody opens it. */
const MOST_ATTEMPTS = 3;

/**
 * Brings the files of tickets that are not resolved to this machine before anybody asks, so that they can be read
 * offline. Goes through what the feed has brought, newest segment last, and remembers how far it is.
 */
export interface FilesAhead {
  /** Something new may be on the disk, or the helpdesk may be within reach again. */
  look(): void;
  /** How many files are known to be still on their way. */
  left(): number;
}

export function createFilesAhead(
  db: Database,
  files: FileCache,
  told: { readonly changed: () => void; readonly isOnline: () => boolean; readonly signal: AbortSignal },
): FilesAhead {
  let running = false;
  let again = false;
  let left = 0;
  const failures = new Map<Sha256, number>();

  const setLeft = (count: number) => {
    if (left === count) return;
    left = count;
    told.changed();
  };

  /** Counts a failure. @returns whether a file has failed so often that the others need not wait for it any more */
  function isHopeless(sha256: Sha256): boolean {
    const times = (failures.get(sha256) ?? 0) + 1;
    failures.set(sha256, times);
    return times >= MOST_ATTEMPTS;
  }

  async function run(): Promise<void> {
    for (let through = (await findMeta(db, 'ahead'))?.through ?? 0; ;) {
      const key = await nextSegment(through);
      if (key === null) return;
      const wanted = await missing(await filesOf(key));
      setLeft(wanted.length);
      for (const { sha256 } of wanted) {
        if (told.signal.aborted || !told.isOnline()) return;
        if ((await fetchedBytes()) > AHEAD_BUDGET_BYTES) break;
        const read = await files.read(sha256);
        if (!read.ok && read.error !== 'missing' && !isHopeless(sha256)) return;
        setLeft(left - 1);
      }
      through = key;
      await db.meta.put({ key: 'ahead', through });
    }
  }

  async function nextSegment(through: SegmentKey): Promise<SegmentKey | null> {
    const after = async (table: Database['pages'] | Database['deltas']) =>
      ((await table.where('key').above(through).limit(1).primaryKeys()) as SegmentKey[])[0] ?? Infinity;
    const next = Math.min(await after(db.pages), await after(db.deltas));
    return next === Infinity ? null : next;
  }

  /** Files small enough on messages of a segment, of tickets it does not say to be resolved. */
  async function filesOf(key: SegmentKey): Promise<readonly Attachment[]> {
    const [page, list] = await readSegment(key);
    if (page === undefined || !page.messages.some((text) => text.includes('"sha256"'))) return [];
    const resolved = new Set<TicketId>(
      list === undefined
        ? []
        : unpackList(list).tickets.flatMap(([, ticket]) => (ticket.status === 'resolved' ? [ticket.id] : [])),
    );
    return page.ticketIds
      .filter((id, position) => !resolved.has(id) && page.messages[position]?.includes('"sha256"') === true)
      .flatMap((id) => unpackMessages(page, id))
      .flatMap(([, message]) => (message === null || message.kind === 'event' ? [] : message.attachments))
      .filter((attachment) => attachment.size <= LARGEST_AHEAD_BYTES);
  }

  async function readSegment(key: SegmentKey) {
    const delta: StoredDelta | undefined = await db.deltas.get(key);
    if (delta !== undefined) return [delta, delta] as const;
    const page: StoredPage | undefined = await db.pages.get(key);
    return [page, await db.lists.get(key)] as const;
  }

  async function missing(attachments: readonly Attachment[]): Promise<readonly Attachment[]> {
    const byHash = new Map<Sha256, Attachment>(attachments.map((each) => [each.sha256, each]));
    if (byHash.size === 0) return [];
    const here = new Set(
      await db.files
        .where('sha256')
        .anyOf([...byHash.keys()])
        .primaryKeys(),
    );
    return [...byHash.values()].filter((attachment) => !here.has(attachment.sha256));
  }

  async function fetchedBytes(): Promise<number> {
    const entries = (await findMeta(db, 'files'))?.entries ?? [];
    return entries.reduce((sum, [, size]) => sum + size, 0);
  }

  return {
    look() {
      again = true;
      if (running || !told.isOnline()) return;
      running = true;
      void (async () => {
        try {
          while (again && !told.signal.aborted) {
            again = false;
            await run();
          }
        } catch {
          // The disk refuses, or the database is being closed: files can be fetched when they are opened.
        } finally {
          running = false;
          setLeft(0);
        }
      })();
    },
    left: () => left,
  };
}
