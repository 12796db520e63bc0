import { z } from 'zod';
import { epochMsSchema, personIdSchema, referenceIdSchema } from '#shared/base/brand.ts';

/**
 * Everything that can be passed on to a partner: a closed list. Notes, answers and whatever else is the team's own are not on
 * it and never will be; `words` is what the operator writes to the partner himself.
 */
export const PARTNER_FIELDS = [
  'subject',
  'question',
  'words',
  'name',
  'company',
  'email',
  'phone',
  'environment',
  'products',
] as const;
export const partnerFieldSchema = z.enum(PARTNER_FIELDS);
export type PartnerField = z.output<typeof partnerFieldSchema>;

/** Longest time that a partner is given by default, in days. */
export const MAX_PARTNER_DAYS = 365;

const named = { name: z.string().trim().min(1).max(200), email: z.email().max(320) };

export const partnerSchema = z.object({
  ...named,
  /** Of the letters to it. */
  language: z.enum(['ru', 'en']),
  /** What it may see. */
  fields: z.array(partnerFieldSchema).min(1).max(PARTNER_FIELDS.length),
  /** After how many days its answer is expected. */
  days: z.int().min(1).max(MAX_PARTNER_DAYS),
  /** Whether tickets are handed over to it at present. */
  active: z.boolean(),
});
/** An organisation that tickets are handed over to: a list that supervisors keep. */
export type Partner = z.output<typeof partnerSchema>;

/** A partner as it is kept with what it was given: names change, what has been passed on does not. */
export const namedPartnerSchema = z.object({ id: referenceIdSchema, ...named });

/** A ticket's partner, until it has answered or the ticket is taken back. */
export const withPartnerSchema = z.object({
  ...namedPartnerSchema.shape,
  since: epochMsSchema,
  /** When its answer is expected: then the ticket comes back. */
  until: epochMsSchema,
  by: personIdSchema,
});
