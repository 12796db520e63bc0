import { history, undo } from 'prosemirror-history';
import { EditorState, TextSelection } from 'prosemirror-state';
import { expect, test } from 'vitest';
import { insertWords } from '#renderer/features/composer/editor/insert-words.ts';
import { REPLY_SCHEMA } from '#renderer/features/composer/editor/schema.ts';
import { makeDoc, readDoc } from '#renderer/features/composer/editor/words.ts';

const WORDS = { text: 'Because.', link: 'https://example.com/why' };

function stateWith(text: string, at: number): EditorState {
  const doc = makeDoc(REPLY_SCHEMA, { text, rich: undefined });
  const state = EditorState.create({ doc, plugins: [history()] });
  return state.apply(state.tr.setSelection(TextSelection.near(state.doc.resolve(at))));
}

test.each<[where: string, text: string, at: number, expected: string]>([
  ['into an empty field', '', 1, 'Because.\nhttps://example.com/why'],
  ['behind a line', 'Hello', 6, 'Hello\nBecause.\nhttps://example.com/why'],
  ['before a line', 'Hello', 1, 'Because.\nhttps://example.com/why\nHello'],
  ['into the middle of one', 'Hello', 3, 'He\nBecause.\nhttps://example.com/why\nllo'],
])('words go %s, and one undo takes them out', (_, text, at, expected) => {
  let state = stateWith(text, at);
  state = state.apply(insertWords(state, WORDS));
  const words = readDoc(state.doc);
  expect(words.text.replaceAll('\n\n', '\n')).toBe(expected);
  expect(JSON.stringify(words.rich)).toContain('"href":"https://example.com/why"');
  // Writing goes on behind them.
  expect(state.selection.$to.parent.textContent).toBe('https://example.com/why');
  undo(state, (tr) => void (state = state.apply(tr)));
  expect(readDoc(state.doc).text).toBe(text);
});

test('what is selected stays', () => {
  let state = stateWith('Hello', 1);
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 1, 6)));
  state = state.apply(insertWords(state, { ...WORDS, link: null }));
  expect(readDoc(state.doc).text.replaceAll('\n\n', '\n')).toBe('Hello\nBecause.');
});
