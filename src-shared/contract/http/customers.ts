import { z } from 'zod';
import { customerIdSchema } from '#shared/base/brand.ts';
import { customerSchema } from '#shared/domain/customers/customer.ts';
import { LIKENESSES } from '#shared/domain/customers/likeness.ts';

/** Most customers that one question finds. */
export const MAX_ALIKE = 20;

export const alikeRequestSchema = z.object({
  customerId: customerIdSchema,
  /** A name, an address or a number; empty: those who are like this one. */
  words: z.string().max(200),
});
export type AlikeRequest = z.output<typeof alikeRequestSchema>;

const countedSchema = z.object({
  customer: customerSchema,
  /** His tickets in sight. */
  tickets: z.int().nonnegative(),
});

export const alikePageSchema = z.object({
  /** The one who was asked about, as he is now. */
  own: countedSchema,
  /** Others in sight, the likeliest first. */
  found: z.array(countedSchema.extend({ because: z.enum(LIKENESSES).nullable() })),
});
/** Customers who may be the same person. */
export type AlikePage = z.output<typeof alikePageSchema>;

/** Two rows of one person: `source` goes on in `target`, or is one of his own again. */
export const customerPairSchema = z
  .object({ source: customerIdSchema, target: customerIdSchema })
  .refine(({ source, target }) => source !== target, 'The same customer');
export type CustomerPair = z.output<typeof customerPairSchema>;
