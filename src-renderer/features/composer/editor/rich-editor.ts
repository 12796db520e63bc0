import { closeHistory, history } from 'prosemirror-history';
import { Slice, type Node, type NodeType, type Schema } from 'prosemirror-model';
import { EditorState, Plugin, Selection, TextSelection, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { PersonId, Sha256 } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { readAddress } from '#shared/domain/rich-text/link-address.ts';
import { MAX_DEPTH } from '#shared/domain/rich-text/rich-text.ts';
import type { Format } from '#renderer/hooks/formats.ts';
import { cleanPastedHtml, hasWords } from './clean-html.ts';
import { activeFormats, linkAt, setLink, toggleFormat } from './formats.ts';
import { markdownRules } from './input-rules.ts';
import { insertWords, type InsertedWords } from './insert-words.ts';
import { mentionQuery, type MentionQuery } from './mention-query.ts';
import { pictureView, type ShowPicture } from './picture-view.ts';
import { NOTE_SCHEMA, REPLY_SCHEMA } from './schema.ts';
import { typingKeys } from './typing-keys.ts';
import { makeDoc, readDoc, type FieldWords } from './words.ts';

/** What the field tells and asks. */
export interface EditorParts {
  readonly kind: 'reply' | 'note';
  readonly words: FieldWords;
  /** Attributes of the element that is written in. */
  readonly attributes: () => Readonly<Record<string, string>>;
  /** The words have changed. Nothing is read for it: see `words`. */
  readonly onChange: () => void;
  /** What the selection has, whenever that has changed. */
  readonly onFormats: (formats: readonly Format[]) => void;
  readonly onMention: (query: MentionQuery | null) => void;
  /** Keys that belong to the list of colleagues while it is open. @returns whether it took the key */
  readonly onMentionKey: (event: KeyboardEvent) => boolean;
  /** Pasted or dropped files. @param at the place in the text where they were let go */
  readonly onFiles: (files: readonly File[], at: Place) => void;
  readonly hasPicture: (sha256: Sha256) => boolean;
  readonly showPicture: ShowPicture;
}

/** A place in the text, which goes along with it. */
export interface Place {
  pos: number;
}

/** A field for formatted words, without React. */
export interface RichEditor {
  readonly dom: HTMLElement;
  words(): FieldWords;
  isEmpty(): boolean;
  /** Shows other words; what was undone before cannot be undone into them. */
  show(words: FieldWords): void;
  focus(): void;
  toEnd(): void;
  toggle(format: Exclude<Format, 'link'>): void;
  link(): string | null;
  setLink(href: string | null): void;
  insertPicture(picture: Attachment, place: Place): void;
  /** At the cursor; it takes the focus. */
  insertWords(words: InsertedWords): void;
  insertMention(person: { readonly id: PersonId; readonly name: string }, query: MentionQuery): void;
  /** Where a place of the text is on the screen. */
  whereIs(pos: number): { readonly left: number; readonly top: number; readonly bottom: number } | null;
  /** Reads `attributes` anew. */
  refresh(): void;
  destroy(): void;
}

/** Puts an editor into an element. */
export function createRichEditor(host: HTMLElement, parts: EditorParts): RichEditor {
  const schema = parts.kind === 'reply' ? REPLY_SCHEMA : NOTE_SCHEMA;
  const places = new Set<Place>();
  let formats = '';
  let asked: MentionQuery | null = null;
  /** Shift is held with Ctrl+V: without form. */
  let isPlainPaste = false;

  const plugins = [...typingKeys(schema), markdownRules(schema), history(), notTooDeep()];
  const stateOf = (words: FieldWords) => {
    const doc = makeDoc(schema, words);
    return EditorState.create({ doc, plugins, selection: Selection.atEnd(doc) });
  };

  const view = new EditorView(host, {
    state: stateOf(parts.words),
    attributes: (state) => ({
      ...parts.attributes(),
      ...(isBlank(state.doc) ? { 'data-empty': 'true' } : {}),
    }),
    dispatchTransaction,
    nodeViews: { image: pictureView(parts.showPicture) },
    transformPastedHTML: cleanPastedHtml,
    transformPasted: (slice) => fit(slice, schema, parts.hasPicture),
    clipboardTextSerializer: (slice) => readDoc(wrapSlice(slice, schema)).text,
    handleKeyDown: (_view, event) => {
      isPlainPaste = event.code === 'KeyV' && event.shiftKey && (event.ctrlKey || event.metaKey);
      if (event.isComposing) return false;
      if (asked !== null && parts.onMentionKey(event)) {
        event.stopPropagation();
        return true;
      }
      return event.key === 'Escape';
    },
    handlePaste,
    handleDrop: (_view, event, _slice, isMoved) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (isMoved || files.length === 0) return false;
      event.preventDefault();
      const pos = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
      parts.onFiles(files, placeAt(pos ?? view.state.selection.to));
      return true;
    },
    handleDOMEvents: {
      // What the browser itself would make bold or a list is no business of its keys: the window's keys can be changed.
      beforeinput: (_view, event) => {
        if (event.inputType.startsWith('format')) event.preventDefault();
        return event.inputType.startsWith('format');
      },
      // The system's browser opens addresses, and only those of sent words.
      click: (_view, event) => {
        if (event.target instanceof Element && event.target.closest('a') !== null) event.preventDefault();
        return false;
      },
    },
  });
  tellFormats();

  function dispatchTransaction(tr: Transaction): void {
    const { state, transactions } = view.state.applyTransaction(tr);
    if (transactions.length === 0) return;
    view.updateState(state);
    for (const place of places) place.pos = tr.mapping.map(place.pos);
    if (tr.docChanged) parts.onChange();
    if (tr.docChanged || tr.selectionSet || tr.storedMarksSet) {
      tellFormats();
      tellMention();
    }
  }

  function tellFormats(): void {
    const now = activeFormats(view.state);
    const key = now.join();
    if (key === formats) return;
    formats = key;
    parts.onFormats(now);
  }

  function tellMention(): void {
    const now = mentionQuery(view.state);
    if (now === null && asked === null) return;
    asked = now;
    parts.onMention(now);
  }

  function placeAt(pos: number): Place {
    const place = { pos };
    places.add(place);
    return place;
  }

  function handlePaste(_view: EditorView, event: ClipboardEvent): boolean {
    const data = event.clipboardData;
    if (data === null) return false;
    const files = [...data.files];
    if (files.length > 0 && (isPlainPaste || !hasWords(data.getData('text/html')))) {
      event.preventDefault();
      parts.onFiles(files, placeAt(view.state.selection.to));
      return true;
    }
    const { empty } = view.state.selection;
    const address = empty ? null : readPastedAddress(data.getData('text/plain'));
    if (address === null || isPlainPaste) return false;
    event.preventDefault();
    return setLink(address)(view.state, view.dispatch);
  }

  return {
    dom: view.dom,
    words: () => readDoc(view.state.doc),
    isEmpty: () => isBlank(view.state.doc),
    show(words) {
      view.updateState(stateOf(words));
      tellFormats();
      tellMention();
    },
    focus: () => view.focus(),
    toEnd() {
      view.dispatch(view.state.tr.setSelection(Selection.atEnd(view.state.doc)).scrollIntoView());
    },
    toggle(format) {
      view.focus();
      toggleFormat(format)(view.state, view.dispatch, view);
    },
    link: () => linkAt(view.state),
    setLink(href) {
      view.focus();
      setLink(href)(view.state, view.dispatch);
    },
    insertPicture({ sha256, name }, place) {
      const at = Math.min(place.pos, view.state.doc.content.size);
      places.delete(place);
      const node = (schema.nodes['image'] as NodeType).create({ sha256, alt: name });
      // One undo takes the picture away, and only it.
      view.dispatch(closeHistory(view.state.tr).replaceRangeWith(at, at, node).scrollIntoView());
    },
    insertWords(words) {
      view.dispatch(insertWords(view.state, words));
      view.focus();
    },
    insertMention({ id, name }, { from, to }) {
      const mention = schema.nodes['mention'];
      if (mention === undefined) return;
      const tr = view.state.tr.replaceWith(from, to, [
        mention.create({ personId: id, name }),
        schema.text('\u00a0'),
      ]);
      view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from + 2)).scrollIntoView());
      view.focus();
    },
    whereIs(pos) {
      try {
        return view.coordsAtPos(pos);
      } catch {
        return null; // Not laid out.
      }
    },
    refresh: () => view.setProps({}),
    destroy: () => view.destroy(),
  };
}

