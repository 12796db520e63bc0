import type { CommandId, MessageId, TicketId } from '#shared/base/brand.ts';
import type { Seat } from './seat.ts';

/** Words somebody has put in, found again everywhere by a mark that is in no other words. */
export interface Words {
  readonly mark: string;
  readonly seat: Seat;
  readonly kind: 'reply' | 'note';
  /** The window has said that they are safe. */
  kept: boolean;
  /** A person has let them go (discarded, overwritten), or the helpdesk has lost them with its newer history. */
  mayBeGone: boolean;
}

/** A command that the window has shown as queued. */
export interface Queued {
  readonly id: CommandId;
  readonly seat: Seat;
  readonly ticketId: TicketId;
  /** Place in the order in which the operator acted on this ticket: one given again keeps it. Not always a whole number. */
  readonly place: number;
  /** The customer's newest message that the operator had before his eyes; undefined when it could not be read any more. */
  readonly seen: MessageId | null | undefined;
  fate: 'ours' | 'taken back' | 'perhaps taken back' | 'lost by the helpdesk';
}

/** Everything that windows have shown as saved or queued. */
export interface Account {
  readonly words: ReadonlyMap<string, Words>;
  readonly queued: ReadonlyMap<CommandId, Queued>;
  /** Makes words that are like no others. */
  say(seat: Seat, kind: Words['kind'], text: string): Words & { readonly text: string };
  /** The window has shown it: a new command, at a new place or at that of another. */
  queue(seat: Seat, ticketId: TicketId, id: CommandId, insteadOf?: CommandId): void;
  /** Words whose mark a text contains. */
  wordsIn(text: string): readonly Words[];
}

const MARK = /⟨\d+⟩/g;

/** What a seat's window shows in its outbox, oldest first. */
const shownAt = (seat: Seat) => (seat.isOpen ? seat.desk.read.outbox.get() : []);

/** Over all accounts of this process: they may look at the same helpdesk. */
let marks = 0;

export function openAccount(): Account {
  const words = new Map<string, Words>();
  const queued = new Map<CommandId, Queued>();
  let places = 0;

  /**
   * Place of a command that stands before others in the outbox, halfway to the one before: one whose window was killed
   * before it could tell of it, and that is given again. Null when it stands at the end, or nowhere.
   */
  const placeInOutbox = (seat: Seat, ticketId: TicketId, id: CommandId): number | null => {
    const ids = shownAt(seat)
      .filter(({ command }) => command.ticketId === ticketId)
      .map(({ command }) => command.id);
    if (!ids.includes(id)) return null;
    const behind = ids.slice(ids.indexOf(id) + 1).flatMap((each) => queued.get(each)?.place ?? [])[0];
    if (behind === undefined) return null;
    const ahead = [...queued.values()].map(({ place }) => place).filter((place) => place < behind);
    return (Math.max(0, ...ahead) + behind) / 2;
  };

  return {
    words,
    queued,
    say(seat, kind, text) {
      const mark = `⟨${++marks}⟩`;
      const said: Words = { mark, seat, kind, kept: false, mayBeGone: false };
      words.set(mark, said);
      return Object.assign(said, { text: `${text} ${mark}` });
    },
    queue(seat, ticketId, id, insteadOf) {
      const before = insteadOf === undefined ? undefined : queued.get(insteadOf);
      if (before !== undefined) before.fate = 'taken back';
      const item = shownAt(seat).find((each) => each.command.id === id);
      queued.set(id, {
        id,
        seat,
        ticketId,
        place: before?.place ?? placeInOutbox(seat, ticketId, id) ?? ++places,
        seen: item?.command.seen.lastCustomerMessageId,
        fate: 'ours',
      });
    },
    wordsIn: (text) => [...text.matchAll(MARK)].flatMap(([mark]) => words.get(mark) ?? []),
  };
}
