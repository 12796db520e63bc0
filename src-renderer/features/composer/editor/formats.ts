import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import type { MarkType, NodeType, ResolvedPos } from 'prosemirror-model';
import { liftListItem, wrapInList } from 'prosemirror-schema-list';
import type { Command, EditorState } from 'prosemirror-state';
import type { Format } from '#renderer/hooks/formats.ts';

const MARKS = ['bold', 'italic', 'underline', 'strike', 'code'] as const;
type MarkFormat = (typeof MARKS)[number];

/** What the selection has, in the order of the buttons. */
export function activeFormats(state: EditorState): readonly Format[] {
  const active: Format[] = MARKS.filter((format) => hasMark(state, mark(state, format)));
  const { $from } = state.selection;
  if (hasMark(state, mark(state, 'link'))) active.push('link');
  const list = listAround($from);
  if (list !== null) active.push(list.type.name === 'bulletList' ? 'bullets' : 'numbers');
  if (depthOf($from, node(state, 'blockquote')) !== null) active.push('quote');
  if ($from.parent.type.name === 'codeBlock') active.push('block');
  return active;
}

/** Gives the selection a form, or takes it away. Links need an address: see `setLink`. */
export function toggleFormat(format: Exclude<Format, 'link'>): Command {
  return (state, dispatch, view) => {
    switch (format) {
      case 'bullets':
        return toggleList(node(state, 'bulletList'))(state, dispatch, view);
      case 'numbers':
        return toggleList(node(state, 'orderedList'))(state, dispatch, view);
      case 'quote': {
        const quote = node(state, 'blockquote');
        return depthOf(state.selection.$from, quote) === null
          ? wrapIn(quote)(state, dispatch)
          : lift(state, dispatch);
      }
      case 'block': {
        const isCode = state.selection.$from.parent.type.name === 'codeBlock';
        return setBlockType(node(state, isCode ? 'paragraph' : 'codeBlock'))(state, dispatch);
      }
      default:
        return toggleMark(mark(state, format))(state, dispatch, view);
    }
  };
}

/** The address of the link at the cursor, or null. */
export function linkAt(state: EditorState): string | null {
  const type = mark(state, 'link');
  const { from, $from, to, empty } = state.selection;
  const found = empty ? type.isInSet($from.marks()) : firstLink(state, from, to, type);
  const href: unknown = found?.attrs['href'];
  return typeof href === 'string' ? href : null;
}

/** Makes the selection lead to an address, or nowhere; without a selection the link around the cursor, or a new one. */
export function setLink(href: string | null): Command {
  return (state, dispatch) => {
    const type = mark(state, 'link');
    let { from, to } = state.selection;
    if (from === to) {
      const around = rangeOfLink(state.selection.$from, type);
      if (around !== null) ({ from, to } = around);
    }
    const tr = state.tr;
    if (from === to) {
      if (href === null) return false;
      tr.insert(from, state.schema.text(href.replace(/^mailto:/i, ''), [type.create({ href })]));
    } else {
      tr.removeMark(from, to, type);
      if (href !== null) tr.addMark(from, to, type.create({ href }));
    }
    dispatch?.(tr.removeStoredMark(type).scrollIntoView());
    return true;
  };
}

function toggleList(type: NodeType): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const list = listAround($from);
    if (list === null) return wrapInList(type)(state, dispatch);
    if (list.type === type) return liftListItem(node(state, 'listItem'))(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup($from.before(list.depth), type));
    return true;
  };
}

function listAround($pos: ResolvedPos): { readonly type: NodeType; readonly depth: number } | null {
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    const { type } = $pos.node(depth);
    if (type.name === 'bulletList' || type.name === 'orderedList') return { type, depth };
  }
  return null;
}

function depthOf($pos: ResolvedPos, type: NodeType): number | null {
  for (let depth = $pos.depth; depth > 0; depth -= 1) if ($pos.node(depth).type === type) return depth;
  return null;
}

function hasMark(state: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = state.selection;
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, type);
}

function firstLink(state: EditorState, from: number, to: number, type: MarkType) {
  let found = type.isInSet([]);
  state.doc.nodesBetween(from, to, (each) => {
    found ??= type.isInSet(each.marks);
  });
  return found;
}

function rangeOfLink($pos: ResolvedPos, type: MarkType): { from: number; to: number } | null {
  const link = type.isInSet($pos.marks());
  if (link === undefined) return null;
  const start = $pos.start();
  let at = start;
  let range: { from: number; to: number } | null = null;
  $pos.parent.forEach((child, offset) => {
    at = start + offset;
    if (!link.isInSet(child.marks)) return;
    if (range !== null && range.to === at) range = { from: range.from, to: at + child.nodeSize };
    else if (range === null || range.to < $pos.pos) range = { from: at, to: at + child.nodeSize };
  });
  return range;
}

function mark(state: EditorState, name: MarkFormat | 'link'): MarkType {
  return state.schema.marks[name] as MarkType;
}

function node(state: EditorState, name: string): NodeType {
  return state.schema.nodes[name] as NodeType;
}
