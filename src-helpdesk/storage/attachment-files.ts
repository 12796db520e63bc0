import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Kysely, Selectable } from 'kysely';
import type { EpochMs, PersonId, Sha256 } from '#shared/base/brand.ts';
import type { Clock } from '#shared/base/ports.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { detectTypeOfFile } from './detect-type.ts';
import type { ByteRange, ByteStore, SpooledFile } from './files/byte-store.ts';
import type { Spool } from './files/spool.ts';
import { inTransaction } from './in-transaction.ts';
import {
  dropParts,
  enterContent,
  findContent,
  findParts,
  grantContent,
  insertStrays,
  takeStray,
  touchContent,
  type UploadKey,
} from './rows/attachment-rows.ts';
import type { Tables, UploadPartTable } from './tables.ts';

/** Content that has arrived whole. */
export interface StoredFile {
  readonly sha256: Sha256;
  /** Bytes. */
  readonly size: number;
  /** As detected from the bytes. */
  readonly type: string;
}

/** How far an upload is. */
export interface UploadProgress {
  /** Bytes from the beginning on that are here. */
  readonly offset: number;
  readonly complete: boolean;
}

export type UploadError =
  /** The bytes that are here end elsewhere; `offset` is where. */
  | { readonly kind: 'wrong-offset'; readonly offset: number }
  /** More bytes came than were announced. */
  | { readonly kind: 'too-large' }
  | { readonly kind: 'wrong-checksum' }
  | { readonly kind: 'disk-full' };

/** Bytes that are being written must be referred to within this time, in milliseconds. */
export const WRITING_MS = 24 * 3_600_000;

/**
 * The bytes of attachments, addressed by SHA-256. They lie in a byte store, each under a place of its own that the
 * database knows. Correct with any number of instances and a kill at any time, without a lock over a transfer:
 *
 * - a place is written down as stray before bytes are written to it, and taken out in the transaction that makes a row
 *   refer to it; so bytes of a process that died are known, and removed when their time is over;
 * - a place is never used twice: bytes that no row refers to can be removed while the same content is coming in again;
 * - whoever names a content holds its row (`holdContents`), whoever brings it marks it as used, and the removal of what
 *   nobody names (`sweep-attachments.ts`) passes over rows that are held or lately used.
 *
 * An upload comes in stretches, one for each request, as long as what that request brought before it broke off; any
 * instance takes the next one. Thrown errors: of the stream (after what came is kept), `StoreUnavailableError`.
 */
