import { z } from 'zod';
import { MAX_SIGNATURE_CHARS } from './signature.ts';
import { queueIdSchema } from '#shared/base/brand.ts';

export const queueSchema = z.object({
  id: queueIdSchema,
  name: z.string().min(1).max(200),
  /** Position in lists, ascending. */
  position: z.int(),
  /** Stands under every answer of the queue: lines of plain text, `{name}` is the operator's public name, `{queue}` the queue's. */
  signature: z.string().max(MAX_SIGNATURE_CHARS).nullable().optional(),
});
/** A named stream of tickets, for example one per product or kind of question. */
export type Queue = z.output<typeof queueSchema>;
