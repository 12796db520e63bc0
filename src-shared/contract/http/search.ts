import { z } from 'zod';
import { messageSchema } from '#shared/domain/messages/message.ts';
import { LONGEST_QUERY } from '#shared/domain/search/parse-query.ts';
import { ticketSchema } from '#shared/domain/tickets/ticket.ts';

/** Most hits on a page. */
export const SEARCH_PAGE = 50;

export const searchRequestSchema = z.object({
  /** As typed: both ends read it with `parseQuery`. In a body, because addresses are written down everywhere. */
  text: z.string().max(LONGEST_QUERY),
  /** What the last page gave. */
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(SEARCH_PAGE).default(20),
  /** How far the person's clock is ahead of UTC, in minutes: days begin there. */
  utcOffset: z.int().min(-900).max(900).default(0),
});
export type SearchPageRequest = z.input<typeof searchRequestSchema>;

export const searchPageSchema = z.object({
  /** The one that has changed last first. */
  hits: z.array(
    z.object({
      ticket: ticketSchema,
      /** The message that has most of what is looked for, without its letter; null: it is in the ticket or its customer. */
      message: messageSchema.nullable(),
    }),
  ),
  /** Null: there are no more. */
  cursor: z.string().nullable(),
});
export type SearchPage = z.output<typeof searchPageSchema>;
