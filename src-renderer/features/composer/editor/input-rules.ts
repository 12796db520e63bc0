import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import type { MarkType, NodeType, Schema } from 'prosemirror-model';
import type { Plugin } from 'prosemirror-state';
import { readAddress } from '#shared/domain/rich-text/link-address.ts';

const between = (sign: string, other: string) =>
  new RegExp(String.raw`(^|[\s(«"—–-])${sign}([^\s${other}](?:[^${other}]*[^\s${other}])?)${sign}$`, 'u');

/** What Markdown writes becomes what it means as soon as it is typed. Backspace right after it gives the signs back. */
export function markdownRules(schema: Schema): Plugin {
  const mark = (name: string) => schema.marks[name] as MarkType;
  const node = (name: string) => schema.nodes[name] as NodeType;
  return inputRules({
    rules: [
      markRule(between(String.raw`\*\*`, '*'), mark('bold')),
      markRule(between('__', '_'), mark('bold')),
      markRule(between(String.raw`\*`, '*'), mark('italic')),
      markRule(between('_', '_'), mark('italic')),
      markRule(between('~~', '~'), mark('strike')),
      markRule(between('`', '`'), mark('code')),
      linkRule(mark('link')),
      wrappingInputRule(/^\s*[-+*]\s$/, node('bulletList')),
      wrappingInputRule(
        /^\s*(\d{1,4})[.)]\s$/,
        node('orderedList'),
        (match) => ({ start: Number(match[1]) }),
        (match, before) => before.childCount + (before.attrs['start'] as number) === Number(match[1]),
      ),
      wrappingInputRule(/^\s*>\s$/, node('blockquote')),
      textblockTypeInputRule(/^```$/, node('codeBlock')),
      textblockTypeInputRule(/^(#{1,2})\s$/, node('heading'), (match) => ({ level: match[1]?.length ?? 1 })),
    ],
  });
}

/** Signs around words give the words a mark and go. */
function markRule(pattern: RegExp, type: MarkType): InputRule {
  return new InputRule(
    pattern,
    (state, match, start, end) => {
      const before = match[1] ?? '';
      const words = match[2] ?? '';
      const from = start + before.length;
      const open = start + match[0].indexOf(words, before.length);
      const tr = state.tr;
      // The last sign is not in the document yet.
      if (open + words.length < end) tr.delete(open + words.length, end);
      tr.delete(from, open);
      return tr.addMark(from, from + words.length, type.create()).removeStoredMark(type);
    },
    { inCodeMark: false },
  );
}

/** `[words](address)` */
function linkRule(type: MarkType): InputRule {
  return new InputRule(
    /\[([^\][]+)\]\(([^\s()]+)\)$/,
    (state, match, start, end) => {
      const words = match[1] ?? '';
      const href = readAddress(match[2] ?? '');
      if (href === null) return null;
      const tr = state.tr.delete(start + 1 + words.length, end).delete(start, start + 1);
      return tr.addMark(start, start + words.length, type.create({ href })).removeStoredMark(type);
    },
    { inCodeMark: false },
  );
}