/** Lists and quotes go no deeper than the model. */
function notTooDeep(): Plugin {
  return new Plugin({
    filterTransaction: (tr) => !tr.docChanged || containersIn(tr.doc) <= MAX_DEPTH,
  });
}

/** How many lists and quotes stand in each other at most. */
function containersIn(node: Node | Slice['content']): number {
  let deepest = 0;
  node.forEach((child: Node) => {
    if (child.isTextblock || child.isInline) return;
    const own = child.type.name === 'listItem' ? 0 : 1;
    deepest = Math.max(deepest, own + containersIn(child));
  });
  return deepest;
}

/** Pasted content as it fits: unknown pictures are their names, what is too deep is lines of text. */
function fit(slice: Slice, schema: Schema, hasPicture: (sha256: Sha256) => boolean): Slice {
  let isFit = containersIn(slice.content) < MAX_DEPTH;
  slice.content.descendants((node) => {
    if (node.type.name === 'image' && !hasPicture(node.attrs['sha256'] as Sha256)) isFit = false;
  });
  if (isFit) return slice;
  const { text } = readDoc(wrapSlice(slice, schema));
  return new Slice(makeDoc(schema, { text, rich: undefined }).content, 1, 1);
}

/** A slice as a document of its own. */
function wrapSlice(slice: Slice, schema: Schema): Node {
  const doc = schema.topNodeType.createAndFill() as Node;
  return EditorState.create({ doc }).tr.replace(0, doc.content.size, slice).doc;
}

function readPastedAddress(text: string): string | null {
  const given = text.trim();
  return /^(?:https?:\/\/|mailto:)\S+$/i.test(given) ? readAddress(given) : null;
}

function isBlank(doc: Node): boolean {
  const first = doc.firstChild;
  return doc.childCount === 1 && first?.type.name === 'paragraph' && first.content.size === 0;
}
