import { IntColumn } from './columns.ts';
import type { WordId } from './vocabulary.ts';

/** Number of a piece of text in the index; counts up. */
export type PieceId = number;

/** Entries in the order of pieces are put into the order of words when there are more of them, and an eighth of the others. */
const SETTLE_AT = 200_000;

/**
 * Which pieces have which words. What is new lies piece by piece; from time to time it is put in the order of words
 * (a counting sort), so that a word's pieces lie side by side, ascending.
 */
export class Postings {
  /** For each word where its pieces begin in `#pieces`; one more than there are words. */
  #starts: Uint32Array<ArrayBuffer>;
  #pieces: Uint32Array<ArrayBuffer>;
  /** Since then: words of the pieces from `#firstNew` on, and where each piece begins. */
  readonly #newWords = new IntColumn();
  readonly #newStarts = new IntColumn();
  #firstNew: PieceId;

  constructor(given?: PostingsContent) {
    this.#starts = given?.starts ?? new Uint32Array(1);
    this.#pieces = given?.pieces ?? new Uint32Array(0);
    this.#firstNew = given?.count ?? 0;
  }

  /** How many pieces there are. */
  get count(): number {
    return this.#firstNew + this.#newStarts.length;
  }

  /** Adds the next piece. @param words each once */
  add(words: Iterable<WordId>): PieceId {
    const id = this.#firstNew + this.#newStarts.push(this.#newWords.length);
    for (const word of words) this.#newWords.push(word);
    return id;
  }

  /** Whether it is worth to put what is new in the order of words. */
  get shouldSettle(): boolean {
    return this.#newWords.length > Math.max(SETTLE_AT, this.#pieces.length / 8);
  }

  /**
   * Puts everything in the order of words.
   * @param words how many words there are
   * @param isAlive pieces that are not are left out
   */
  settle(words: number, isAlive: (piece: PieceId) => boolean): void {
    const starts = new Uint32Array(words + 1);
    const known = this.#starts.length - 1;
    for (let word = 0; word < known; word++)
      for (let i = this.#starts[word] ?? 0; i < (this.#starts[word + 1] ?? 0); i++)
        if (isAlive(this.#pieces[i] ?? 0)) starts[word + 1] = (starts[word + 1] ?? 0) + 1;
    this.#eachNew((piece, word) => {
      if (isAlive(piece)) starts[word + 1] = (starts[word + 1] ?? 0) + 1;
    });
    for (let word = 0; word < words; word++) starts[word + 1] = (starts[word + 1] ?? 0) + (starts[word] ?? 0);
    const pieces = new Uint32Array(starts[words] ?? 0);
    const next = starts.slice();
    const put = (word: WordId, piece: PieceId) => {
      const place = next[word] ?? 0;
      pieces[place] = piece;
      next[word] = place + 1;
    };
    for (let word = 0; word < known; word++)
      for (let i = this.#starts[word] ?? 0; i < (this.#starts[word + 1] ?? 0); i++) {
        const piece = this.#pieces[i] ?? 0;
        if (isAlive(piece)) put(word, piece);
      }
    this.#eachNew((piece, word) => {
      if (isAlive(piece)) put(word, piece);
    });
    const { count } = this;
    this.#starts = starts;
    this.#pieces = pieces;
    this.#newWords.clear();
    this.#newStarts.clear();
    this.#firstNew = count;
  }

  /** Calls for each piece that has one of the words; for one that has several of them perhaps several times. */
  each(words: readonly WordId[], visit: (piece: PieceId) => void): void {
    const [starts, pieces] = [this.#starts, this.#pieces];
    for (const word of words) {
      const end = starts[word + 1] ?? 0;
      for (let i = starts[word] ?? end; i < end; i++) visit(pieces[i] ?? 0);
    }
    if (this.#newWords.length === 0 || words.length === 0) return;
    const wanted = new Uint8Array(words.reduce((most, word) => Math.max(most, word), 0) + 1);
    for (const word of words) wanted[word] = 1;
    this.#eachNew((piece, word) => {
      if (wanted[word] === 1) visit(piece);
    });
  }

  /** All of it in the order of words; settle first. */
  content(): PostingsContent {
    return { starts: this.#starts, pieces: this.#pieces, count: this.#firstNew };
  }

  #eachNew(visit: (piece: PieceId, word: WordId) => void): void {
    const words = this.#newWords.values();
    const starts = this.#newStarts.values();
    for (let n = 0; n < starts.length; n++) {
      const end = n + 1 < starts.length ? (starts[n + 1] ?? 0) : words.length;
      for (let i = starts[n] ?? 0; i < end; i++) visit(this.#firstNew + n, words[i] ?? 0);
    }
  }
}

export interface PostingsContent {
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly pieces: Uint32Array<ArrayBuffer>;
  /** How many pieces there are. */
  readonly count: number;
}
