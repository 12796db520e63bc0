import type { CustomerId, PersonId, TicketId } from '#shared/base/brand.ts';
import type { Clock } from '#shared/base/ports.ts';
import { awakeAt } from '#shared/domain/tickets/snooze.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { CommandActor } from '#shared/sync/apply-command.ts';
import { project } from '#shared/sync/project.ts';
import { generationOf, stampOf, takesPlace, versionOf, type Stamp } from '../store/stamp.ts';
import type { SegmentList } from '../store/segment.ts';
import type { SegmentKey, StoredCommand } from '../store/stored.ts';
import { createCounters, type Counters } from './counts.ts';
import type { TicketRow, ViewCounts } from './desk-reader.ts';
import { createInterner } from './intern.ts';

/** A ticket in memory: as confirmed, where the rest of it lies, and as shown. */
interface KnownTicket {
  ticket: Ticket;
  stamp: Stamp;
  /** The segments that hold its row or messages; empty while it is only known from the first lines. */
  places: readonly SegmentKey[];
  shown: TicketRow;
}

/** What one change of the table changed in the lists. */
export interface RowsChanged {
  readonly removed: readonly TicketRow[];
  readonly added: readonly TicketRow[];
  readonly ids: ReadonlySet<TicketId>;
}

/** All tickets on this machine, confirmed and as they are shown (ring, rule 2). */
export interface TicketTable {
  row(id: TicketId): TicketRow | null;
  /** The confirmed row, its version, and the run of the feed that brought it. */
  confirmed(id: TicketId): { readonly ticket: Ticket; readonly version: number; readonly gen: number } | null;
  hasGone(id: TicketId): boolean;
  byNumber(number: number): TicketId | null;
  places(id: TicketId): readonly SegmentKey[];
  customerPlace(id: CustomerId): SegmentKey | null;
  pending(id: TicketId): readonly StoredCommand[];
  /** What waits on all tickets of a customer, in the order in which it was given. */
  pendingOf(id: CustomerId): readonly StoredCommand[];
  /** Takes in the list part of a segment; `key` null for first lines that are in no segment. */
  takeList(
    gen: number,
    key: SegmentKey | null,
    list: SegmentList,
    places?: readonly (readonly SegmentKey[])[],
  ): RowsChanged;
  noteJoined(from: readonly SegmentKey[], to: SegmentKey): void;
  /** Removes what earlier runs of the feed brought, and what no segment has confirmed. */
  sweep(gen: number, genStart: SegmentKey): RowsChanged;
  /** Takes the waiting commands of tickets and shows them accordingly. */
  setPending(pending: ReadonlyMap<TicketId, readonly StoredCommand[]>): RowsChanged;
  /** Shows everything pending again, for example after the rights of the person have changed. */
  reproject(): RowsChanged;
  /** Shows the tickets whose snooze has ended by this machine's clock. */
  wake(): RowsChanged;
  /** Numbers of the confirmed rows. */
  confirmedCounts(): ViewCounts;
  /** Those numbers, as pending commands change them; on other numbers of the confirmed rows where these are given. */
  counts(base: ViewCounts | null): ViewCounts;
  rows(): Iterable<TicketRow>;
  readonly size: number;
}

const NONE: readonly StoredCommand[] = [];

