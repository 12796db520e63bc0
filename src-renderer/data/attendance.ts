import type { TicketId } from '#shared/base/brand.ts';
import type { ComposerKind } from '#shared/domain/drafts/draft.ts';
import type { Doing } from '#shared/domain/presence/presence.ts';
import type { Message } from './sync/channel.ts';
import type { Timers } from './timers.ts';

/** How often a window says again where it is, in milliseconds: the helpdesk forgets it after 15 seconds. */
export const BEAT_MS = 6_000;
/** Somebody who has pressed no key for so long does not write any more, in milliseconds. */
export const TYPING_MS = 7_000;
/** A ticket that is passed more quickly is not told of, in milliseconds. */
export const SETTLE_MS = 400;

/** What colleagues are told of this window. */
export interface Attendance {
  /** The ticket that it shows to a person; null: none, or nobody can see it. */
  look(ticketId: TicketId | null): void;
  /** A key was pressed where this is written. */
  typed(kind: ComposerKind): void;
}

interface Surroundings {
  readonly windowId: string;
  readonly timers: Timers;
  readonly tell: (message: Message) => void;
}

/** Tells the place of synchronisation where this window is: on changes, and again and again as long as it is there. */
export function createAttendance({ windowId, timers, tell }: Surroundings): Attendance & {
  hear(message: Message): void;
  /** The window closes. */
  end(): void;
} {
  let ticketId: TicketId | null = null;
  let doing: Doing = 'looking';
  let said = false;
  let cancelNext = () => {};
  let cancelTyping = () => {};

  const say = (): void => {
    cancelNext();
    if (ticketId === null && !said) return;
    said = ticketId !== null;
    tell({ kind: 'attending', said: { window: windowId, ticketId, doing } });
    if (said) cancelNext = timers.after(BEAT_MS, say);
  };
  const saySoon = (): void => {
    cancelNext();
    cancelNext = timers.after(SETTLE_MS, say);
  };
  const look = (next: TicketId | null): void => {
    if (next === ticketId) return;
    ticketId = next;
    doing = 'looking';
    cancelTyping();
    // Who leaves may have no time to say so later.
    if (next === null) say();
    else saySoon();
  };

  return {
    look,
    typed(kind) {
      if (ticketId === null) return;
      cancelTyping();
      cancelTyping = timers.after(TYPING_MS, () => {
        doing = 'looking';
        saySoon();
      });
      if (doing === kind) return;
      doing = kind;
      saySoon();
    },
    hear(message) {
      if (message.kind === 'which-attention' && ticketId !== null) say();
    },
    end: () => look(null),
  };
}
