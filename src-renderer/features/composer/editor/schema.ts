import { Schema, type MarkSpec, type NodeSpec } from 'prosemirror-model';
import { personIdSchema, sha256Schema } from '#shared/base/brand.ts';
import { isLinkAddress } from '#shared/domain/rich-text/link-address.ts';

/** The editor's form of the model in `src-shared/domain/rich-text/nodes.ts`: the same names, so that its JSON is the model's. */
const nodes = {
  doc: { content: 'block+' },
  paragraph: {
    group: 'block',
    content: 'inline*',
    parseDOM: [{ tag: 'p' }],
    toDOM: () => ['p', 0],
  },
  heading: {
    group: 'block',
    content: 'inline*',
    attrs: { level: { default: 1, validate: 'number' } },
    defining: true,
    parseDOM: [
      { tag: 'h1', attrs: { level: 1 } },
      ...['h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => ({ tag, attrs: { level: 2 } })),
    ],
    toDOM: (node) => [node.attrs['level'] === 1 ? 'h1' : 'h2', 0],
  },
  codeBlock: {
    group: 'block',
    content: 'text*',
    marks: '',
    code: true,
    defining: true,
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
    toDOM: () => ['pre', ['code', 0]],
  },
  blockquote: {
    group: 'block',
    content: 'block+',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  bulletList: {
    group: 'block',
    content: 'listItem+',
    parseDOM: [{ tag: 'ul' }],
    toDOM: () => ['ul', 0],
  },
  orderedList: {
    group: 'block',
    content: 'listItem+',
    attrs: { start: { default: 1, validate: 'number' } },
    parseDOM: [
      {
        tag: 'ol',
        getAttrs: (dom) => ({ start: Math.min(1_000_000, Math.max(0, readStart(dom))) }),
      },
    ],
    toDOM: (node) => ['ol', node.attrs['start'] === 1 ? {} : { start: node.attrs['start'] as number }, 0],
  },
  listItem: {
    content: 'paragraph block*',
    defining: true,
    parseDOM: [{ tag: 'li' }],
    toDOM: () => ['li', 0],
  },
  text: { group: 'inline' },
  hardBreak: {
    group: 'inline',
    inline: true,
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
  },
  /** Only our own pictures are read from HTML: what stands on another machine is not fetched. */
  image: {
    group: 'inline',
    inline: true,
    draggable: true,
    attrs: { sha256: { validate: 'string' }, alt: { default: '', validate: 'string' } },
    parseDOM: [
      {
        tag: 'img[data-sha256]',
        getAttrs: (dom) => {
          const sha256 = sha256Schema.safeParse(dom.getAttribute('data-sha256')).data;
          return sha256 !== undefined && { sha256, alt: dom.getAttribute('alt') ?? '' };
        },
      },
    ],
    toDOM: (node) => ['img', { 'data-sha256': text(node.attrs['sha256']), alt: text(node.attrs['alt']) }],
    leafText: (node) => `[${text(node.attrs['alt'])}]`,
  },
} satisfies Record<string, NodeSpec>;

const mention = {
  group: 'inline',
  inline: true,
  selectable: false,
  attrs: { personId: { validate: 'string' }, name: { validate: 'string' } },
  parseDOM: [
    {
      tag: 'span[data-person]',
      getAttrs: (dom) => {
        const personId = personIdSchema.safeParse(dom.getAttribute('data-person')).data;
        return personId !== undefined && { personId, name: (dom.textContent ?? '').replace(/^@/, '') };
      },
    },
  ],
  toDOM: (node) => ['span', { 'data-person': text(node.attrs['personId']) }, `@${text(node.attrs['name'])}`],
  leafText: (node) => `@${text(node.attrs['name'])}`,
} satisfies NodeSpec;

const marks = {
  link: {
    attrs: { href: { validate: 'string' } },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (dom) => {
          const href = (dom.getAttribute('href') ?? '').trim();
          return isLinkAddress(href) && { href };
        },
      },
    ],
    toDOM: (mark) => ['a', { href: text(mark.attrs['href']) }, 0],
  },
  bold: {
    parseDOM: [
      { tag: 'strong' },
      // Some editors put everything into a <b> that is not bold.
      { tag: 'b', getAttrs: (dom) => dom.style.fontWeight !== 'normal' && null },
      { style: 'font-weight=400', clearMark: (mark) => mark.type.name === 'bold' },
      {
        style: 'font-weight',
        getAttrs: (value) => /^(?:bold(?:er)?|[6-9]\d{2})$/.test(value) && null,
      },
    ],
    toDOM: () => ['strong', 0],
  },
  italic: {
    parseDOM: [
      { tag: 'i', getAttrs: (dom) => dom.style.fontStyle !== 'normal' && null },
      { tag: 'em' },
      { style: 'font-style=italic' },
    ],
    toDOM: () => ['em', 0],
  },
  underline: {
    parseDOM: [
      { tag: 'u' },
      { style: 'text-decoration', getAttrs: (value) => /underline/.test(value) && null },
    ],
    toDOM: () => ['u', 0],
  },
  strike: {
    parseDOM: [
      { tag: 's' },
      { tag: 'del' },
      { tag: 'strike' },
      { style: 'text-decoration', getAttrs: (value) => /line-through/.test(value) && null },
    ],
    toDOM: () => ['s', 0],
  },
  code: {
    code: true,
    parseDOM: [{ tag: 'code' }, { tag: 'tt' }, { tag: 'kbd' }, { tag: 'samp' }],
    toDOM: () => ['code', 0],
  },
} satisfies Record<string, MarkSpec>;

/** Answers name no colleagues: there is no such node in them, and a pasted one becomes its text. */
export const REPLY_SCHEMA: Schema = new Schema({ nodes, marks });
/** Notes. */
export const NOTE_SCHEMA: Schema = new Schema({ nodes: { ...nodes, mention }, marks });

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function readStart(dom: HTMLElement): number {
  const start = Number(dom.getAttribute('start') ?? 1);
  return Number.isInteger(start) ? start : 1;
}
