import { createHash } from 'node:crypto';
import type { IndexedDb } from '#renderer/data/store/database.ts';
import { findMeta, openDatabase } from '#renderer/data/store/database.ts';
import { messageIdIn } from '#renderer/data/store/join-segments.ts';
import { unpackSegment } from '#renderer/data/store/segment.ts';
import { isGone, stampOf, takesPlace, versionOf, type Stamp } from '#renderer/data/store/stamp.ts';
import { changesPageSchema, PATHS } from '#shared/contract/http/routes.ts';

/** Rows in sight by `type id`, each with its version and content as one text. */
export type Rows = ReadonlyMap<string, string>;

/** The rows on a machine's disk; null while a synchronisation is not finished. */
export async function rowsOnDisk(disk: IndexedDb, profileKey: string): Promise<Rows | null> {
  const opened = await openDatabase(profileKey, 'relaxed', disk);
  if (!opened.ok) throw new Error(`The local database cannot be opened: ${opened.error}`);
  const db = opened.value;
  try {
    return await db.dexie.transaction('r', [db.meta, db.lists, db.pages, db.deltas], async () => {
      const sync = await findMeta(db, 'sync');
      if (sync === undefined || !sync.complete || sync.sweeping) return null;
      const [lists, pages, deltas] = await Promise.all([
        db.lists.toArray(),
        db.pages.toArray(),
        db.deltas.toArray(),
      ]);
      // By this a start knows that nothing of it has been lost.
      if (sync.segments !== lists.length + deltas.length)
        throw new Error(`${sync.segments} segments are counted, ${lists.length} + ${deltas.length} there`);
      const pageOf = new Map(pages.map((page) => [page.key, page]));
      const newest = new Map<string, { readonly stamp: Stamp; readonly row: unknown }>();
      const note = (type: string, id: string, gen: number, version: number, row: unknown) => {
        const key = `${type} ${id}`;
        const stamp = stampOf(gen, version, row === null);
        if (takesPlace(newest.get(key)?.stamp, stamp)) newest.set(key, { stamp, row });
      };
      for (const list of [...lists, ...deltas]) {
        const page = 'messages' in list ? list : pageOf.get(list.key);
        if (page === undefined) throw new Error(`Segment ${list.key} has no body`);
        const segment = unpackSegment(list, page as never);
        for (const [version, row] of segment.list.tickets) note('ticket', row.id, list.gen, version, row);
        for (const [version, row] of segment.list.people) note('person', row.id, list.gen, version, row);
        for (const [version, row] of segment.list.queues) note('queue', row.id, list.gen, version, row);
        for (const [version, row] of segment.list.references)
          note('reference', row.id, list.gen, version, row);
        for (const [version, type, id] of segment.list.gone) note(type, id, list.gen, version, null);
        for (const [id, [version, row]] of segment.customers) note('customer', id, list.gen, version, row);
        for (const messages of segment.messages.values())
          for (const message of messages)
            note('message', messageIdIn(message), list.gen, message[0], message[1]);
      }
      return new Map(
        [...newest]
          .filter(([, { stamp }]) => !isGone(stamp))
          .map(([key, { stamp, row }]) => [key, `v${versionOf(stamp)} ${canonical(row)}`]),
      );
    });
  } finally {
    db.close();
  }
}

/** The rows that the helpdesk shows whom a request is made for: a whole first synchronisation. */
export async function rowsInSight(ask: (path: string) => Promise<Response>): Promise<Rows> {
  const rows = new Map<string, string>();
  for (let cursor: string | null = null; ;) {
    const path = cursor === null ? PATHS.changes : `${PATHS.changes}?cursor=${encodeURIComponent(cursor)}`;
    const response = await ask(path);
    if (response.status !== 200) throw new Error(`The feed gave ${response.status}`);
    const page = changesPageSchema.parse(await response.json());
    for (const raw of page.changes) {
      const change = raw as { type: string; id: string; version: number; row?: unknown };
      const key = `${change.type} ${change.id}`;
      if (change.row === undefined) rows.delete(key);
      else rows.set(key, `v${change.version} ${canonical(change.row)}`);
    }
    if (!page.more || page.cursor === cursor) return rows;
    ({ cursor } = page);
  }
}

/** SHA-256 over all rows. */
export function hashOf(rows: Rows): string {
  const hash = createHash('sha256');
  for (const key of [...rows.keys()].toSorted()) hash.update(`${key} ${rows.get(key)}\n`);
  return hash.digest('hex');
}

/** What differs between two sets of rows, in a few lines. */
export function differences(client: Rows, helpdesk: Rows): readonly string[] {
  const found: string[] = [];
  for (const key of new Set([...client.keys(), ...helpdesk.keys()])) {
    const [here, there] = [client.get(key), helpdesk.get(key)];
    if (here !== there)
      found.push(`${key}\n  client   ${here ?? 'nothing'}\n  helpdesk ${there ?? 'nothing'}`);
  }
  return found;
}

/** JSON with the keys of objects in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
