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
import { withPartnerSchema } from '#shared/domain/references/partner.ts';
import { tierSchema } from '#shared/domain/people/tier.ts';

export const ticketStatusSchema = z.enum(['open', 'waiting', 'resolved']);
/** `open`: the customer waits for us. `waiting`: we wait for the customer. `resolved`: done; a new message opens it again. */
export type TicketStatus = z.output<typeof ticketStatusSchema>;

export const prioritySchema = z.enum(['low', 'normal', 'high', 'urgent']);
export type Priority = z.output<typeof prioritySchema>;

/** What kind of question it is. */
export const categorySchema = z.enum(['technical', 'simple', 'complex', 'financial', 'suggestion']);

/** Most followers of a ticket, and most links from it. */
export const MAX_FOLLOWERS = 50;
export const MAX_LINKS = 50;

/** Out of the way for a while. */
const snoozeSchema = z.object({
  /** When the ticket comes back; null: when the customer answers. A message of the customer ends it in any case. */
  until: epochMsSchema.nullable(),
  since: epochMsSchema,
  by: personIdSchema,
});

/** Most tags on a ticket. */
export const MAX_TAGS = 30;

export const tagSchema = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^[^,\p{C}]+$/u);

const lastLineSchema = z.object({ from: z.enum(['customer', 'team']), text: z.string().max(140) });

const waitSchema = {
  status: ticketStatusSchema,
  waitingSince: epochMsSchema.nullable(),
};
const beforeMergeSchema = z.object({
  at: epochMsSchema,
  ...waitSchema,
  snooze: snoozeSchema.nullable(),
  /** What the other ticket was like, where the merge has changed it; the helpdesk knows, a prediction does not. */
  target: z
    .object({
      ...waitSchema,
      snooze: snoozeSchema.nullable(),
      lastCustomerMessageId: messageIdSchema.nullable(),
      lastLine: lastLineSchema.nullable(),
    })
    .nullable(),
});

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
  lastLine: lastLineSchema.nullable(),
  // Rows of 0.1 have none of what follows (I10).
  category: categorySchema.nullable().default(null),
  snooze: snoozeSchema.nullable().default(null),
  /** The line of support it is in; whoever hands it over raises or lowers it. */
  tier: tierSchema.default(1),
  followerIds: z.array(personIdSchema).max(MAX_FOLLOWERS).default([]),
  /** Tickets it has to do with. Kept on one of the two; the other shows it all the same. */
  links: z.array(ticketIdSchema).max(MAX_LINKS).default([]),
  /** The ticket in which this one is continued. Nothing is merged into a ticket that is merged itself. */
  mergedInto: ticketIdSchema.nullable().default(null),
  /** What unmerging restores; null while the ticket is not merged. */
  beforeMerge: beforeMergeSchema.nullable().default(null),
  /** The ticket from which its first message was split off. */
  splitFrom: ticketIdSchema.nullable().default(null),
  /** The partner organisation that has it, until it has answered; out of the way meanwhile by `snooze`. */
  partner: withPartnerSchema.nullable().default(null),
});
/** One question of one customer, with everything a list or a header shows of it. */
export type Ticket = z.output<typeof ticketSchema>;

/** What a ticket has before anything was done with it, and what rows of 0.1 do not say. */
export const TICKET_DEFAULTS = {
  category: null,
  snooze: null,
  tier: 1,
  followerIds: [],
  links: [],
  mergedInto: null,
  beforeMerge: null,
  splitFrom: null,
  partner: null,
} satisfies Partial<Ticket>;
