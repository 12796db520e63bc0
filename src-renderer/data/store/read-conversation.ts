import type { CustomerId, MessageId, TicketId } from '#shared/base/brand.ts';
import type { Database } from './database.ts';
import { isDeltaKey, unpackCustomer, unpackMessages, type VersionedMessage } from './segment.ts';
import type { SegmentKey, StoredPage } from './stored.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { messageIdIn } from './join-segments.ts';
import { stampOf, takesPlace, type Stamp } from './stamp.ts';

/** The bodies of segments, in the order of their keys. Segments that are not there (any more) are left out. */
async function readBodies(db: Database, keys: readonly SegmentKey[]): Promise<readonly StoredPage[]> {
  const deltas = keys.filter(isDeltaKey);
  const pages = keys.filter((key) => !isDeltaKey(key));
  const [small, large] = await Promise.all([
    deltas.length === 0 ? [] : db.deltas.bulkGet(deltas),
    pages.length === 0 ? [] : db.pages.bulkGet(pages),
  ]);
  return [...small, ...large].filter((page) => page !== undefined);
}

/**
 * The messages of a ticket in some segments, with the run of the feed they belong to.
 * @returns null when a segment is missing: it has been joined to another meanwhile
 */
export async function readMessages(
  db: Database,
  ticketId: TicketId,
  keys: readonly SegmentKey[],
): Promise<readonly (readonly [gen: number, VersionedMessage])[] | null> {
  const bodies = await readBodies(db, keys);
  if (bodies.length < keys.length) return null;
  return bodies.flatMap((body) =>
    unpackMessages(body, ticketId).map((message) => [body.gen, message] as const),
  );
}

/** A customer in a segment; null when it is not there (any more). */
export async function readCustomer(db: Database, id: CustomerId, key: SegmentKey): Promise<Customer | null> {
  const [body] = await readBodies(db, [key]);
  return body === undefined ? null : (unpackCustomer(body, id)?.[1] ?? null);
}

/** The messages of a ticket in some segments as they are now; none when a segment is missing. */
export async function findMessages(
  db: Database,
  ticketId: TicketId,
  keys: readonly SegmentKey[],
): Promise<readonly Message[]> {
  const newest = new Map<MessageId, { readonly stamp: Stamp; readonly message: Message | null }>();
  for (const [gen, message] of (await readMessages(db, ticketId, keys)) ?? []) {
    const id = messageIdIn(message);
    const stamp = stampOf(gen, message[0], message[1] === null);
    if (takesPlace(newest.get(id)?.stamp, stamp)) newest.set(id, { stamp, message: message[1] });
  }
  return [...newest.values()].flatMap(({ message }) => message ?? []);
}
