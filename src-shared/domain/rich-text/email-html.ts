import { assertNever } from '#shared/base/assert-never.ts';
import { isLinkAddress, splitAddresses } from './link-address.ts';
import { linkRuns } from './plain-text.ts';
import type { Block, Container, ImageNode, Inline, Mark, RichText } from './nodes.ts';

/** How the HTML is dressed: mail programs want styles on the elements, a page with a policy of its own forbids them. */
export interface HtmlDress {
  readonly styles: 'inline' | 'none';
  /** Where a picture is, for example `cid:…`; null: its name stands in its place. */
  readonly sourceOf: (image: ImageNode['attrs']) => string | null;
}

const STYLES = {
  p: 'margin:0;white-space:pre-wrap',
  h3: 'margin:10px 0 4px;font-size:18px;line-height:1.3',
  h4: 'margin:8px 0 2px;font-size:15px;line-height:1.3',
  ul: 'margin:4px 0;padding-left:24px',
  ol: 'margin:4px 0;padding-left:24px',
  li: 'margin:0',
  blockquote: 'margin:4px 0;padding-left:10px;border-left:3px solid #c5ccd8;color:#515c6d',
  pre: 'margin:4px 0;padding:8px 10px;background:#f1f3f6;border-radius:4px;white-space:pre-wrap;font-family:monospace',
  code: 'padding:0 3px;background:#f1f3f6;border-radius:3px;font-family:monospace',
  img: 'max-width:100%;height:auto',
} as const;
type Styled = keyof typeof STYLES;

/**
 * Formatted words as the HTML part of an e-mail: no tables, no classes, no scripts. Safe by construction: every element is
 * named here, every text and attribute is escaped, every address is one that a link may have.
 */
export function toEmailHtml(rich: RichText, dress: HtmlDress): string {
  const open = (tag: Styled, more = '') =>
    `<${tag}${dress.styles === 'inline' ? ` style="${STYLES[tag]}"` : ''}${more}>`;
  const wrap = (tag: Styled, inside: string, more = '') => `${open(tag, more)}${inside}</${tag}>`;

  const ofBlock = (block: Block): string => {
    switch (block.type) {
      case 'paragraph':
        return wrap('p', ofInlines(block.content) || '<br>');
      case 'heading':
        // The first two levels are the page's own.
        return wrap(block.attrs.level === 1 ? 'h3' : 'h4', ofInlines(block.content) || '<br>');
      case 'codeBlock':
        return wrap('pre', escapeText((block.content ?? []).map((run) => run.text).join('')));
      case 'bulletList':
        return wrap('ul', ofItems(block.content));
      case 'orderedList':
        return wrap(
          'ol',
          ofItems(block.content),
          block.attrs.start === 1 ? '' : ` start="${Math.trunc(block.attrs.start)}"`,
        );
      case 'blockquote':
        return wrap('blockquote', block.content.map(ofBlock).join(''));
      default:
        return assertNever(block);
    }
  };
  const ofItems = (items: readonly Container[]): string =>
    items.map((item) => wrap('li', item.content.map(ofBlock).join(''))).join('');

  const ofInlines = (nodes: readonly Inline[] = []): string =>
    linkRuns(nodes)
      .map(({ href, run }) => {
        const isLink = href !== null && isLinkAddress(href);
        const inside = run.map((node) => ofInline(node, isLink)).join('');
        return isLink ? anchor(href, inside) : inside;
      })
      .join('');

  const ofInline = (node: Inline, isInLink: boolean): string => {
    switch (node.type) {
      case 'text':
        return ofText(node.text, node.marks ?? [], isInLink);
      case 'hardBreak':
        return '<br>';
      case 'image': {
        const source = dress.sourceOf(node.attrs);
        if (source === null) return escapeText(`[${node.attrs.alt}]`);
        return open('img', ` src="${escapeText(source)}" alt="${escapeText(node.attrs.alt)}"`);
      }
      case 'mention':
        return escapeText(`@${node.attrs.name}`);
      default:
        return assertNever(node);
    }
  };

  const ofText = (text: string, marks: readonly Mark[], isInLink: boolean): string => {
    const has = (type: Mark['type']) => marks.some((mark) => mark.type === type);
    let markup =
      isInLink || has('code')
        ? escapeText(text)
        : splitAddresses(text)
            .map((part) =>
              part.isAddress ? anchor(part.text, escapeText(part.text)) : escapeText(part.text),
            )
            .join('');
    if (has('code')) markup = wrap('code', markup);
    if (has('strike')) markup = `<s>${markup}</s>`;
    if (has('underline')) markup = `<u>${markup}</u>`;
    if (has('italic')) markup = `<em>${markup}</em>`;
    if (has('bold')) markup = `<strong>${markup}</strong>`;
    return markup;
  };

  return rich.content.map(ofBlock).join('');
}

function anchor(href: string, inside: string): string {
  return `<a href="${escapeText(href)}" target="_blank" rel="noopener noreferrer nofollow">${inside}</a>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
