import { z } from 'zod';
import { ticketIdSchema, customerIdSchema } from '#shared/base/brand.ts';

const common = {
  /** Era of the helpdesk's history, see `publish`. */
  era: z.string().max(40),
  /** Whose sight the cursor was given for. */
  sight: z.string().max(40),
  /** Every change up to this number has been given, or will be by the first synchronisation. */
  seq: z.int().nonnegative(),
};
const counted = { done: z.int().nonnegative(), total: z.int().nonnegative() };

const cursorSchema = z.discriminatedUnion('phase', [
  /** First synchronisation, tickets with their messages, newest first; `below`: the last one given. */
  z.object({ phase: z.literal('tickets'), ...common, ...counted, below: ticketIdSchema }),
  /** First synchronisation, customers; `above`: the last one given. */
  z.object({ phase: z.literal('customers'), ...common, ...counted, above: customerIdSchema.nullable() }),
  /** What has changed since. */
  z.object({ phase: z.literal('live'), ...common }),
]);
/** Where a client is in the feed. Opaque outside of the helpdesk. */
export type FeedCursor = z.output<typeof cursorSchema>;

/** How far the feed has been read: the same for everybody. */
export type Place = Pick<FeedCursor, 'era' | 'seq'>;

/** The cursor as it goes over the wire. */
export function encodeCursor(cursor: FeedCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** The cursor that was given, or null when this is none of ours (or of another version's). */
export function decodeCursor(text: string): FeedCursor | null {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    return null;
  }
}
