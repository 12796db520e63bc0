import { EditorState, Selection, TextSelection, type Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { describe, expect, test } from 'vitest';
import { activeFormats, linkAt, setLink, toggleFormat } from '#renderer/features/composer/editor/formats.ts';
import { markdownRules } from '#renderer/features/composer/editor/input-rules.ts';
import { mentionQuery } from '#renderer/features/composer/editor/mention-query.ts';
import { NOTE_SCHEMA, REPLY_SCHEMA } from '#renderer/features/composer/editor/schema.ts';
import { makeDoc, readDoc } from '#renderer/features/composer/editor/words.ts';
import { typingKeys } from '#renderer/features/composer/editor/typing-keys.ts';

/** A field without a screen: keys go through the same plugins. */
function field(text = '', schema = REPLY_SCHEMA) {
  const doc = makeDoc(schema, { text, rich: undefined });
  const plugins: readonly Plugin[] = [...typingKeys(schema), markdownRules(schema)];
  const view = {
    state: EditorState.create({ doc, plugins, selection: Selection.atEnd(doc) }),
    composing: false,
    endOfTextblock: () => true,
    dispatch(tr: EditorState['tr']) {
      view.state = view.state.apply(tr);
    },
  };
  const asView = view as unknown as EditorView;
  return {
    type(words: string) {
      for (const sign of words) {
        const { from, to } = view.state.selection;
        const insert = () => view.state.tr.insertText(sign, from, to);
        const isTaken = plugins.some(
          (plugin) => plugin.props.handleTextInput?.call(plugin, asView, from, to, sign, insert) === true,
        );
        if (!isTaken) view.dispatch(insert());
      }
      return this;
    },
    press(key: string, more: KeyboardEventInit = {}) {
      const event = new KeyboardEvent('keydown', { key, ...more });
      for (const plugin of plugins)
        if (plugin.props.handleKeyDown?.call(plugin, asView, event) === true) break;
      return this;
    },
    select(from: number, to: number) {
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
      return this;
    },
    run(command: ReturnType<typeof setLink>) {
      command(view.state, asView.dispatch);
      return this;
    },
    get state() {
      return view.state;
    },
    get words() {
      return readDoc(view.state.doc);
    },
    get html() {
      return view.state.doc.content.toString();
    },
  };
}

describe('what Markdown writes becomes what it means', () => {
  test.each([
    ['a **bold** word', 'a bold word', 'bold'],
    ['a __bold__ word', 'a bold word', 'bold'],
    ['an *italic* word', 'an italic word', 'italic'],
    ['(_italic_)', '(italic)', 'italic'],
    ['~~gone~~ now', 'gone now', 'strike'],
    ['run `npm ci` now', 'run npm ci now', 'code'],
    ['see [the manual](verstak.example/m) now', 'see the manual <https://verstak.example/m> now', 'link'],
    ['**двое слов** и', 'двое слов и', 'bold'],
  ])('%j', (typed, text, mark) => {
    const { words } = field().type(typed);
    expect(words.text).toBe(text);
    expect(JSON.stringify(words.rich).match(/"type":"(?:bold|italic|strike|code|link)"/g)).toEqual([
      `"type":"${mark}"`,
    ]);
  });

  test.each(['2 * 3 * 4', 'snake_case_name', '**', 'a ** b ** c', '[x](javascript:alert(1))', 'C:\\_a_'])(
    'but %j stays as it is',
    (typed) => {
      expect(field().type(typed).words).toEqual({ text: typed, rich: undefined });
    },
  );

  test('lists, quotes, headings and code', () => {
    expect(field().type('- one').press('Enter').type('two').words.text).toBe('- one\n- two');
    expect(field().type('3. three').press('Enter').type('four').words.text).toBe('3. three\n4. four');
    expect(field().type('> quoted').words.text).toBe('> quoted');
    expect(field().type('# Title').html).toContain('heading');
    expect(field().type('```code').html).toContain('codeBlock');
    expect(field().type('```').type('**a** b').words.text).toBe('**a** b');
  });

  test('Backspace gives the signs back', () => {
    expect(field().type('**bold**').press('Backspace').words).toEqual({ text: '**bold**', rich: undefined });
    expect(field().type('- ').press('Backspace').words.text).toBe('- ');
  });
});

describe('keys', () => {
  test('Enter on an empty item leaves the list, Tab and Shift+Tab go in and out', () => {
    const nested = field().type('- a').press('Enter').press('Tab').type('b');
    expect(nested.words.text).toBe('- a\n  - b');
    expect(nested.press('Tab', { shiftKey: true }).words.text).toBe('- a\n- b');
    expect(field().type('- a').press('Enter').press('Enter').type('after').words.text).toBe('- a\nafter');
  });

  test('an empty last line leaves a block of code', () => {
    const code = field().type('```').type('x').press('Enter').press('Enter').type('after');
    expect(code.html).toBe('<codeBlock("x"), paragraph("after")>');
  });

  test('Ctrl+Enter is not the field’s', () => {
    expect(field('a').press('Enter', { ctrlKey: true }).words.text).toBe('a');
  });
});

describe('forms by button', () => {
  test('come and go, and are told', () => {
    const it = field('some words').select(1, 5).run(toggleFormat('bold'));
    expect(activeFormats(it.state)).toEqual(['bold']);
    expect(it.run(toggleFormat('bold')).words.rich).toBeUndefined();
    it.run(toggleFormat('bullets'));
    expect(activeFormats(it.state)).toEqual(['bullets']);
    it.run(toggleFormat('numbers'));
    expect(it.words.text).toBe('1. some words');
    it.run(toggleFormat('numbers')).run(toggleFormat('quote'));
    expect(it.words.text).toBe('> some words');
    it.run(toggleFormat('quote')).run(toggleFormat('block'));
    expect(it.html).toBe('<codeBlock("some words")>');
  });

  test('a link gets an address, another one, and none', () => {
    const it = field('see here now').select(5, 9).run(setLink('https://a.example'));
    expect(it.words.text).toBe('see here <https://a.example> now');
    it.select(7, 7);
    expect(linkAt(it.state)).toBe('https://a.example');
    it.run(setLink('https://b.example'));
    expect(it.words.text).toBe('see here <https://b.example> now');
    it.run(setLink(null));
    expect(it.words).toEqual({ text: 'see here now', rich: undefined });
  });

  test('without a selection the address itself is the text', () => {
    expect(field('see ').run(setLink('https://a.example')).words.text).toBe('see https://a.example');
  });
});

test('an @ asks for colleagues in notes, not in answers, addresses or code', () => {
  expect(mentionQuery(field('Hello @ан', NOTE_SCHEMA).state)).toEqual({ query: 'ан', from: 7, to: 10 });
  expect(mentionQuery(field('@', NOTE_SCHEMA).state)).toEqual({ query: '', from: 1, to: 2 });
  expect(mentionQuery(field('anna@exam', NOTE_SCHEMA).state)).toBeNull();
  expect(mentionQuery(field('@ан').state)).toBeNull();
  expect(mentionQuery(field('', NOTE_SCHEMA).type('```@a').state)).toBeNull();
});