export interface AttachmentFiles {
  has(sha256: Sha256): Promise<boolean>;
  /** The bytes, or null when they are not here. */
  open(
    sha256: Sha256,
    range?: ByteRange,
  ): Promise<{ readonly size: number; readonly stream: Readable } | null>;
  /** Keeps bytes that come in one go, for example from a form. Nobody may use them before a message names them. */
  put(
    bytes: AsyncIterable<Uint8Array>,
    maxBytes: number,
  ): Promise<Result<StoredFile, 'too-large' | 'empty' | 'disk-full'>>;
  /** How far an upload is. One that has arrived but was not made whole, by a kill or a full disk, is made whole now. */
  findUpload(key: UploadKey): Promise<UploadProgress>;
  /**
   * Takes the next bytes of an upload. What has arrived stays when the stream breaks. With the last bytes the whole is
   * checked and the person may use it; if it is something else than announced it is dropped.
   * @param length the whole's, in bytes: not one beyond is taken
   */
  receive(
    key: UploadKey,
    at: { readonly offset: number; readonly length: number },
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<Result<UploadProgress, UploadError>>;
}

export interface FilesParts {
  readonly db: Kysely<Tables>;
  readonly store: ByteStore;
  readonly spool: Spool;
  readonly clock: Clock;
}

type Part = Selectable<UploadPartTable>;

/** Joins the database, which knows what is where, and the byte store. */
export function createAttachmentFiles({ db, store, spool, clock }: FilesParts): AttachmentFiles {
  const now = (): EpochMs => clock.now();

  /** Brings spooled bytes to a new place; nothing refers to it yet. */
  async function write(place: string, file: SpooledFile): Promise<Result<null, 'disk-full'>> {
    await insertStrays(db, [place], (now() + WRITING_MS) as EpochMs);
    return store.put(place, file);
  }

  /** Removes bytes that have just become stray; what fails here is left to the sweep. */
  async function removeStrays(places: readonly string[]): Promise<void> {
    for (const place of places) {
      try {
        await store.remove(place);
        await db.deleteFrom('stray_file').where('place', '=', place).execute();
      } catch {
        return;
      }
    }
  }

  /** Enters a whole, for a person to use when there is one, whose stretches are then not needed any more. */
  async function keep(file: SpooledFile, owner: PersonId | null): Promise<Result<StoredFile, 'disk-full'>> {
    const { sha256, size } = file;
    // From here on it is not removed for a while, so that it is still there when it is granted below.
    const known = await touchContent(db, sha256, now());
    const isHere = known !== null && (await store.size(known.place)) === known.size;
    const type = isHere ? known.type : await detectTypeOfFile(file.path);
    const place = isHere ? null : placeOf(sha256);
    if (place !== null) {
      const written = await write(place, file);
      if (!written.ok) return written;
    }
    const strays = await inTransaction(db, async (tx) => {
      const left: string[] = [];
      if (place !== null) {
        await takeStray(tx, place);
        const lost = known?.place ?? null;
        const entered = await enterContent(tx, { sha256, size, type, place }, { now: now(), lost });
        // Somebody else has brought the same in the meantime: his bytes are as good. What was lost may be there in part.
        const surplus = entered === place ? lost : place;
        if (surplus !== null) left.push(surplus);
        await insertStrays(tx, left, now());
      }
      if (owner !== null) {
        await grantContent(tx, { sha256, personId: owner });
        left.push(...(await dropParts(tx, { sha256, personId: owner }, now())));
      }
      return left;
    });
    await removeStrays(strays);
    return ok({ sha256, size, type });
  }

  /** Keeps what one request brought of an upload. */
  async function keepStretch(
    key: UploadKey,
    at: { readonly offset: number; readonly length: number },
    file: SpooledFile,
  ): Promise<Result<null, 'disk-full'>> {
    const place = `parts/${key.sha256.slice(0, 2)}/${key.sha256}-${randomUUID()}`;
    const written = await write(place, file);
    if (!written.ok) return written;
    await inTransaction(db, async (tx) => {
      await takeStray(tx, place);
      await tx
        .insertInto('upload_part')
        .values({
          place,
          sha256: key.sha256,
          person_id: key.personId,
          starts: at.offset,
          size: file.size,
          whole: at.length,
          at: now(),
        })
        .execute();
    });
    return written;
  }

  /** Makes stretches that reach to the end one whole and checks it. */
  async function join(
    key: UploadKey,
    parts: readonly Part[],
    length: number,
  ): Promise<Result<null, 'wrong-checksum' | 'disk-full'>> {
    type Joined = Result<unknown, 'wrong-checksum' | 'disk-full'>;
    const joined = await spool.receive(read(parts, length), length, async (file): Promise<Joined> => {
      if (file.cut !== null) throw file.cut.cause;
      if (file.sha256 === key.sha256) return keep(file, key.personId);
      await removeStrays(await inTransaction(db, (tx) => dropParts(tx, key, now())));
      return err('wrong-checksum');
    });
    if (!joined.ok) {
      if (joined.error === 'too-large') throw new Error('Stretches were read beyond the end.');
      return err(joined.error);
    }
    return joined.value.ok ? ok(null) : err(joined.value.error);
  }

  async function* read(parts: readonly Part[], length: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < length;) {
      const part = parts
        .filter(({ starts, size }) => starts <= at && starts + size > at)
        .reduce<Part | null>(
          (best, each) => (best === null || endOf(each) > endOf(best) ? each : best),
          null,
        );
      if (part === null) throw new Error('Stretches of an upload do not join.');
      const until = Math.min(endOf(part), length);
      const range = { start: at - part.starts, end: until - part.starts - 1 };
      const stream = await store.open(part.place, range);
      if (stream === null) throw new Error('A stretch of an upload is not in the store.');
      for await (const chunk of stream) yield chunk as Uint8Array;
      at = until;
    }
  }

