import { z } from 'zod';
import { personIdSchema, queueIdSchema } from '#shared/base/brand.ts';
import { tierSchema } from '#shared/domain/people/tier.ts';

/** To whom a ticket is handed over. In a queue or a tier it waits for whoever takes it. */
export const delegateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: personIdSchema }),
  z.object({ kind: z.literal('queue'), id: queueIdSchema }),
  z.object({ kind: z.literal('tier'), tier: tierSchema }),
]);
export type Delegate = z.output<typeof delegateSchema>;
