import fc from 'fast-check';
import type { PersonId, Sha256 } from '#shared/base/brand.ts';
import type { Block, Container, Inline, Mark, RichText } from '#shared/domain/rich-text/nodes.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '&lt;b&gt;',
  '</p></div><style>*{display:none}</style>',
  '{{7*7}}',
  'https://shop.example/"onclick="x',
  'см. https://example.com/a?b=1&c=2.',
];

const words = fc
  .oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom(...HOSTILE))
  .map((text) => text.replace(/[\n\r\0]/g, ' '))
  .filter((text) => text !== '');

const href = fc.constantFrom(
  'https://example.com/',
  'http://example.com/a?b=1&c="2'.replace('"', '%22'),
  'mailto:anna@example.com',
  "https://example.com/it's",
);

const mark: fc.Arbitrary<Mark> = fc.oneof(
  fc.constantFrom<Mark>({ type: 'bold' }, { type: 'italic' }, { type: 'underline' }, { type: 'strike' }),
  fc.constant<Mark>({ type: 'code' }),
  href.map((address): Mark => ({ type: 'link', attrs: { href: address } })),
);

const inline: fc.Arbitrary<Inline> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ text: words, marks: fc.array(mark, { maxLength: 3 }) })
      .map(({ text, marks }): Inline => ({ type: 'text', text, ...(marks.length > 0 && { marks }) })),
  },
  { weight: 1, arbitrary: fc.constant<Inline>({ type: 'hardBreak' }) },
  {
    weight: 1,
    arbitrary: words.map((alt): Inline => ({
      type: 'image',
      attrs: { sha256: 'ab'.repeat(32) as Sha256, alt },
    })),
  },
  {
    weight: 1,
    arbitrary: words.map((name): Inline => ({
      type: 'mention',
      attrs: { personId: '01900000-0000-7000-8000-000000000001' as PersonId, name },
    })),
  },
);
const inlines = fc.array(inline, { minLength: 1, maxLength: 4 });

const leaf: fc.Arbitrary<Block> = fc.oneof(
  inlines.map((content): Block => ({ type: 'paragraph', content })),
  fc.constant<Block>({ type: 'paragraph' }),
  inlines.map((content): Block => ({ type: 'heading', attrs: { level: 2 }, content })),
  words.map((text): Block => ({ type: 'codeBlock', content: [{ type: 'text', text }] })),
);

const { block } = fc.letrec<{ block: Block; item: Container }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    leaf,
    fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map((content) => ({ type: 'bulletList', content })),
    fc
      .record({
        start: fc.integer({ min: 0, max: 20 }),
        content: fc.array(tie('item'), { minLength: 1, maxLength: 3 }),
      })
      .map(({ start, content }) => ({ type: 'orderedList', attrs: { start }, content })),
    fc
      .array(tie('block'), { minLength: 1, maxLength: 3 })
      .map((content) => ({ type: 'blockquote', content })),
  ) as fc.Arbitrary<Block>,
  item: fc
    .array(tie('block'), { minLength: 1, maxLength: 2 })
    .map((content): Container => ({ type: 'listItem', content })),
}));

/** Formatted words of every kind, among them texts that try to be markup. */
export const richTexts: fc.Arbitrary<RichText> = fc
  .array(block, { minLength: 1, maxLength: 4 })
  .map((content) => ({ type: 'doc', content }));
