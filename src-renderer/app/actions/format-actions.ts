import { formatButton, type Format } from '#renderer/hooks/formats.ts';
import type { KeySequence } from '#renderer/hooks/keys.ts';
import type { Action } from '#renderer/hooks/use-actions.ts';
import { mayDo, one, type ActionParts } from './action-parts.ts';

/** Forms of words. Ctrl+K is the palette, so a link is Ctrl+Shift+K; the digits are those of other editors. */
const KEYS: readonly (readonly [Format, KeySequence])[] = [
  ['bold', one('KeyB', { mod: true })],
  ['italic', one('KeyI', { mod: true })],
  ['underline', one('KeyU', { mod: true })],
  ['strike', one('KeyX', { mod: true, shift: true })],
  ['code', one('KeyE', { mod: true })],
  ['numbers', one('Digit7', { mod: true, shift: true })],
  ['bullets', one('Digit8', { mod: true, shift: true })],
  ['quote', one('Digit9', { mod: true, shift: true })],
  ['block', one('KeyE', { mod: true, shift: true })],
  ['link', one('KeyK', { mod: true, shift: true })],
];

/** What the composer does with selected words; it handles the keys itself. */
export function formatActions({ desk }: ActionParts): readonly Action[] {
  const may = mayDo(desk);
  return KEYS.map(([format, keys]) => ({
    name: `format.${format}`,
    group: 'composer',
    label: () => `action.format.${format}`,
    keys: [keys],
    where: 'own',
    when: may('ticket.note'),
    run: () => formatButton(format)?.click(),
  }));
}
