import { z } from 'zod';
import { epochMsSchema, helpdeskIdSchema, personIdSchema } from '#shared/base/brand.ts';

/** Largest value, in characters of its JSON. */
export const MAX_OWN_CHARS = 300_000;
/** Most records of one person. */
export const MAX_OWN_RECORDS = 2_000;

/** Names a record: what kind of thing, then which one. */
export const ownKeySchema = z.string().regex(/^[a-z]{1,20}:[A-Za-z0-9:._-]{1,160}$/);

/**
 * Whom the program takes itself to be speaking for. The helpdesk refuses when the session is somebody else\u2019s: a program
 * must neither give one person\u2019s records to another nor take them.
 */
export const ownerSchema = z.object({ helpdesk: helpdeskIdSchema, person: personIdSchema });
export type Owner = z.output<typeof ownerSchema>;

export const ownRecordSchema = z.object({
  key: ownKeySchema,
  version: z.int().positive(),
  /** Any JSON; null: it has been deleted. */
  value: z.unknown(),
  updatedAt: epochMsSchema,
});
/** Something that a person keeps for himself, on all his machines; nobody else is given it. */
export type OwnRecord = z.output<typeof ownRecordSchema>;

export const ownQuerySchema = ownerSchema.extend({
  /** What the last page gave; absent for all there is. */
  cursor: z.string().max(200).optional(),
});

export const ownPageSchema = z.object({
  /** In the order in which they were changed; each record once, as it is now. */
  records: z.array(ownRecordSchema),
  cursor: z.string(),
  more: z.boolean(),
  /** This page begins anew, because there was no cursor or it could not be followed: what does not come is gone. */
  start: z.boolean(),
  /** Names the helpdesk's history: another one after a restored backup, which may lack what it had confirmed since. */
  era: z.string().max(100),
});
export type OwnPage = z.output<typeof ownPageSchema>;

export const ownChangeSchema = ownerSchema.extend({
  /** The version that is to be changed; 0: there is none yet, or it was deleted. */
  expected: z.int().nonnegative(),
  /** Null deletes. */
  value: z.unknown(),
});
export type OwnChange = z.output<typeof ownChangeSchema>;

export const ownOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kept'), version: z.int().positive() }),
  /** Another machine has changed it: nothing was changed. Null: there is none any more. */
  z.object({ kind: z.literal('conflict'), record: ownRecordSchema.nullable() }),
  /** The value is too large, or there are too many records. */
  z.object({ kind: z.literal('no-room') }),
]);
export type OwnOutcome = z.output<typeof ownOutcomeSchema>;
