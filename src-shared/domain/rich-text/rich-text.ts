import { z } from 'zod';
import { personIdSchema, sha256Schema } from '#shared/base/brand.ts';
import { storableText } from '#shared/base/storable-text.ts';
import { LINK_ADDRESS, MAX_ADDRESS_CHARS } from './link-address.ts';
import { childrenOf, type AnyNode, type Block, type RichText } from './nodes.ts';
import { toPlainText } from './plain-text.ts';

/** Longest text of one message, in UTF-16 units; of formatted words their plain text. */
export const MAX_TEXT_CHARS = 100_000;
/** Most parts (blocks, items, runs of text) of one text. */
export const MAX_NODES = 20_000;
/** How deep lists and quotes stand in each other. */
export const MAX_DEPTH = 6;
/** Longest name of a picture or a person, in UTF-16 units. */
const MAX_NAME_CHARS = 255;

const text = z.string().overwrite(storableText).min(1).max(MAX_TEXT_CHARS);
const name = z.string().overwrite(storableText).max(MAX_NAME_CHARS);

const markSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal(['bold', 'italic', 'underline', 'strike', 'code']) }),
  z.object({
    type: z.literal('link'),
    attrs: z.object({ href: z.string().max(MAX_ADDRESS_CHARS).regex(LINK_ADDRESS) }),
  }),
]);

const inlineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text, marks: z.array(markSchema).max(6).optional() }),
  z.object({ type: z.literal('hardBreak') }),
  z.object({ type: z.literal('image'), attrs: z.object({ sha256: sha256Schema, alt: name }) }),
  z.object({ type: z.literal('mention'), attrs: z.object({ personId: personIdSchema, name: name.min(1) }) }),
]);
const inlines = z.array(inlineSchema).max(MAX_NODES).optional();

const leaves = [
  z.object({ type: z.literal('paragraph'), content: inlines }),
  z.object({ type: z.literal('heading'), attrs: z.object({ level: z.literal([1, 2]) }), content: inlines }),
  z.object({
    type: z.literal('codeBlock'),
    content: z
      .array(z.object({ type: z.literal('text'), text }))
      .max(MAX_NODES)
      .optional(),
  }),
] as const;

/** Blocks with at most so many containers in each other: written out, so that the depth is part of the schema. */
function blocksOf(depth: number): z.ZodType<Block[]> {
  if (depth === 0) return z.array(z.discriminatedUnion('type', leaves)).min(1).max(MAX_NODES);
  const inside = blocksOf(depth - 1);
  const items = z.array(z.object({ type: z.literal('listItem'), content: inside })).min(1);
  return z
    .array(
      z.discriminatedUnion('type', [
        ...leaves,
        z.object({ type: z.literal('bulletList'), content: items }),
        z.object({
          type: z.literal('orderedList'),
          attrs: z.object({ start: z.int().min(0).max(1_000_000) }),
          content: items,
        }),
        z.object({ type: z.literal('blockquote'), content: inside }),
      ]),
    )
    .min(1)
    .max(MAX_NODES) as unknown as z.ZodType<Block[]>;
}

/** Refuses what is not in the model, nested too deeply, or too long as plain text. */
export const richTextSchema = z
  .object({ type: z.literal('doc'), content: blocksOf(MAX_DEPTH) })
  .refine(isInBounds) as unknown as z.ZodType<RichText>;

function isInBounds(rich: { readonly content: readonly Block[] }): boolean {
  const doc: RichText = { type: 'doc', content: rich.content };
  let nodes = 0;
  let chars = 0;
  const count = (node: AnyNode): void => {
    nodes += 1;
    if (node.type === 'text') {
      for (const mark of node.marks ?? []) if (mark.type === 'link') chars += mark.attrs.href.length;
    }
    for (const child of childrenOf(node)) count(child);
  };
  for (const block of doc.content) count(block);
  // Addresses count too: a text of a hundred words cannot carry megabytes of them.
  return nodes <= MAX_NODES && chars <= 4 * MAX_TEXT_CHARS && toPlainText(doc).length <= MAX_TEXT_CHARS;
}
