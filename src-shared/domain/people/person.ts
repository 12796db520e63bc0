import { z } from 'zod';
import { personIdSchema, queueIdSchema } from '#shared/base/brand.ts';
import { roleSchema } from '#shared/domain/roles/role.ts';
import { tierSchema } from './tier.ts';

export const personSchema = z.object({
  id: personIdSchema,
  /** Full name; customers see it with every answer, unless there is a public name. */
  name: z.string().min(1).max(200),
  /** What customers read under answers instead of the full name; null or absent: the full name. */
  publicName: z.string().min(1).max(200).nullable().optional(),
  role: roleSchema,
  /** Queues the person works in, which is also what an operator or a trainee can see. */
  queueIds: z.array(queueIdSchema),
  /** False for people who have left: their name stays on what they wrote, nothing can be assigned to them. */
  active: z.boolean(),
  /** The line of support the person works in. Rows of 0.1 do not say it (I10). */
  tier: tierSchema.default(1),
});
/** A member of the team. Logins and password hashes never leave the helpdesk. */
export type Person = z.output<typeof personSchema>;

/** What rows of 0.1 do not say. */
export const PERSON_DEFAULTS = { tier: 1 } satisfies Partial<Person>;
