import { z } from 'zod';
import { referenceIdSchema } from '#shared/base/brand.ts';
import { incompatibilitySchema } from './incompatibility.ts';
import { partnerSchema } from './partner.ts';

/** Every kind of reference, schema first. The list only grows (I10). */
export const referenceSchema = z.discriminatedUnion('kind', [
  z.object({ id: referenceIdSchema, kind: z.literal('incompatibility'), content: incompatibilitySchema }),
  z.object({ id: referenceIdSchema, kind: z.literal('partner'), content: partnerSchema }),
]);
/** A piece of the team's common knowledge: everybody has it on his machine, supervisors keep it. */
export type Reference = z.output<typeof referenceSchema>;
export type ReferenceKind = Reference['kind'];
export type ReferenceOf<K extends ReferenceKind> = Extract<Reference, { kind: K }>;

/** Most references of a helpdesk (I11). */
export const MAX_REFERENCES = 5_000;

/** Those of one kind. */
export function referencesOf<K extends ReferenceKind>(
  all: Iterable<Reference>,
  kind: K,
): readonly ReferenceOf<K>[] {
  return [...all].filter((each): each is ReferenceOf<K> => each.kind === kind);
}