/** Makes an empty table. */
export function createTicketTable(actor: () => CommandActor, clock: Clock): TicketTable {
  const tickets = new Map<TicketId, KnownTicket>();
  const gone = new Map<TicketId, Stamp>();
  const numbers = new Map<number, TicketId>();
  const customers = new Map<CustomerId, { stamp: Stamp; key: SegmentKey }>();
  const joined = new Map<SegmentKey, SegmentKey>();
  /** Messages that came before their ticket. */
  const early = new Map<TicketId, readonly SegmentKey[]>();
  let pending = new Map<TicketId, readonly StoredCommand[]>();
  /** Back by the clock, though the helpdesk has not said so yet. */
  const woken = new Set<TicketId>();
  const me = (): PersonId => actor().id;
  let counters: Counters = createCounters(me);
  const intern = createInterner();

  /** A ticket as it is shown now; remembers those that are back by the clock alone. */
  function awake(ticket: Ticket, confirmed: Ticket): Ticket {
    const shown = awakeAt(ticket, clock.now());
    if (shown === confirmed) woken.delete(ticket.id);
    else if (shown !== ticket) woken.add(ticket.id);
    return shown;
  }

  function show(ticket: Ticket, before: TicketRow | null): TicketRow {
    const commands = pending.get(ticket.id);
    if (commands === undefined) {
      const shown = awake(ticket, ticket);
      return before !== null && before.ticket === shown && !before.pending && !before.undecided
        ? before
        : { ticket: shown, pending: false, undecided: false };
    }
    const predicted = commands.filter(isPredicted);
    const projection = project(
      ticket,
      predicted.map((stored) => stored.command),
      actor(),
    );
    return {
      ticket: awake(projection.ticket, ticket),
      pending: commands.some(
        ({ state }) => state.kind === 'waiting' || state.kind === 'landed' || state.kind === 'withdrawing',
      ),
      undecided: commands.some((stored) => stored.state.kind === 'held' || stored.state.kind === 'refused'),
    };
  }

  /** Collects changes of the lists; a ticket that is changed twice appears once. */
  function collect() {
    const before = new Map<TicketId, TicketRow | null>();
    return {
      touch(id: TicketId) {
        if (!before.has(id)) before.set(id, tickets.get(id)?.shown ?? null);
      },
      done(): RowsChanged {
        const removed: TicketRow[] = [];
        const added: TicketRow[] = [];
        const ids = new Set<TicketId>();
        for (const [id, was] of before) {
          const is = tickets.get(id)?.shown ?? null;
          if (was === is) continue;
          ids.add(id);
          if (was !== null) removed.push(was);
          if (is !== null) added.push(is);
        }
        return { removed, added, ids };
      },
    };
  }

  function remove(id: TicketId): void {
    const known = tickets.get(id);
    if (known === undefined) return;
    counters.change(known.ticket, null);
    tickets.delete(id);
    woken.delete(id);
    if (numbers.get(known.ticket.number) === id) numbers.delete(known.ticket.number);
  }

  const withPlace = (places: readonly SegmentKey[], key: SegmentKey | null) =>
    key === null || places.includes(key) ? places : [...places, key];
  const now = (key: SegmentKey): SegmentKey => {
    let at = key;
    for (let next = joined.get(at); next !== undefined; next = joined.get(at)) at = next;
    return at;
  };

  return {
    row: (id) => tickets.get(id)?.shown ?? null,
    confirmed(id) {
      const known = tickets.get(id);
      if (known === undefined) return null;
      return { ticket: known.ticket, version: versionOf(known.stamp), gen: generationOf(known.stamp) };
    },
    hasGone: (id) => gone.has(id) && !tickets.has(id),
    byNumber: (number) => numbers.get(number) ?? null,
    places: (id) => [...new Set((tickets.get(id)?.places ?? []).map(now))],
    customerPlace: (id) => {
      const known = customers.get(id);
      return known === undefined ? null : now(known.key);
    },
    pending: (id) => pending.get(id) ?? NONE,
    pendingOf: (id) =>
      [...pending]
        .flatMap(([ticketId, commands]) =>
          tickets.get(ticketId)?.ticket.customerId === id ? [...commands] : [],
        )
        .toSorted((a, b) => a.order - b.order),

    takeList(gen, key, list, given) {
      const changed = collect();
      list.tickets.forEach(([version, row], position) => {
        const stamp = stampOf(gen, version);
        const known = tickets.get(row.id);
        const held = gone.get(row.id);
        if (held !== undefined && !takesPlace(held, stamp)) return;
        const places = (given?.[position] ?? []).reduce(
          (all, each) => withPlace(all, each),
          withPlace(known?.places ?? early.get(row.id) ?? [], key),
        );
        if (known !== undefined && !takesPlace(known.stamp, stamp)) {
          known.places = places;
          return;
        }
        changed.touch(row.id);
        const ticket = intern(row);
        counters.change(known?.ticket ?? null, ticket);
        gone.delete(row.id);
        early.delete(row.id);
        tickets.set(row.id, { ticket, stamp, places, shown: show(ticket, null) });
        numbers.set(row.number, row.id);
      });
      for (const [version, type, id] of list.gone) {
        const stamp = stampOf(gen, version, true);
        if (type === 'customer') customers.delete(id as CustomerId);
        if (type !== 'ticket') continue;
        const ticketId = id as TicketId;
        const known = tickets.get(ticketId);
        if (known !== undefined && !takesPlace(known.stamp, stamp)) continue;
        if (!takesPlace(gone.get(ticketId), stamp)) continue;
        changed.touch(ticketId);
        remove(ticketId);
        gone.set(ticketId, stamp);
      }
      if (key !== null) {
        for (const id of list.elsewhere) {
          const known = tickets.get(id);
          if (known === undefined) early.set(id, withPlace(early.get(id) ?? [], key));
          else known.places = withPlace(known.places, key);
        }
        for (const [version, id] of list.customers) {
          const stamp = stampOf(gen, version);
          const known = customers.get(id);
          if (known === undefined || known.stamp === stamp || takesPlace(known.stamp, stamp))
            customers.set(id, { stamp, key });
        }
      }
      return changed.done();
    },

    noteJoined(from, to) {
      for (const key of from) joined.set(key, to);
    },

    sweep(gen, genStart) {
      const changed = collect();
      for (const [id, known] of tickets) {
        if (known.places.some((key) => now(key) < genStart))
          known.places = known.places.filter((key) => now(key) >= genStart);
        if (generationOf(known.stamp) >= gen && known.places.length > 0) continue;
        changed.touch(id);
        remove(id);
      }
      for (const [id, stamp] of gone) if (generationOf(stamp) < gen) gone.delete(id);
      for (const [id, { stamp }] of customers) if (generationOf(stamp) < gen) customers.delete(id);
      early.clear();
      return changed.done();
    },

    setPending(next) {
      const changed = collect();
      const ids = new Set([...pending.keys(), ...next.keys()]);
      const before = pending;
      pending = new Map(next);
      for (const id of ids) {
        const known = tickets.get(id);
        if (known === undefined || before.get(id) === next.get(id)) continue;
        changed.touch(id);
        known.shown = show(known.ticket, known.shown);
      }
      return changed.done();
    },

    reproject() {
      const changed = collect();
      counters = createCounters(me);
      for (const [id, known] of tickets) {
        counters.change(null, known.ticket);
        if (!pending.has(id)) continue;
        changed.touch(id);
        known.shown = show(known.ticket, known.shown);
      }
      return changed.done();
    },

    wake() {
      const changed = collect();
      for (const [id, known] of tickets) {
        if (awakeAt(known.shown.ticket, clock.now()) === known.shown.ticket) continue;
        changed.touch(id);
        known.shown = show(known.ticket, known.shown);
      }
      return changed.done();
    },

    confirmedCounts: () => counters.value(),
    counts(base) {
      const all = createCounters(me, base ?? counters.value());
      for (const id of new Set([...pending.keys(), ...woken])) {
        const known = tickets.get(id);
        if (known !== undefined && known.shown.ticket !== known.ticket)
          all.change(known.ticket, known.shown.ticket);
      }
      return all.value();
    },
    *rows() {
      for (const known of tickets.values()) yield known.shown;
    },
    get size() {
      return tickets.size;
    },
  };
}

/**
 * Whether a command's effect is shown although the rows do not have it yet. Not that of one which is being taken back: what a
 * person does not want any more is not shown as done, and if it was done, the rows bring it.
 */
export function isPredicted(stored: StoredCommand): boolean {
  return !stored.confirmed && (stored.state.kind === 'waiting' || stored.state.kind === 'landed');
}

/** Two changes one after the other as one. */
export function joinChanges(first: RowsChanged, second: RowsChanged): RowsChanged {
  const removed = new Set(second.removed);
  const between = new Set(first.added.filter((row) => removed.has(row)));
  return {
    removed: [...first.removed, ...second.removed.filter((row) => !between.has(row))],
    added: [...first.added.filter((row) => !between.has(row)), ...second.added],
    ids: new Set([...first.ids, ...second.ids]),
  };
}
