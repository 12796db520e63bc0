import { z } from 'zod';
import { commandIdSchema } from '#shared/base/brand.ts';
import { draftSchema } from '#shared/domain/drafts/draft.ts';
import { commandSchema } from '#shared/sync/command.ts';

const storedCommandSchema = z.object({
  order: z.number(),
  id: commandIdSchema,
  command: commandSchema,
  state: z.object({ kind: z.enum(['waiting', 'landed', 'held', 'refused']) }).loose(),
  confirmed: z.boolean(),
});

/** Whether a record of the outbox can be read by this version; another one wrote it otherwise, or the disk damaged it. */
export function isStoredCommand(value: unknown): boolean {
  return storedCommandSchema.safeParse(value).success;
}

/** The same for a draft. */
export function isStoredDraft(value: unknown): boolean {
  return z.object({ key: z.string(), draft: draftSchema }).safeParse(value).success;
}
