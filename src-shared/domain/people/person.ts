import { z } from 'zod';
import { personIdSchema, queueIdSchema } from '#shared/base/brand.ts';
import { roleSchema } from '#shared/domain/roles/role.ts';

export const personSchema = z.object({
  id: personIdSchema,
  /** Full name; customers see it with every answer. */
  name: z.string().min(1).max(200),
  role: roleSchema,
  /** Queues the person works in, which is also what an operator or a trainee can see. */
  queueIds: z.array(queueIdSchema),
  /** False for people who have left: their name stays on what they wrote, nothing can be assigned to them. */
  active: z.boolean(),
});
/** A member of the team. Logins and password hashes never leave the helpdesk. */
export type Person = z.output<typeof personSchema>;
