import { z } from 'zod';

/** What the process of the helpdesk is asked for. */
export const orderSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open'),
    data: z.string(),
    /** Wished port; another one is taken when it is in use. */
    port: z.int().min(0).max(65_535),
    /** Built renderer, for browsers on this computer. */
    web: z.string(),
  }),
  z.object({ kind: z.literal('close') }),
]);
export type Order = z.output<typeof orderSchema>;

/** What the process of the helpdesk tells. */
export const reportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), state: z.enum(['migrating', 'seeding']) }),
  z.object({ kind: z.literal('running'), url: z.url({ protocol: /^http$/ }) }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);
export type Report = z.output<typeof reportSchema>;
