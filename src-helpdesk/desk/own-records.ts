import { sql, type Transaction } from 'kysely';
import type { EpochMs, PersonId } from '#shared/base/brand.ts';
import {
  MAX_OWN_CHARS,
  MAX_OWN_RECORDS,
  type OwnChange,
  type Owner,
  type OwnOutcome,
  type OwnPage,
  type OwnRecord,
} from '#shared/contract/http/own-records.ts';
import { findHelpdesk, type Storage } from '../storage/storage.ts';
import { inTransaction } from '../storage/in-transaction.ts';
import type { Tables } from '../storage/tables.ts';

/** The channel on which a change of a person's own records is announced to every instance; the person's id goes with it. */
export const OWN_CHANNEL = 'vakhta_own';

/** Characters of values on a page, at least one record. */
const PAGE_CHARS = 1_000_000;
/** Deletions that are remembered for each person (I11): who was away for longer begins anew. */
const KEPT_DELETIONS = 500;

/** Whether a program that takes itself to be speaking for this person of this helpdesk does. */
export async function isOwner(
  { db }: Pick<Storage, 'db'>,
  owner: Owner,
  personId: PersonId,
): Promise<boolean> {
  return owner.person === personId && owner.helpdesk === (await findHelpdesk(db)).id;
}

interface Cursor {
  readonly era: string;
  readonly version: number;
}

/**
 * The next page of what a person keeps for himself. Not part of the feed: that is put into words once for all who see the
 * same, and nobody but he sees these.
 *
 * Versions count up under the lock of the person's head, so the order of versions is the order of commits, and a cursor
 * passes over nothing. It names the era of the feed too: after a restored backup all is given again.
 */
export async function pullOwn(
  { db }: Pick<Storage, 'db'>,
  personId: PersonId,
  cursorText: string | undefined,
): Promise<OwnPage> {
  const { rows: heads } = await sql<{ era: string; floor: number | null }>`
    select (select id from feed_era order by n desc limit 1) as era,
      (select floor from own_head where person_id = ${personId}) as floor`.execute(db);
  const era = heads[0]?.era ?? '';
  const given = cursorText === undefined ? null : readCursor(cursorText);
  const goesOn = given !== null && given.era === era && given.version >= (heads[0]?.floor ?? 0);
  const from = goesOn ? given.version : 0;
  // A page that begins anew may be followed by others: those go on by their cursor although deletions are left out.
  const { rows } = await sql<Row & { before: number }>`
    select key, version, value, updated_at,
      sum(coalesce(length(value), 0)) over (order by version) - coalesce(length(value), 0) as before
    from own where person_id = ${personId} and version > ${from}::bigint order by version`.execute(db);
  const page = rows.filter((row) => Number(row.before) < PAGE_CHARS);
  const version = page.at(-1)?.version ?? Math.max(from, heads[0]?.floor ?? 0);
  return {
    records: page.map(recordOf),
    cursor: `${era} ${version}`,
    more: page.length < rows.length,
    start: !goesOn,
    era,
  };
}

/** Changes one record, if it is as the other end believes. A change that is repeated is answered as it was. */
export function changeOwn(
  { db, clock }: Pick<Storage, 'db' | 'clock'>,
  personId: PersonId,
  key: string,
  change: Pick<OwnChange, 'expected' | 'value'>,
): Promise<OwnOutcome> {
  const text = change.value == null ? null : JSON.stringify(change.value);
  if (text !== null && text.length > MAX_OWN_CHARS) return Promise.resolve({ kind: 'no-room' });
  return inTransaction(db, async (tx) => {
    await sql`insert into own_head (person_id, version, floor) values (${personId}, 0, 0)
      on conflict (person_id) do nothing`.execute(tx);
    const { rows: heads } = await sql<{ version: number }>`
      select version from own_head where person_id = ${personId} for update`.execute(tx);
    const { rows: found } = await sql<Row>`
      select key, version, value, updated_at from own
      where person_id = ${personId} and key = ${key}`.execute(tx);
    const now = found[0];
    // The answer to the first one was lost.
    if (now !== undefined && now.value === text) return { kind: 'kept', version: now.version };
    const known = now === undefined || now.value === null ? 0 : now.version;
    if (change.expected !== known && change.expected !== (now?.version ?? 0))
      return { kind: 'conflict', record: now === undefined || now.value === null ? null : recordOf(now) };
    if (now === undefined && (await countOwn(tx, personId)) >= MAX_OWN_RECORDS) return { kind: 'no-room' };
    const version = (heads[0]?.version ?? 0) + 1;
    await sql`insert into own (person_id, key, version, value, updated_at)
      values (${personId}, ${key}, ${version}::bigint, ${text}, ${clock.now()}::bigint)
      on conflict (person_id, key) do update
        set version = excluded.version, value = excluded.value, updated_at = excluded.updated_at`.execute(tx);
    await sql`update own_head set version = ${version}::bigint where person_id = ${personId}`.execute(tx);
    if (text === null) await forgetDeletions(tx, personId);
    await sql`select pg_notify(${OWN_CHANNEL}, ${personId}::text)`.execute(tx);
    return { kind: 'kept', version };
  });
}

async function countOwn(tx: Transaction<Tables>, personId: PersonId): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from own where person_id = ${personId} and value is not null`.execute(tx);
  return rows[0]?.n ?? 0;
}

async function forgetDeletions(tx: Transaction<Tables>, personId: PersonId): Promise<void> {
  const { rows } = await sql<{ version: number }>`
    select version from own where person_id = ${personId} and value is null
    order by version desc offset ${KEPT_DELETIONS}::int limit 1`.execute(tx);
  const floor = rows[0]?.version;
  if (floor === undefined) return;
  await sql`delete from own where person_id = ${personId} and value is null and version <= ${floor}::bigint`.execute(
    tx,
  );
  await sql`update own_head set floor = ${floor}::bigint where person_id = ${personId}`.execute(tx);
}

interface Row {
  readonly key: string;
  readonly version: number;
  readonly value: string | null;
  readonly updated_at: EpochMs;
}

function recordOf({ key, version, value, updated_at }: Row): OwnRecord {
  return {
    key,
    version,
    value: value === null ? null : (JSON.parse(value) as unknown),
    updatedAt: updated_at,
  };
}

function readCursor(text: string): Cursor | null {
  const [, era, version] = /^(\S+) (\d+)$/.exec(text) ?? [];
  return era === undefined ? null : { era, version: Number(version) };
}
