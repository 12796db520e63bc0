import { z } from 'zod';
import { customerIdSchema, epochMsSchema, personIdSchema } from '#shared/base/brand.ts';
import { customerNoteSchema } from './customer-note.ts';
import { environmentSchema } from './environment.ts';

/** Most customers that go on in one (I11). */
export const MAX_MERGED = 20;
/** Lines of a customer's trail that are kept, the newest. */
export const MAX_TRAIL = 50;

const productSchema = z.object({ name: z.string().max(200), version: z.string().max(50).nullable() });
const contact = {
  id: customerIdSchema,
  name: z.string().min(1).max(200),
  email: z.string().max(320).nullable(),
  phone: z.string().max(50).nullable(),
};

const mergedCustomerSchema = z.object({
  ...contact,
  /** Fields that were empty with the one that stays, and are his since. */
  took: z.array(z.enum(['email', 'phone', 'company', 'environment'])),
  /** Products that only the other had. */
  products: z.array(productSchema),
});
/** A customer that goes on in another one, as that one remembers him: enough to find him, and to separate them. */
export type MergedCustomer = z.output<typeof mergedCustomerSchema>;

export const customerSchema = z.object({
  ...contact,
  company: z.string().max(200).nullable(),
  language: z.enum(['ru', 'en']),
  /** Ladder from beginner to partner; the names of the steps are the interface's. */
  level: z.enum(['beginner', 'regular', 'advanced', 'partner']),
  products: z.array(productSchema),
  /** The last environment the customer wrote from. */
  environment: environmentSchema.nullable(),
  createdAt: epochMsSchema,
  // What follows is absent where there is nothing of it, as in rows of 0.1.
  notes: z.array(customerNoteSchema).optional(),
  /** Those who turned out to be the same person: their tickets are this one's. */
  merged: z.array(mergedCustomerSchema).optional(),
  /** The one in whom this one goes on; such a row has no tickets, and is in nobody's sight. */
  mergedInto: customerIdSchema.optional(),
  /** Who merged or separated what, oldest first. */
  trail: z
    .array(
      z.object({
        at: epochMsSchema,
        by: personIdSchema,
        kind: z.enum(['merged', 'separated']),
        other: z.object({ id: customerIdSchema, name: z.string() }),
      }),
    )
    .optional(),
});
/** Somebody who writes to the team. */
export type Customer = z.output<typeof customerSchema>;
