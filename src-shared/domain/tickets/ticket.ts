import { z } from 'zod';
import {
  customerIdSchema,
  epochMsSchema,
  messageIdSchema,
  personIdSchema,
  queueIdSchema,
  ticketIdSchema,
} from '#shared/base/brand.ts';
import { environmentSchema } from '#shared/domain/customers/environment.ts';

export const ticketStatusSchema = z.enum(['open', 'waiting', 'resolved']);
/** `open`: the customer waits for us. `waiting`: we wait for the customer. `resolved`: done; a new message opens it again. */
export type TicketStatus = z.output<typeof ticketStatusSchema>;

export const prioritySchema = z.enum(['low', 'normal', 'high', 'urgent']);
export type Priority = z.output<typeof prioritySchema>;

/** Most tags on a ticket. */
export const MAX_TAGS = 30;

export const tagSchema = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^[^,\p{C}]+$/u);

export const ticketSchema = z.object({
  id: ticketIdSchema,
  /** What people call it: counts up per helpdesk. */
  number: z.int().positive(),
  subject: z.string().min(1).max(300),
  queueId: queueIdSchema,
  customerId: customerIdSchema,
  /** Kept on the row so that a list needs no other. */
  customerName: z.string().max(200),
  status: ticketStatusSchema,
  priority: prioritySchema,
  assigneeId: personIdSchema.nullable(),
  tags: z.array(tagSchema).max(MAX_TAGS),
  channel: z.enum(['form', 'chat', 'email', 'phone']),
  language: z.enum(['ru', 'en']),
  environment: environmentSchema.nullable(),
  createdAt: epochMsSchema,
  updatedAt: epochMsSchema,
  /** Since when the customer waits for an answer; null when nobody does. */
  waitingSince: epochMsSchema.nullable(),
  /** The newest message of the customer: what an answer must have seen (I6). */
  lastCustomerMessageId: messageIdSchema.nullable(),
  /** Newest words of either side, for the list. Notes and events do not count. */
  lastLine: z.object({ from: z.enum(['customer', 'team']), text: z.string().max(140) }).nullable(),
});
/** One question of one customer, with everything a list or a header shows of it. */
export type Ticket = z.output<typeof ticketSchema>;
