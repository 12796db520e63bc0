import { ATTACHMENT_WORDS, FIELD_NAMES, IS_WORDS, PRIORITY_WORDS, STATUS_WORDS } from './field-names.ts';
import { parseDay } from './parse-day.ts';
import type { SearchField, SearchFieldName, SearchProblem, SearchQuery, SearchTerm } from './search-query.ts';
import { foldWord, wordsOf } from './words.ts';

/** Longest text that is read; the rest is left out. */
export const LONGEST_QUERY = 300;
/** Most terms and fields of a query. */
const MOST_PARTS = 16;

const NAMES: ReadonlyMap<string, Exclude<SearchFieldName, 'number'>> = new Map(
  FIELD_NAMES.flatMap(([name, en, ru]) => [...en, ...ru].map((word) => [word, name] as const)),
);

/** `-`, `name:`, then a phrase in quotation marks (closed or not) or what goes on to the next space. */
const PART = /(-)?(\p{L}+):(?=\s|$)|(-)?(?:(\p{L}+):)?(?:["“”«»]([^"“”«»]*)(["“”«»])?|([^\s"“”«»]\S*))/gu;

/**
 * Reads what a person has typed. Never fails: what is not understood as a field is told and searched as text. The last
 * word is taken for a beginning as long as nothing stands behind it.
 */
export function parseQuery(text: string): SearchQuery {
  const terms: SearchTerm[] = [];
  const fields: SearchField[] = [];
  const problems: SearchProblem[] = [];
  const given = text.slice(0, LONGEST_QUERY);
  for (const match of given.matchAll(PART)) {
    if (terms.length + fields.length >= MOST_PARTS) break;
    const [whole, bareMinus, bareName, minus, name, quoted, closing, plain] = match;
    const isExcluded = (minus ?? bareMinus) !== undefined;
    const isLast = match.index + whole.length === given.length;
    if (bareName !== undefined) {
      // Its value is still to be typed.
      if (isLast && NAMES.has(foldWord(bareName))) continue;
      problems.push({ kind: 'no-value', field: bareName, value: '' });
      addTerm(bareName, { isPhrase: false, isPrefix: isLast, isExcluded });
      continue;
    }
    const value = quoted ?? plain ?? '';
    const read = name === undefined ? readNumber(value, isExcluded) : readField(name, value, isExcluded);
    if (read !== null && !('kind' in read)) {
      fields.push(read);
      continue;
    }
    if (read !== null) problems.push(read);
    const words = name === undefined ? value : `${name} ${value}`;
    addTerm(words, {
      isPhrase: quoted !== undefined,
      isPrefix: (isLast && closing === undefined) || (plain?.endsWith('*') ?? false),
      isExcluded,
    });
  }
  return { terms, fields, problems };

  function addTerm(
    words: string,
    { isPhrase, isPrefix, isExcluded }: { isPhrase: boolean; isPrefix: boolean; isExcluded: boolean },
  ): void {
    const folded = wordsOf(words);
    if (folded.length === 0) return;
    // What is written together (an address, the name of a file) stands together.
    const kind = isPhrase || folded.length > 1 ? 'phrase' : 'word';
    terms.push({ kind, words: folded, isPrefix, isExcluded });
  }
}

function readNumber(value: string, isExcluded: boolean): SearchField | null {
  const number = /^#(\d{1,9})$/.exec(value)?.[1];
  return number === undefined ? null : { name: 'number', value: Number(number), isExcluded };
}

/** @returns null for what has only the look of a field: an address of the web, a drive, a time */
function readField(written: string, value: string, isExcluded: boolean): SearchField | SearchProblem | null {
  const name = NAMES.get(foldWord(written));
  if (name === undefined) {
    const isOther = /^[/\\\d]/.test(value) || written.length === 1;
    return isOther ? null : { kind: 'unknown-field', field: written, value };
  }
  const folded = wordsOf(value).join(' ');
  const unknown: SearchProblem = { kind: 'unknown-value', field: written, value };
  if (value.trim() === '') return { kind: 'no-value', field: written, value: '' };
  switch (name) {
    case 'status': {
      const status = wordIn(STATUS_WORDS, folded);
      return status === undefined ? unknown : { name, value: status, isExcluded };
    }
    case 'priority': {
      const priority = wordIn(PRIORITY_WORDS, folded);
      return priority === undefined ? unknown : { name, value: priority, isExcluded };
    }
    case 'before':
    case 'after': {
      const day = parseDay(value.toLowerCase());
      return day === null ? unknown : { name, value: day, isExcluded };
    }
    case 'has':
      return wordIn(ATTACHMENT_WORDS, folded) !== undefined
        ? { name, value: 'attachment', isExcluded }
        : unknown;
    case 'is': {
      const what = wordIn(IS_WORDS, folded);
      if (what === undefined) return unknown;
      return what === 'mine' || what === 'unassigned'
        ? { name, value: what, isExcluded }
        : { name: 'status', value: what, isExcluded };
    }
    default:
      return folded === '' ? unknown : { name, value: folded, isExcluded };
  }
}

/** What a word of a list stands for; its beginning is enough, so that a field works while it is being typed. */
function wordIn<T>(words: Readonly<Record<string, T>>, wanted: string): T | undefined {
  if (wanted === '') return undefined;
  const found = Object.keys(words).find((word) => word.startsWith(wanted));
  return found === undefined ? undefined : words[found];
}
