import type { MessageId, TicketId } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { CommandActor } from '#shared/sync/apply-command.ts';
import { projectCustomer } from '#shared/sync/apply-to-customer.ts';
import { project } from '#shared/sync/project.ts';
import { createCell, type Cell } from '../cell.ts';
import type { Live } from '../live.ts';
import type { Database } from '../store/database.ts';
import { messageIdIn } from '../store/join-segments.ts';
import { readCustomer, readMessages } from '../store/read-conversation.ts';
import { unpackCustomer, unpackMessages, type SegmentList, type VersionedMessage } from '../store/segment.ts';
import { stampOf, takesPlace, type Stamp } from '../store/stamp.ts';
import type { StoredList, StoredPage } from '../store/stored.ts';
import { systemTimers, pause } from '../timers.ts';
import type { Conversation, TimelineEntry } from './desk-reader.ts';
import { isPredicted, type TicketTable } from './ticket-table.ts';

/** Conversations nobody looks at that are kept read. */
const KEPT = 40;
/** Wait for the news that segments have been joined, in milliseconds. */
const JOINED_MS = 50;

type KnownMessages = Map<MessageId, { readonly stamp: Stamp; readonly message: Message | null }>;

/** What has been read of a ticket. */
interface Reading {
  readonly cell: Cell<Conversation>;
  /** Messages by id with their versions; null for one that has gone. */
  messages: KnownMessages;
  customer: Customer | null;
  state: 'unread' | 'reading' | 'read';
  /** Something has come that is only on the disk: read again after this. */
  stale: boolean;
}

/** Conversations, read from the disk when somebody looks and kept up to date from then on. */
export interface Conversations {
  conversation(id: TicketId): Live<Conversation>;
  /** Takes in the body of a small segment; of a large one it notes that there is something new on the disk. */
  take(segment: StoredList & Partial<StoredPage>, list: SegmentList): void;
  /** Shows tickets anew whose rows or commands have changed. */
  refresh(ids: Iterable<TicketId>): void;
  refreshAll(): void;
  /** The newest message of the customer that the operator could see, if the conversation has been read. */
  lastSeen(id: TicketId): {
    readonly known: boolean;
    readonly has: (message: MessageId) => boolean;
    readonly last: MessageId | null;
  };
  /** Segments have been removed: what was read from them is read again. */
  forget(): void;
}

