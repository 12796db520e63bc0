import { z } from 'zod';
import {
  customerIdSchema,
  messageIdSchema,
  personIdSchema,
  queueIdSchema,
  referenceIdSchema,
  ticketIdSchema,
} from '#shared/base/brand.ts';
import { customerSchema } from '#shared/domain/customers/customer.ts';
import { messageSchema } from '#shared/domain/messages/message.ts';
import { personSchema } from '#shared/domain/people/person.ts';
import { queueSchema } from '#shared/domain/queues/queue.ts';
import { referenceSchema } from '#shared/domain/references/reference.ts';
import { ticketSchema } from '#shared/domain/tickets/ticket.ts';

const version = z.int().positive();
const gone = z.literal(true);

/**
 * The schemas of a change, by its type. A reader of whole pages picks by type first: trying every member of a union
 * on every row costs several times as much.
 */
export const CHANGE_SCHEMAS = {
  row: {
    ticket: z.object({ type: z.literal('ticket'), id: ticketIdSchema, version, row: ticketSchema }),
    message: z.object({ type: z.literal('message'), id: messageIdSchema, version, row: messageSchema }),
    customer: z.object({ type: z.literal('customer'), id: customerIdSchema, version, row: customerSchema }),
    person: z.object({ type: z.literal('person'), id: personIdSchema, version, row: personSchema }),
    queue: z.object({ type: z.literal('queue'), id: queueIdSchema, version, row: queueSchema }),
    reference: z.object({
      type: z.literal('reference'),
      id: referenceIdSchema,
      version,
      row: referenceSchema,
    }),
  },
  gone: {
    ticket: z.object({ type: z.literal('ticket'), id: ticketIdSchema, version, gone }),
    message: z.object({
      type: z.literal('message'),
      id: messageIdSchema,
      ticketId: ticketIdSchema,
      version,
      gone,
    }),
    customer: z.object({ type: z.literal('customer'), id: customerIdSchema, version, gone }),
    person: z.object({ type: z.literal('person'), id: personIdSchema, version, gone }),
    queue: z.object({ type: z.literal('queue'), id: queueIdSchema, version, gone }),
    reference: z.object({ type: z.literal('reference'), id: referenceIdSchema, version, gone }),
  },
} as const;

/**
 * One row as it is now, or the news that it is out of sight. `version` counts up per row; a message belongs to a
 * ticket and goes with it.
 */
export const changeSchema = z.union([
  CHANGE_SCHEMAS.row.ticket,
  CHANGE_SCHEMAS.row.message,
  CHANGE_SCHEMAS.row.customer,
  CHANGE_SCHEMAS.row.person,
  CHANGE_SCHEMAS.row.queue,
  CHANGE_SCHEMAS.row.reference,
  CHANGE_SCHEMAS.gone.ticket,
  CHANGE_SCHEMAS.gone.message,
  CHANGE_SCHEMAS.gone.customer,
  CHANGE_SCHEMAS.gone.person,
  CHANGE_SCHEMAS.gone.queue,
  CHANGE_SCHEMAS.gone.reference,
]);
export type Change = z.output<typeof changeSchema>;
export type ChangeType = Change['type'];
