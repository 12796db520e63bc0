import type { TicketId } from '#shared/base/brand.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Delay } from '#shared/sync/delay.ts';
import { joinStored } from '../outbox/join-stored.ts';
import type { StoredCommand } from '../store/stored.ts';
import type { OutboxChange } from './outbox-news.ts';

/** The commands that this window knows to be unsent: those of the outbox, and those that are still being written to it. */
export interface HeldCommands {
  /** Those of the outbox, by their places. */
  places(): ReadonlyMap<number, StoredCommand>;
  /** Those of the outbox. */
  stored(): readonly StoredCommand[];
  /** Those being written too. */
  all(): readonly StoredCommand[];
  /** What the outbox has at the start. @returns their tickets */
  start(outbox: readonly StoredCommand[]): ReadonlySet<TicketId>;
  /** What has become of places of the outbox. @returns the tickets they concern */
  note(changes: readonly OutboxChange[]): ReadonlySet<TicketId>;
  /**
   * As `note`, for commands that were foreseen.
   * @param instead what they take the place of
   * @returns the tickets they concern, and what had left before it was known here
   */
  exchange(
    changes: readonly OutboxChange[],
    instead: readonly symbol[],
  ): {
    readonly tickets: ReadonlySet<TicketId>;
    readonly late: readonly (readonly [number, StoredCommand])[];
  };
  /** A command that is being written. @param place where it will stand, when that is known @returns what names it */
  foresee(command: Command, place?: number, delay?: Delay): symbol;
  /** Sorts those of some tickets anew. @returns those of all tickets, in their order */
  sort(ids: ReadonlySet<TicketId>): ReadonlyMap<TicketId, readonly StoredCommand[]>;
}

/** Makes one without commands. */
export function createHeldCommands(): HeldCommands {
  const commands = new Map<number, StoredCommand>();
  /** Places that were told to be free before it was known here what stood there: it has left already. None is used twice. */
  const freed = new Set<number>();
  const provisional = new Map<symbol, StoredCommand>();
  let provisionals = 0;
  const pending = new Map<TicketId, readonly StoredCommand[]>();

  function note(changes: readonly OutboxChange[]): Set<TicketId> {
    const ids = new Set<TicketId>();
    for (const [order, stored] of changes) {
      const before = commands.get(order);
      if (before !== undefined) ids.add(before.command.ticketId);
      if (stored !== null) ids.add(stored.command.ticketId);
      if (stored === null) {
        if (before === undefined) freed.add(order);
        commands.delete(order);
      } else if (!freed.has(order)) commands.set(order, joinStored(before, stored));
    }
    return ids;
  }

  return {
    places: () => commands,
    stored: () => [...commands.values()],
    all: () => [...commands.values(), ...provisional.values()],
    start(outbox) {
      for (const stored of outbox) commands.set(stored.order, stored);
      return new Set(outbox.map((stored) => stored.command.ticketId));
    },
    note,
    exchange(changes, instead) {
      const tickets = note(changes);
      const late = changes.flatMap(([order, stored]) =>
        stored !== null && freed.delete(order) ? [[order, stored] as const] : [],
      );
      for (const token of instead) {
        const given = provisional.get(token);
        if (given !== undefined) tickets.add(given.command.ticketId);
        provisional.delete(token);
      }
      return { tickets, late };
    },
    foresee(command, place, delay) {
      const token = Symbol('provisional');
      provisionals += 1;
      provisional.set(token, {
        order: place ?? Number.MAX_SAFE_INTEGER / 2 + provisionals,
        id: command.id,
        command,
        state: { kind: 'waiting' },
        confirmed: false,
        ...(delay && { delay }),
      });
      return token;
    },
    sort(ids) {
      // What is to be given at a chosen time only is not predicted: the customer waits until then.
      const all = [...commands.values(), ...provisional.values()].filter(
        (each) =>
          ids.has(each.command.ticketId) && !(each.state.kind === 'waiting' && each.delay?.kind === 'later'),
      );
      for (const id of ids) {
        const own = all.filter((each) => each.command.ticketId === id).toSorted((a, b) => a.order - b.order);
        if (own.length === 0) pending.delete(id);
        else pending.set(id, own);
      }
      return pending;
    },
  };
}
