import type { CustomerId, MessageId, PersonId, TicketId } from '#shared/base/brand.ts';
import type { SearchedTicket } from '#shared/domain/search/meets-fields.ts';
import type { Stamp } from '../store/stamp.ts';
import type { SegmentKey } from '../store/stored.ts';
import { IdColumn, IntColumn, NumberColumn, type IdParts } from './columns.ts';
import type { PieceId } from './postings.ts';

/** What is kept of a ticket; its words are in the postings. */
export interface TicketEntry {
  readonly id: TicketId;
  /** Null: only messages of it have come, or it has left sight: then `stamp` says with what version. */
  facts: TicketFacts | null;
  stamp: Stamp | undefined;
  head: PieceId | null;
  /** Its newest message piece plus one; 0: none. */
  lastMessage: number;
}

export interface TicketFacts extends SearchedTicket {
  readonly subject: string;
  readonly customerId: CustomerId;
}

export interface CustomerEntry {
  readonly id: CustomerId;
  stamp: Stamp | undefined;
  piece: PieceId | null;
  text: string;
  /** Numbers of tickets. */
  readonly tickets: number[];
}

/** What a piece of text is part of. */
export const MESSAGE = 0;
export const HEAD = 1;
export const CUSTOMER = 2;
export type PieceKind = typeof MESSAGE | typeof HEAD | typeof CUSTOMER;

const ALIVE = 1;
const HAS_FILE = 2;
const KIND = 4;
const AUTHOR = 16;

/** What `PiecesContent.info` says of a piece. */
export const isAliveIn = (info: number): boolean => (info & ALIVE) !== 0;
export const kindIn = (info: number): PieceKind => ((info >>> 2) & 3) as PieceKind;

export interface Piece {
  readonly kind: PieceKind;
  readonly id: string;
  readonly stamp: Stamp;
  /** Number of its ticket, or of its customer. */
  readonly owner: number;
  readonly segment: SegmentKey;
  readonly author: number;
  readonly hasFile: boolean;
  /** The message of the same ticket that came before, plus one; 0: none. */
  readonly before: number;
}

/** The pieces of text: whose they are and where their words lie on the disk, in typed arrays. */
export class Pieces {
  readonly #ids: IdColumn;
  readonly #stamps: NumberColumn;
  readonly #owners: IntColumn;
  readonly #segments: IntColumn;
  /** `ALIVE`, `HAS_FILE`, the kind by `KIND` and the author's number by `AUTHOR`. */
  readonly #info: IntColumn;
  readonly #before: IntColumn;

  constructor(given?: PiecesContent) {
    this.#ids = new IdColumn(given?.ids);
    this.#stamps = new NumberColumn(given?.stamps);
    this.#owners = new IntColumn(given?.owners);
    this.#segments = new IntColumn(given?.segments);
    this.#info = new IntColumn(given?.info);
    this.#before = new IntColumn(given?.before);
  }

  get count(): number {
    return this.#info.length;
  }

  /** Adds what belongs to the next piece. */
  push(piece: Piece): void {
    this.#ids.push(piece.id);
    this.#stamps.push(piece.stamp);
    this.#owners.push(piece.owner);
    this.#segments.push(piece.segment);
    this.#info.push(ALIVE | (piece.hasFile ? HAS_FILE : 0) | (piece.kind * KIND) | (piece.author * AUTHOR));
    this.#before.push(piece.before);
  }

  id = (piece: PieceId) => this.#ids.get(piece) as MessageId;
  is = (piece: PieceId, id: IdParts) => this.#ids.is(piece, id);
  stamp = (piece: PieceId): Stamp => this.#stamps.get(piece);
  owner = (piece: PieceId) => this.#owners.get(piece);
  segment = (piece: PieceId): SegmentKey => this.#segments.get(piece);
  before = (piece: PieceId) => this.#before.get(piece);
  kind = (piece: PieceId) => kindIn(this.#info.get(piece));
  author = (piece: PieceId) => Math.floor(this.#info.get(piece) / AUTHOR);
  hasFile = (piece: PieceId) => (this.#info.get(piece) & HAS_FILE) !== 0;
  isAlive = (piece: PieceId) => isAliveIn(this.#info.get(piece));

  /** It is found no more. @param stamp by which an older version that comes later is known */
  end(piece: PieceId, stamp?: Stamp): void {
    this.#info.set(piece, (this.#info.get(piece) & ~ALIVE) >>> 0);
    if (stamp !== undefined) this.#stamps.set(piece, stamp);
  }

  /** Its words lie in another segment now. */
  moveTo(piece: PieceId, segment: SegmentKey): void {
    this.#segments.set(piece, segment);
  }

  content(): PiecesContent {
    return {
      ids: this.#ids.values(),
      stamps: this.#stamps.values(),
      owners: this.#owners.values(),
      segments: this.#segments.values(),
      info: this.#info.values(),
      before: this.#before.values(),
    };
  }
}

export interface PiecesContent {
  readonly ids: Uint32Array<ArrayBuffer>;
  readonly stamps: Float64Array<ArrayBuffer>;
  readonly owners: Uint32Array<ArrayBuffer>;
  readonly segments: Uint32Array<ArrayBuffer>;
  readonly info: Uint32Array<ArrayBuffer>;
  readonly before: Uint32Array<ArrayBuffer>;
}

/** People by numbers: 0 is nobody. */
export class Authors {
  readonly #ids: PersonId[] = [];
  readonly #numbers = new Map<PersonId, number>();

  constructor(ids: readonly PersonId[] = []) {
    for (const id of ids) this.number(id);
  }

  number(id: PersonId): number {
    let number = this.#numbers.get(id);
    if (number === undefined) this.#numbers.set(id, (number = this.#ids.push(id)));
    return number;
  }

  id = (number: number): PersonId | null => this.#ids[number - 1] ?? null;
  ids = (): readonly PersonId[] => this.#ids;
}
