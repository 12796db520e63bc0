import { assertNever } from '#shared/base/assert-never.ts';
import type { Block, Inline, RichText } from './nodes.ts';

/**
 * The plain-text part of formatted words, as one would type it in an e-mail: `- ` and `1. ` before items, `> ` before
 * quotes, addresses of links behind their text. Also what lists, searches and older programs show.
 */
export function toPlainText(rich: RichText): string {
  return linesOfAll(rich.content).join('\n');
}

/** A text as a document: each line is a paragraph, so that `toPlainText` gives the same text back. */
export function fromPlainText(text: string): RichText {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  return {
    type: 'doc',
    content: lines.map((line): Block => ({
      type: 'paragraph',
      ...(line === '' ? {} : { content: [{ type: 'text', text: line }] }),
    })),
  };
}

function linesOfAll(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap(linesOf);
}

function linesOf(block: Block): readonly string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.content ?? []).split('\n');
    case 'codeBlock':
      return (block.content ?? [])
        .map((run) => run.text)
        .join('')
        .split('\n');
    case 'bulletList':
      return block.content.flatMap((item) => hang('- ', linesOfAll(item.content)));
    case 'orderedList':
      return block.content.flatMap((item, index) =>
        hang(`${block.attrs.start + index}. `, linesOfAll(item.content)),
      );
    case 'blockquote':
      return linesOfAll(block.content).map((line) => (line === '' ? '>' : `> ${line}`));
    default:
      return assertNever(block);
  }
}

/** The sign before the first line, as much room before the others. */
function hang(sign: string, lines: readonly string[]): readonly string[] {
  const room = ' '.repeat(sign.length);
  return lines.map((line, index) => (index === 0 ? sign + line : line === '' ? '' : room + line));
}

function inlineText(nodes: readonly Inline[]): string {
  let text = '';
  for (const { href, run } of linkRuns(nodes)) {
    const words = run.map(textOf).join('');
    text += href === null || saysAddress(words, href) ? words : `${words} <${href.replace(/^mailto:/i, '')}>`;
  }
  return text;
}

function textOf(node: Inline): string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'hardBreak':
      return '\n';
    case 'image':
      return `[${node.attrs.alt}]`;
    case 'mention':
      return `@${node.attrs.name}`;
    default:
      return assertNever(node);
  }
}

/** Neighbours that lead to the same address, together. */
export function linkRuns(
  nodes: readonly Inline[],
): readonly { readonly href: string | null; readonly run: readonly Inline[] }[] {
  const runs: { href: string | null; run: Inline[] }[] = [];
  for (const node of nodes) {
    const href = hrefOf(node);
    const last = runs.at(-1);
    if (last !== undefined && last.href === href) last.run.push(node);
    else runs.push({ href, run: [node] });
  }
  return runs;
}

function hrefOf(node: Inline): string | null {
  if (node.type !== 'text') return null;
  for (const mark of node.marks ?? []) if (mark.type === 'link') return mark.attrs.href;
  return null;
}

/** Whether a link's text is its address: then it need not be said twice. */
export function saysAddress(words: string, href: string): boolean {
  const plain = (value: string) =>
    value
      .trim()
      .replace(/^mailto:/i, '')
      .replace(/\/$/, '')
      .toLowerCase();
  return plain(words) === plain(href);
}
