import { z } from 'zod';
import { epochMsSchema, personIdSchema, queueIdSchema } from '#shared/base/brand.ts';
import { tierSchema } from '#shared/domain/people/tier.ts';
import {
  categorySchema,
  prioritySchema,
  tagSchema,
  ticketSchema,
  ticketStatusSchema,
} from '#shared/domain/tickets/ticket.ts';

/** Most values of one condition, conditions of one group, groups of one filter. */
const MOST_VALUES = 100;
const MOST_CONDITIONS = 30;
const MOST_GROUPS = 10;

const isOp = z.enum(['is', 'is-not']);
const values = <T extends z.ZodType>(item: T) => z.array(item).max(MOST_VALUES);
const text = z.string().max(200);

/** A span counted in hours or days. */
export const spanSchema = z.strictObject({
  amount: z.int().min(0).max(10_000),
  unit: z.enum(['hours', 'days']),
});
export type Span = z.output<typeof spanSchema>;

/** A point in time: so long ago by the clock of whoever looks, or fixed. */
export const agoSchema = z.union([spanSchema, z.strictObject({ at: epochMsSchema })]);
export type Ago = z.output<typeof agoSchema>;

export const assigneeValueSchema = z.union([z.literal('me'), z.literal('nobody'), personIdSchema]);
export const categoryValueSchema = z.union([z.literal('none'), categorySchema]);
export const FLAGS = [
  'unread',
  'snoozed',
  'following',
  'merged',
  'partner',
  'draft',
  'unsent',
  'undecided',
] as const;
export const TIME_FIELDS = ['created', 'updated', 'waiting'] as const;
export const TEXT_FIELDS = ['subject', 'customer', 'text'] as const;

/**
 * One thing that is asked of a ticket. A condition without values or words asks nothing: it is what an editor begins with.
 * What is not listed here was made by a newer version, and is not guessed.
 */
export const conditionSchema = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('status'), op: isOp, values: values(ticketStatusSchema) }),
  z.strictObject({ field: z.literal('queue'), op: isOp, values: values(queueIdSchema) }),
  z.strictObject({ field: z.literal('assignee'), op: isOp, values: values(assigneeValueSchema) }),
  z.strictObject({ field: z.literal('priority'), op: isOp, values: values(prioritySchema) }),
  z.strictObject({ field: z.literal('channel'), op: isOp, values: values(ticketSchema.shape.channel) }),
  z.strictObject({ field: z.literal('language'), op: isOp, values: values(ticketSchema.shape.language) }),
  z.strictObject({ field: z.literal('category'), op: isOp, values: values(categoryValueSchema) }),
  z.strictObject({ field: z.literal('tier'), op: isOp, values: values(tierSchema) }),
  z.strictObject({ field: z.literal('tags'), op: z.enum(['any', 'all', 'none']), values: values(tagSchema) }),
  /** `text`: any of number, subject, customer and last line. */
  z.strictObject({ field: z.enum(TEXT_FIELDS), op: z.enum(['contains', 'contains-not']), text }),
  z.strictObject({ field: z.enum(TIME_FIELDS), op: z.enum(['older', 'newer']), than: agoSchema }),
  /** Due within a span from now, or late already. What nobody waits for is never due. */
  z.strictObject({ field: z.literal('due'), within: spanSchema }),
  z.strictObject({ field: z.enum(FLAGS), is: z.boolean() }),
]);
export type Condition = z.output<typeof conditionSchema>;
export type Field = Condition['field'];

const matchSchema = z.enum(['all', 'any']);
const groupSchema = z.strictObject({
  match: matchSchema,
  conditions: z.array(conditionSchema).max(MOST_CONDITIONS),
});
export type FilterGroup = z.output<typeof groupSchema>;

/** What selects tickets: conditions, and beside them groups of conditions, one level deep. An empty one selects all. */
export const filterSchema = groupSchema.extend({ groups: z.array(groupSchema).max(MOST_GROUPS) });
export type Filter = z.output<typeof filterSchema>;

/** Selects everything. */
export const NO_FILTER: Filter = { match: 'all', conditions: [], groups: [] };

/** Whether a condition asks anything. */
export function asksSomething(condition: Condition): boolean {
  if ('values' in condition) return condition.values.length > 0;
  return !('text' in condition) || condition.text.trim() !== '';
}

/** Every condition of a filter that asks something. */
export function conditionsOf(filter: Filter): readonly Condition[] {
  return [filter, ...filter.groups].flatMap((group) => group.conditions).filter(asksSomething);
}

/** Whether who belongs changes although no ticket does, as time goes by. */
export function dependsOnTime(filter: Filter): boolean {
  return conditionsOf(filter).some(
    (condition) => condition.field === 'due' || ('than' in condition && !('at' in condition.than)),
  );
}

/** Whether it asks for what is known of a ticket on this machine only: read, drafts. */
export function dependsOnMarks(filter: Filter): boolean {
  return conditionsOf(filter).some(({ field }) => field === 'unread' || field === 'draft');
}
