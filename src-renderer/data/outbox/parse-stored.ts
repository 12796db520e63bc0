import { z } from 'zod';
import { commandIdSchema, personIdSchema } from '#shared/base/brand.ts';
import { draftSchema } from '#shared/domain/drafts/draft.ts';
import { messageSchema } from '#shared/domain/messages/message.ts';
import { commandSchema } from '#shared/sync/command.ts';
import { delaySchema } from '#shared/sync/delay.ts';
import { heldReasonSchema, refusalReasonSchema } from '#shared/sync/outcome.ts';

const stateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting') }),
  z.object({ kind: z.literal('withdrawing'), asked: z.boolean() }),
  z.object({ kind: z.literal('landed') }),
  z.object({
    kind: z.literal('held'),
    reason: heldReasonSchema,
    newer: z.array(messageSchema.refine((message) => message.kind !== 'event')),
  }),
  z.object({ kind: z.literal('refused'), reason: refusalReasonSchema, holder: personIdSchema.nullable() }),
]);

const storedCommandSchema = z
  .object({
    order: z.int(),
    id: commandIdSchema,
    command: commandSchema,
    state: stateSchema,
    confirmed: z.boolean(),
    delay: delaySchema.optional(),
  })
  .refine((stored) => stored.id === stored.command.id);

/** Whether a record of the outbox can be read by this version; another one wrote it otherwise, or the disk damaged it. */
export function isStoredCommand(value: unknown): boolean {
  return storedCommandSchema.safeParse(value).success;
}

/** The same for a draft. */
export function isStoredDraft(value: unknown): boolean {
  return z.object({ key: z.string(), draft: draftSchema, at: z.number().optional() }).safeParse(value)
    .success;
}