  async function openContent(sha256: Sha256, range?: ByteRange) {
    const known = await findContent(db, sha256);
    const stream = known === null ? null : await store.open(known.place, range);
    return known === null || stream === null ? null : { size: known.size, stream };
  }

  return {
    async has(sha256) {
      const known = await findContent(db, sha256);
      return known !== null && (await store.size(known.place)) === known.size;
    },

    open: openContent,

    async put(bytes, maxBytes) {
      type Kept = Result<StoredFile, 'empty' | 'disk-full'>;
      const received = await spool.receive(bytes, maxBytes, async (file): Promise<Kept> => {
        if (file.cut !== null) throw file.cut.cause;
        return file.size === 0 ? err('empty') : keep(file, null);
      });
      return received.ok ? received.value : received;
    },

    async findUpload(key) {
      const parts = await findParts(db, key);
      const offset = reachOf(parts);
      const whole = parts[0]?.whole;
      if (whole === undefined || offset < whole) return { offset, complete: false };
      const joined = await join(key, parts, whole);
      if (joined.ok) return { offset: whole, complete: true };
      // Dropped, it begins anew; without room for the whole, its last byte is asked for until there is.
      return { offset: joined.error === 'wrong-checksum' ? 0 : whole - 1, complete: false };
    },

    async receive(key, { offset, length }, bytes) {
      const before = await findParts(db, key);
      const reach = reachOf(before);
      // A byte that is here already may come again: see `findUpload`.
      const isNext = offset === reach || (reach >= length && offset === length - 1);
      if (!isNext) return err({ kind: 'wrong-offset', offset: reach });

      type Kept = Result<'whole' | 'stretch', 'wrong-checksum' | 'disk-full'>;
      const received = await spool.receive(bytes, length - offset, async (file): Promise<Kept> => {
        const isWhole = offset === 0 && file.size === length;
        if (isWhole) {
          if (file.sha256 !== key.sha256) return err('wrong-checksum');
          const kept = await keep(file, key.personId);
          return kept.ok ? ok('whole') : kept;
        }
        const kept = file.size === 0 ? ok(null) : await keepStretch(key, { offset, length }, file);
        // What arrived is kept first.
        if (file.cut !== null) throw file.cut.cause;
        return kept.ok ? ok('stretch') : kept;
      });
      const kept = received.ok ? received.value : received;
      if (!kept.ok) return err({ kind: kept.error });
      if (kept.value === 'whole') return ok({ offset: length, complete: true });

      const parts = await findParts(db, key);
      const arrived = reachOf(parts);
      if (arrived < length) return ok({ offset: arrived, complete: false });
      const joined = await join(key, parts, length);
      return joined.ok ? ok({ offset: length, complete: true }) : err({ kind: joined.error });
    },
  };
}

/** A place that was never used: two digits of the hash as a folder, the rest, and a number of chance. */
export function placeOf(sha256: Sha256): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2)}-${randomUUID()}`;
}

/** How far stretches in the order of their starts reach from the beginning without a gap, in bytes. */
function reachOf(parts: readonly Part[]): number {
  return parts.reduce((reach, part) => (part.starts <= reach ? Math.max(reach, endOf(part)) : reach), 0);
}

function endOf(part: Part): number {
  return part.starts + part.size;
}
