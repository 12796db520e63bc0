import { z } from 'zod';
import {
  clientIdSchema,
  commandIdSchema,
  messageIdSchema,
  sha256Schema,
  ticketIdSchema,
} from '#shared/base/brand.ts';
import { choicesSchema } from '#shared/domain/choices/choices.ts';
import type { MetaKey } from './stored.ts';

const count = z.int().nonnegative();

/** What the records of `meta` must look like to be believed. */
const META_SCHEMAS = {
  client: z.object({
    key: z.literal('client'),
    id: clientIdSchema,
    nextN: z.int().positive(),
    acts: count.optional(),
  }),
  writer: z.object({ key: z.literal('writer'), id: z.uuid() }),
  sync: z.object({
    key: z.literal('sync'),
    cursor: z.string().nullable(),
    gen: count,
    genStart: count,
    nextKey: z.int().positive().multipleOf(2),
    complete: z.boolean(),
    sweeping: z.boolean(),
    progress: z.object({ done: z.int(), total: z.int() }).nullable(),
    segments: count.optional(),
    ahead: z.array(z.string()).optional(),
  }),
  attempted: z.object({ key: z.literal('attempted'), ids: z.array(commandIdSchema) }),
  program: z.object({ key: z.literal('program'), version: z.string(), rowFormat: z.number() }),
  ahead: z.object({ key: z.literal('ahead'), through: count }),
  files: z.object({
    key: z.literal('files'),
    uses: count,
    entries: z.array(z.tuple([sha256Schema, count, count])),
  }),
  seen: z.object({
    key: z.literal('seen'),
    entries: z.array(z.tuple([ticketIdSchema, messageIdSchema])),
  }),
  choices: z.object({
    key: z.literal('choices'),
    views: choicesSchema,
    keys: choicesSchema,
    senders: choicesSchema,
  }),
} as const satisfies Readonly<Record<MetaKey, z.ZodType>>;

/** Whether a record of `meta` can be believed; one that is not there can. */
export function isMeta(key: MetaKey, value: unknown): boolean {
  return value === undefined || META_SCHEMAS[key].safeParse(value).success;
}

/** A record of `meta` is damaged: nothing was changed, and it can be mended. */
export class UnreadableMeta extends Error {
  constructor(key: MetaKey) {
    super(`The record ${key} of the local database cannot be read`);
    this.name = 'UnreadableMeta';
  }
}
