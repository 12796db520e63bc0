import type { Sha256 } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { fromPlainText, toPlainText } from './plain-text.ts';
import { childrenOf, type AnyNode, type ImageNode, type RichText } from './nodes.ts';

/** Words as they are typed, kept and sent. `rich` only where there is more than plain text; `text` is its plain part then. */
export interface Words {
  readonly text: string;
  readonly rich?: RichText | undefined;
  readonly attachments: readonly Attachment[];
}

/** The words of something that has more than words. */
export function wordsOf({ text, rich, attachments }: Words): {
  text: string;
  rich?: RichText;
  attachments: Attachment[];
} {
  return { text, attachments: [...attachments], ...(rich !== undefined && { rich }) };
}

/** Two texts as one, an empty line between them. */
export function joinWords(first: Omit<Words, 'attachments'>, second: Omit<Words, 'attachments'>) {
  const both = [first, second].filter((words) => words.text.trim() !== '');
  if (both.every((words) => words.rich === undefined)) {
    return { text: both.map((words) => words.text).join('\n\n'), rich: undefined };
  }
  const rich: RichText = {
    type: 'doc',
    content: both.flatMap((words, index) => [
      ...(index === 0 ? [] : [{ type: 'paragraph' } as const]),
      ...docOf(words).content,
    ]),
  };
  return { text: toPlainText(rich), rich };
}

/** Words as a document, formatted or not. */
export function docOf({ text, rich }: Omit<Words, 'attachments'>): RichText {
  return rich ?? fromPlainText(text);
}

/** Whether a document is nothing but lines of text, which `text` says just as well. */
export function isPlain(rich: RichText): boolean {
  return rich.content.every(
    (block) =>
      block.type === 'paragraph' &&
      (block.content ?? []).every(
        (node) =>
          node.type === 'hardBreak' ||
          (node.type === 'text' && (node.marks === undefined || node.marks.length === 0)),
      ),
  );
}

/** Whether two forms are the same, in whatever order their fields were written down. */
export function isSameRich(a: RichText | undefined, b: RichText | undefined): boolean {
  return isSameJson(a, b);
}

function isSameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [one, other] = [a, b] as readonly Readonly<Record<string, unknown>>[];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) if (!isSameJson(one?.[key], other?.[key])) return false;
  return true;
}

/** The contents of the pictures that stand in the text. */
export function picturesIn(rich: RichText | undefined): ReadonlySet<Sha256> {
  const found = new Set<Sha256>();
  if (rich !== undefined) visit(rich, (node) => node.type === 'image' && found.add(pictureOf(node)));
  return found;
}

/** Why words do not fit a message, or null: pictures are among its files, and colleagues are named among colleagues only. */
export function misfit(
  kind: 'reply' | 'note',
  { rich, attachments }: Words,
): 'unknown-picture' | 'mention-in-reply' | null {
  if (rich === undefined) return null;
  const files = new Set(attachments.map((file) => file.sha256));
  for (const sha256 of picturesIn(rich)) if (!files.has(sha256)) return 'unknown-picture';
  let mentions = 0;
  visit(rich, (node) => {
    if (node.type === 'mention') mentions += 1;
  });
  return kind === 'reply' && mentions > 0 ? 'mention-in-reply' : null;
}

function pictureOf(node: ImageNode): Sha256 {
  return node.attrs.sha256;
}

function visit(rich: RichText, look: (node: AnyNode) => void): void {
  const into = (node: AnyNode): void => {
    look(node);
    for (const child of childrenOf(node)) into(child);
  };
  for (const block of rich.content) into(block);
}
