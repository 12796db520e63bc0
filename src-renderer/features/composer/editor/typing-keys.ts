import { baseKeymap, chainCommands, exitCode, setBlockType } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import { undoInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import type { NodeType, Schema } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { Selection, type Command, type Plugin } from 'prosemirror-state';

/** What keys mean while one writes: lines, items, undo. Forms have actions of the window, and sending is not the field's. */
export function typingKeys(schema: Schema): readonly Plugin[] {
  const item = schema.nodes['listItem'] as NodeType;
  const hardBreak: Command = (state, dispatch) => {
    dispatch?.(
      state.tr.replaceSelectionWith((schema.nodes['hardBreak'] as NodeType).create()).scrollIntoView(),
    );
    return true;
  };
  const own = keymap({
    Enter: chainCommands(leaveCode, splitListItem(item)),
    'Shift-Enter': chainCommands(exitCode, hardBreak),
    Backspace: chainCommands(undoInputRule, plainAtStart),
    Tab: sinkListItem(item),
    'Shift-Tab': liftListItem(item),
    'Mod-z': undo,
    'Shift-Mod-z': redo,
    'Mod-y': redo,
    ArrowDown: belowCode,
  });
  const base = Object.fromEntries(Object.entries(baseKeymap).filter(([key]) => key !== 'Mod-Enter'));
  return [own, keymap(base)];
}

/** Enter on an empty last line leaves a block of code. */
const leaveCode: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const isAtEnd = empty && $from.parentOffset === $from.parent.content.size;
  if ($from.parent.type.name !== 'codeBlock' || !isAtEnd) return false;
  const paragraph = state.schema.nodes['paragraph'] as NodeType;
  if ($from.parent.content.size === 0) return setBlockType(paragraph)(state, dispatch);
  if (!$from.parent.textContent.endsWith('\n')) return false;
  if (dispatch !== undefined) {
    const tr = state.tr.delete($from.pos - 1, $from.pos);
    const below = tr.selection.$from.after();
    tr.insert(below, paragraph.create());
    dispatch(tr.setSelection(Selection.near(tr.doc.resolve(below + 1))).scrollIntoView());
  }
  return true;
};

/** Backspace at the start of a heading or of code makes a plain line of it. */
const plainAtStart: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0) return false;
  if (!['heading', 'codeBlock'].includes($from.parent.type.name)) return false;
  return setBlockType(state.schema.nodes['paragraph'] as NodeType)(state, dispatch);
};

/** Nothing is below a block of code at the end: there a line is made. */
const belowCode: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.name !== 'codeBlock' || $from.depth !== 1) return false;
  if ($from.after() !== state.doc.content.size || $from.parentOffset < $from.parent.content.size)
    return false;
  if (dispatch !== undefined) {
    const at = state.doc.content.size;
    const tr = state.tr.insert(at, (state.schema.nodes['paragraph'] as NodeType).create());
    dispatch(tr.setSelection(Selection.near(tr.doc.resolve(at + 1))).scrollIntoView());
  }
  return true;
};
