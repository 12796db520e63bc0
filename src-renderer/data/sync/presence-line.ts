import type { PresenceSaid } from '#shared/contract/http/routes.ts';
import {
  applyPresence,
  NOBODY,
  wholePresence,
  type Presence,
  type PresenceNews,
} from '#shared/domain/presence/presence.ts';
import type { Remote } from '../remote/remote.ts';
import type { Timers } from '../timers.ts';
import type { Message } from './channel.ts';

/** Silence of the stream after which nobody is believed to be anywhere, in milliseconds; signs of life come every 15 s. */
export const DOUBT_MS = 20_000;

/**
 * Presence on its way in both directions, only while the stream of events is open: nothing is kept, asked for again or
 * sent later, and nothing else depends on it.
 */
export interface PresenceLine {
  /** The stream is open. */
  opened(): void;
  told(news: PresenceNews): void;
  /** The stream lives. */
  heard(): void;
  /** The stream has ended. */
  lost(): void;
  /** A window has said where it is. */
  attending(said: PresenceSaid): void;
  /** Tells the windows all that is known. */
  tellAll(): void;
}

export function createPresenceLine(around: {
  readonly remote: Pick<Remote, 'sayPresence'>;
  readonly timers: Timers;
  readonly post: (message: Message) => void;
}): PresenceLine {
  const { remote, timers, post } = around;
  let known: Presence = NOBODY;
  let isOpen = false;
  /** The helpdesk tells who is where, so it wants to be told too: one of 0.1 does neither. */
  let isSpoken = false;
  let isInDoubt = false;
  let cancelDoubt = () => {};
  /** Windows of which something is on its way, with what is to be said next. */
  const sending = new Map<string, PresenceSaid | null>();

  const tell = (news: PresenceNews): void => post({ kind: 'presence', news });
  const tellAll = (): void => tell(wholePresence(isInDoubt ? NOBODY : known));

  async function send(said: PresenceSaid): Promise<void> {
    const { window } = said;
    for (let next: PresenceSaid | null = said; next !== null && isSpoken;) {
      sending.set(window, null);
      await remote.sayPresence(next);
      next = sending.get(window) ?? null;
    }
    sending.delete(window);
  }

  function heard(): void {
    if (!isOpen) return;
    cancelDoubt();
    cancelDoubt = timers.after(DOUBT_MS, () => {
      isInDoubt = true;
      tellAll();
    });
    if (!isInDoubt) return;
    isInDoubt = false;
    tellAll();
  }

  return {
    opened() {
      isOpen = true;
      heard();
    },
    told(news) {
      if (!isSpoken) post({ kind: 'which-attention' });
      isSpoken = true;
      known = applyPresence(known, news);
      if (!isInDoubt) tell(news);
    },
    heard,
    lost() {
      isOpen = false;
      isSpoken = false;
      isInDoubt = false;
      cancelDoubt();
      if (known.size > 0) {
        known = NOBODY;
        tellAll();
      }
    },
    attending(said) {
      if (!isSpoken) return;
      if (sending.has(said.window)) sending.set(said.window, said);
      else void send(said);
    },
    tellAll,
  };
}
