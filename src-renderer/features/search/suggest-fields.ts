import {
  ATTACHMENT_WORDS,
  FIELD_NAMES,
  IS_WORDS,
  PRIORITY_WORDS,
  STATUS_WORDS,
} from '#shared/domain/search/field-names.ts';
import { foldWord } from '#shared/domain/search/words.ts';

/** Most suggestions at once. */
const MOST = 6;
const VALUES: Readonly<Record<string, readonly string[]>> = {
  status: Object.keys(STATUS_WORDS),
  priority: Object.keys(PRIORITY_WORDS),
  has: Object.keys(ATTACHMENT_WORDS),
  is: Object.keys(IS_WORDS),
  assignee: ['me', 'none', 'меня', 'никто'],
  before: ['today', '7d', 'сегодня', '7д'],
  after: ['today', '7d', 'сегодня', '7д'],
};

export interface Suggestion {
  /** What is shown. */
  readonly word: string;
  /** The text as it is when it is taken. */
  readonly text: string;
}

/** Fields, or values of a field, that what is being typed at the end may become. */
export function suggestFields(text: string, language: 'en' | 'ru'): readonly Suggestion[] {
  const match = /(^|\s)(-?)(\p{L}*)(:(\p{L}*))?$/u.exec(text);
  const [, space = '', minus = '', typed = '', colon, value = ''] = match ?? [];
  if (match === null || typed === '') return [];
  const before = text.slice(0, match.index) + space + minus;
  const [first, second] = language === 'ru' ? ([2, 1] as const) : ([1, 2] as const);
  if (colon === undefined) {
    const names = [first, second].flatMap((which) => FIELD_NAMES.map((entry) => entry[which]));
    return names
      .flatMap((words) => words.find((word) => word.startsWith(foldWord(typed))) ?? [])
      .slice(0, MOST)
      .map((word) => ({ word: `${word}:`, text: `${before}${word}:` }));
  }
  const field = FIELD_NAMES.find(([, en, ru]) => [...en, ...ru].includes(foldWord(typed)));
  const isRussian = /[а-я]/i.test(typed);
  return (VALUES[field?.[0] ?? ''] ?? [])
    .filter((word) => /[а-я]/.test(word) === isRussian)
    .filter((word) => word.startsWith(foldWord(value)) && word !== foldWord(value))
    .slice(0, MOST)
    .map((word) => ({ word, text: `${before}${typed}:${word} ` }));
}
