import { z } from 'zod';
import { queueIdSchema } from '#shared/base/brand.ts';

export const queueSchema = z.object({
  id: queueIdSchema,
  name: z.string().min(1).max(200),
  /** Position in lists, ascending. */
  position: z.int(),
});
/** A named stream of tickets, for example one per product or kind of question. */
export type Queue = z.output<typeof queueSchema>;