/** Makes an empty cache of conversations. */
export function createConversations(
  db: Database,
  table: TicketTable,
  actor: () => CommandActor,
  indexed: Promise<void>,
): Conversations {
  const readings = new Map<TicketId, Reading>();
  const lives = new Map<TicketId, Live<Conversation>>();

  function readingOf(id: TicketId): Reading {
    const known = readings.get(id);
    if (known !== undefined) {
      readings.delete(id);
      readings.set(id, known);
      return known;
    }
    const made: Reading = {
      cell: createCell<Conversation>({ kind: 'absent' }),
      messages: new Map(),
      customer: null,
      state: 'unread',
      stale: false,
    };
    readings.set(id, made);
    for (const [other, reading] of readings) {
      if (readings.size <= KEPT) break;
      if (other !== id && !reading.cell.observed && reading.state !== 'reading') readings.delete(other);
    }
    return made;
  }

  function show(id: TicketId, reading: Reading): void {
    const row = table.row(id);
    if (row === null) {
      const kind = table.hasGone(id) ? 'gone' : 'absent';
      // If it ever comes back, its messages come with it.
      reading.messages.clear();
      if (reading.state === 'read') reading.state = 'unread';
      if (reading.cell.get().kind !== kind) reading.cell.set({ kind });
      return;
    }
    if (reading.state === 'unread') void read(id, reading);
    if (reading.state !== 'read' && reading.cell.get().kind !== 'open') {
      const before = reading.cell.get();
      if (before.kind !== 'loading' || before.ticket !== row.ticket)
        reading.cell.set({ kind: 'loading', ticket: row.ticket });
      return;
    }
    const confirmed = table.confirmed(id);
    const waiting = table.pending(id).filter(isPredicted);
    const { predicted } =
      confirmed === null || waiting.length === 0
        ? { predicted: [] }
        : project(
            confirmed.ticket,
            waiting.map((stored) => stored.command),
            actor(),
            (message) => reading.messages.has(message),
          );
    const timeline: TimelineEntry[] = [
      ...inOrder(reading.messages).map((message) => ({ message, delivery: 'confirmed' as const })),
      ...predicted.map((message) => ({ message, delivery: 'waiting' as const })),
    ];
    const before = reading.cell.get();
    reading.cell.set({
      kind: 'open',
      ticket: row.ticket,
      customer: customerNow(id, reading),
      timeline: before.kind === 'open' ? sameWhereEqual(before.timeline, timeline) : timeline,
    });
  }

  /** The customer with what waits on top, from whichever of his tickets. Null while another's row is here only. */
  function customerNow(id: TicketId, { customer, cell }: Reading): Customer | null {
    if (customer === null || customer.id !== table.row(id)?.ticket.customerId) return null;
    const commands = table
      .pendingOf(customer.id)
      .filter(isPredicted)
      .map((stored) => stored.command);
    if (commands.length === 0) return customer;
    const now = projectCustomer(customer, commands, actor());
    const before = cell.get();
    // The same as before stays the same object.
    const shown = before.kind === 'open' ? before.customer : null;
    return shown !== null && JSON.stringify(shown) === JSON.stringify(now) ? shown : now;
  }

  function merge(into: KnownMessages, gen: number, messages: readonly VersionedMessage[]): void {
    for (const message of messages) {
      const id = messageIdIn(message);
      const stamp = stampOf(gen, message[0], message[1] === null);
      if (takesPlace(into.get(id)?.stamp, stamp)) into.set(id, { stamp, message: message[1] });
    }
  }

  async function read(id: TicketId, reading: Reading): Promise<void> {
    reading.state = 'reading';
    // First lines know where their conversations lie; others are found once all lists are read.
    if (table.places(id).length === 0) await indexed;
    let isFound = false;
    do {
      reading.stale = false;
      isFound = false;
      for (let attempt = 0; attempt < 20; attempt++) {
        const found = await readMessages(db, id, table.places(id)).catch(() => null);
        if (found !== null) {
          const messages: KnownMessages = new Map();
          for (const [gen, message] of found) merge(messages, gen, [message]);
          reading.messages = messages;
          isFound = true;
          break;
        }
        await pause(systemTimers, JOINED_MS, new AbortController().signal);
      }
      const customerId = table.row(id)?.ticket.customerId;
      const key = customerId === undefined ? null : table.customerPlace(customerId);
      if (customerId !== undefined && key !== null)
        reading.customer = (await readCustomer(db, customerId, key).catch(() => null)) ?? reading.customer;
    } while (reading.stale);
    // Known by its first line only, its messages have not come yet; or the disk does not give them: nothing is shown as
    // if it were all there is, and nothing counts as seen (I6).
    reading.state = isFound && table.row(id) !== null && table.places(id).length > 0 ? 'read' : 'unread';
    if (reading.state === 'read') show(id, reading);
  }

  function refresh(id: TicketId): void {
    const reading = readings.get(id);
    if (reading !== undefined && (reading.cell.observed || reading.state === 'read')) show(id, reading);
  }

  return {
    conversation(id) {
      const known = lives.get(id);
      if (known !== undefined) return known;
      const begun = () => {
        const reading = readingOf(id);
        if (reading.state === 'unread') show(id, reading);
        return reading.cell;
      };
      const live: Live<Conversation> = {
        get: () => begun().get(),
        subscribe: (listener) => begun().subscribe(listener),
      };
      lives.set(id, live);
      return live;
    },
    take(segment, list) {
      const { ticketIds, customerIds } = segment;
      const isWhole = ticketIds !== undefined && customerIds !== undefined;
      const customers = new Set(isWhole ? customerIds : list.customers.map(([, id]) => id));
      const concerned = new Set(
        isWhole ? ticketIds : [...list.tickets.map(([, row]) => row.id), ...list.elsewhere],
      );
      for (const [id, reading] of [...readings]) {
        const customerId = table.row(id)?.ticket.customerId;
        const hasCustomer = customerId !== undefined && customers.has(customerId);
        // The ticket is another customer's now: he may have been here before.
        const isAnothers = !hasCustomer && reading.customer !== null && reading.customer.id !== customerId;
        if (!concerned.has(id) && !hasCustomer) continue;
        if (reading.state === 'reading') reading.stale = true;
        else if (reading.state === 'unread') refresh(id);
        else if (!isWhole || isAnothers) void read(id, reading);
        else {
          const whole = segment as StoredList & StoredPage;
          merge(reading.messages, segment.gen, unpackMessages(whole, id));
          if (hasCustomer) reading.customer = unpackCustomer(whole, customerId)?.[1] ?? reading.customer;
          show(id, reading);
        }
      }
    },
    refresh(ids) {
      const given = new Set(ids);
      // What waits on one ticket may be about its customer, who is shown beside others too.
      const theirs = new Set([...given].map((id) => table.row(id)?.ticket.customerId));
      for (const [id, reading] of readings)
        if (reading.customer !== null && theirs.has(reading.customer.id)) given.add(id);
      for (const id of given) refresh(id);
    },
    refreshAll() {
      for (const id of [...readings.keys()]) refresh(id);
    },
    lastSeen(id) {
      const reading = readings.get(id);
      if (reading?.state !== 'read') return { known: false, has: () => false, last: null };
      const customers = inOrder(reading.messages).filter((message) => message.kind === 'customer');
      return {
        known: true,
        has: (message) => reading.messages.has(message),
        last: customers.at(-1)?.id ?? null,
      };
    },
    forget() {
      for (const [id, reading] of [...readings]) {
        if (reading.state === 'reading') reading.stale = true;
        else if (reading.state === 'read' && table.row(id) !== null) void read(id, reading);
      }
    },
  };
}

function inOrder(messages: Reading['messages']): readonly Message[] {
  return [...messages.values()]
    .flatMap(({ message }) => (message === null ? [] : [message]))
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Entries that have stayed the same stay the same objects, so that only what has changed is drawn again. */
function sameWhereEqual(
  before: readonly TimelineEntry[],
  after: readonly TimelineEntry[],
): readonly TimelineEntry[] {
  const known = new Map(before.map((entry) => [entry.message, entry]));
  return after.map((entry) => {
    const same = known.get(entry.message);
    return same !== undefined && same.delivery === entry.delivery ? same : entry;
  });
}
