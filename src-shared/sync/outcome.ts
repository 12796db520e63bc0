import { z } from 'zod';
import { commandIdSchema } from '#shared/base/brand.ts';

export const refusalReasonSchema = z.enum([
  /** The role may not do this. */
  'not-allowed',
  /** The ticket does not exist or has left the person's sight. */
  'no-such-ticket',
  /** Somebody else has taken the ticket since. */
  'assigned-to-other',
  /** The chosen person has left or does not work in this queue. */
  'no-such-person',
  /** The helpdesk does not know this kind of command: it is older than this program. */
  'unsupported',
  /** The content does not fit the rules (for example an empty answer). */
  'invalid',
  // The kinds of 0.1 are never refused for what follows: their clients do not know it.
  /** The chosen queue does not exist. */
  'no-such-queue',
  /** The ticket, or the other one, is merged with another already. */
  'merged',
  /** The chosen partner is not on the list any more, or takes no tickets at present. */
  'no-such-partner',
  /** The partner may not see all of what was to be passed on. */
  'not-for-partner',
  /** A partner has it already, or none has. */
  'partner-changed',
  /** Taken back by the operator before it was decided. */
  'withdrawn',
]);
export type RefusalReason = z.output<typeof refusalReasonSchema>;

export const heldReasonSchema = z.enum([
  /** The customer has written since: the operator must look before it is sent (I6). */
  'newer-message',
]);
export type HeldReason = z.output<typeof heldReasonSchema>;

export const verdictSchema = z.discriminatedUnion('kind', [
  /** Took effect, exactly once. */
  z.object({ kind: z.literal('applied') }),
  /** Took no effect and waits for a person's decision, with its content, on the client. */
  z.object({ kind: z.literal('held'), reason: heldReasonSchema }),
  /** Took no effect and never will under this id. */
  z.object({ kind: z.literal('refused'), reason: refusalReasonSchema }),
]);
/** The helpdesk's stored decision on a command: the same for every repetition (I2). */
export type Verdict = z.output<typeof verdictSchema>;

export const deferralSchema = z.object({
  kind: z.literal('deferred'),
  reason: z.enum([
    /** An earlier command of this client on this ticket is not settled (I3). */
    'fenced',
    /** A named attachment has not arrived. */
    'attachment-missing',
  ]),
});
/** No decision yet: nothing was stored, the command is to be sent again. */
export type Deferral = z.output<typeof deferralSchema>;

export const answerSchema = z.object({
  id: commandIdSchema,
  outcome: z.union([verdictSchema, deferralSchema]),
  /** Rows as they are now that the operator should see beside the outcome; parsed one by one like a page of the feed. */
  changes: z.array(z.unknown()),
});
/** What the helpdesk says to one pushed command. */
export type Answer = z.output<typeof answerSchema>;
