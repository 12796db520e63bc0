import type { EditorState } from 'prosemirror-state';

/** What is being typed after an `@`. */
export interface MentionQuery {
  readonly query: string;
  /** Where the `@` stands and where the cursor is. */
  readonly from: number;
  readonly to: number;
}

const TYPED = /(?:^|[\s(«"'/])@([\p{L}\p{N}._-]{0,40})$/u;
/** How far back one looks for the `@`, in characters. */
const REACH = 60;

/** The `@` that the cursor is behind, or null: not in code, not in the middle of an address. */
export function mentionQuery(state: EditorState): MentionQuery | null {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.spec.code === true || state.schema.nodes['mention'] === undefined)
    return null;
  const before = $from.parent.textBetween(
    Math.max(0, $from.parentOffset - REACH),
    $from.parentOffset,
    undefined,
    '\ufffc',
  );
  const query = TYPED.exec(before)?.[1];
  if (query === undefined) return null;
  return { query, from: $from.pos - query.length - 1, to: $from.pos };
}
