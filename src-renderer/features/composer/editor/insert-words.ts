import { closeHistory } from 'prosemirror-history';
import type { Node, Schema } from 'prosemirror-model';
import { Selection, type EditorState, type Transaction } from 'prosemirror-state';
import { isLinkAddress } from '#shared/domain/rich-text/link-address.ts';

/** Words from elsewhere in the window that are put into what is being written. */
export interface InsertedWords {
  readonly text: string;
  readonly link: string | null;
}

/**
 * Puts words behind the cursor as lines of their own, with the link below. What is there stays, selected or not, and one
 * undo takes them out.
 */
export function insertWords(state: EditorState, words: InsertedWords): Transaction {
  const nodes = paragraphsOf(state.schema, words);
  const size = nodes.reduce((sum, node) => sum + node.nodeSize, 0);
  const tr = closeHistory(state.tr);
  const { $to } = state.selection;
  if (!$to.parent.isTextblock) {
    const end = state.doc.content.size;
    return select(tr.insert(end, nodes), end + size);
  }
  if ($to.parent.content.size === 0)
    return select(tr.replaceWith($to.before(), $to.after(), nodes), $to.before() + size);
  if ($to.parentOffset === 0) return select(tr.insert($to.before(), nodes), $to.before() + size);
  if ($to.parentOffset < $to.parent.content.size) tr.split($to.pos);
  // Behind the block, or between its two halves.
  const at = $to.parentOffset < $to.parent.content.size ? $to.pos + 1 : $to.after();
  return select(tr.insert(at, nodes), at + size);
}

function select(tr: Transaction, end: number): Transaction {
  return tr.setSelection(Selection.near(tr.doc.resolve(end), -1)).scrollIntoView();
}

function paragraphsOf(schema: Schema, { text, link }: InsertedWords): Node[] {
  const paragraph = (content: Node | null) =>
    schema.node('paragraph', null, content === null ? [] : [content]);
  const lines = text
    .split('\n')
    .map((line) => paragraph(line.trim() === '' ? null : schema.text(line.trim())));
  if (link === null) return lines;
  const mark = schema.marks['link'];
  const marks = mark !== undefined && isLinkAddress(link) ? [mark.create({ href: link })] : [];
  return [...lines, paragraph(schema.text(link, marks))];
}
