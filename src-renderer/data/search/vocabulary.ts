import { mannerOf, wordMatch } from '#shared/domain/search/match-word.ts';
import type { SearchTerm } from '#shared/domain/search/search-query.ts';
import { stemOf } from '#shared/domain/search/stem.ts';
import { errorsAllowed, lettersMissing, signatureOf } from '#shared/domain/search/typing-errors.ts';
import { IntColumn } from './columns.ts';

/** Number of a word; counts up in the order in which words were met. */
export type WordId = number;

/**
 * All words that were met, in the form in which they were met, with their stems. Words stay when nothing has them any
 * more, until the index is written down.
 */
export class Vocabulary {
  readonly #words: string[] = [];
  readonly #ids = new Map<string, WordId>();
  readonly #signatures = new IntColumn();
  readonly #stems = new Map<string, WordId>();
  /** For each word the next one of the same stem, plus one; 0: none. */
  readonly #nextForm = new IntColumn();
  /** Words in their order; those met since are behind, unsorted. */
  #sorted = new Uint32Array(0);

  constructor(words: readonly string[] = []) {
    for (const word of words) this.add(word);
    this.sort();
  }

  get size(): number {
    return this.#words.length;
  }

  /** The number of a folded word, met now or before. */
  add(word: string): WordId {
    const known = this.#ids.get(word);
    if (known !== undefined) return known;
    // A copy: what is cut out of a text would keep the whole text in memory.
    const own = JSON.parse(JSON.stringify(word)) as string;
    const id = this.#words.push(own) - 1;
    this.#ids.set(own, id);
    this.#signatures.push(signatureOf(own));
    const stem = stemOf(own);
    this.#nextForm.push((this.#stems.get(stem) ?? -1) + 1);
    this.#stems.set(stem, id);
    return id;
  }

  word(id: WordId): string {
    return this.#words[id] ?? '';
  }

  words(): readonly string[] {
    return this.#words;
  }

  /** Puts all words into their order, for beginnings to be found quickly. */
  sort(): void {
    if (this.#sorted.length === this.#words.length) return;
    const ids = Uint32Array.from(this.#words, (_, id) => id);
    const word = (id: WordId) => this.#words[id] ?? '';
    this.#sorted = ids.sort((a, b) => (word(a) < word(b) ? -1 : 1));
  }

  /** The words that are what one word of a term asks for. */
  find(term: SearchTerm, place: number, tolerant: boolean): readonly WordId[] {
    const wanted = term.words[place] ?? '';
    const manner = mannerOf(term, place, tolerant);
    const found = new Set<WordId>();
    const exact = this.#ids.get(wanted);
    if (exact !== undefined) found.add(exact);
    if (manner.asForms) this.#addForms(wanted, found);
    if (manner.asPrefix) this.#addBeginnings(wanted, found);
    if (manner.tolerant) this.#addNear(wanted, manner.asPrefix, found);
    return [...found];
  }

  #addForms(wanted: string, found: Set<WordId>): void {
    for (
      let next = (this.#stems.get(stemOf(wanted)) ?? -1) + 1;
      next > 0;
      next = this.#nextForm.get(next - 1)
    )
      found.add(next - 1);
  }

  #addBeginnings(wanted: string, found: Set<WordId>): void {
    const sorted = this.#sorted;
    const word = (place: number) => this.#words[sorted[place] ?? 0] ?? '';
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (word(middle) < wanted) low = middle + 1;
      else high = middle;
    }
    for (; low < sorted.length && word(low).startsWith(wanted); low++) found.add(sorted[low] ?? 0);
    for (let id = sorted.length; id < this.#words.length; id++)
      if (this.#words[id]?.startsWith(wanted) === true) found.add(id);
  }

  #addNear(wanted: string, asPrefix: boolean, found: Set<WordId>): void {
    const errors = errorsAllowed(wanted);
    if (errors === 0) return;
    const signature = signatureOf(wanted);
    const isIt = wordMatch(wanted, { asForms: false, asPrefix, tolerant: true });
    const { length } = wanted;
    for (let id = 0; id < this.#words.length; id++) {
      if (lettersMissing(signature, this.#signatures.get(id)) > errors) continue;
      const word = this.#words[id] ?? '';
      if (word.length < length - errors || (!asPrefix && word.length > length + errors)) continue;
      if (isIt(word)) found.add(id);
    }
  }
}
