import { z } from 'zod';
import { customerIdSchema, epochMsSchema } from '#shared/base/brand.ts';
import { environmentSchema } from './environment.ts';

export const customerSchema = z.object({
  id: customerIdSchema,
  name: z.string().min(1).max(200),
  email: z.string().max(320).nullable(),
  phone: z.string().max(50).nullable(),
  company: z.string().max(200).nullable(),
  language: z.enum(['ru', 'en']),
  /** Ladder from beginner to partner; the names of the steps are the interface's. */
  level: z.enum(['beginner', 'regular', 'advanced', 'partner']),
  products: z.array(z.object({ name: z.string().max(200), version: z.string().max(50).nullable() })),
  /** The last environment the customer wrote from. */
  environment: environmentSchema.nullable(),
  createdAt: epochMsSchema,
});
/** Somebody who writes to the team. */
export type Customer = z.output<typeof customerSchema>;
