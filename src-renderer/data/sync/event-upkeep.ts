import { backOffMs } from '#shared/sync/back-off.ts';
import type { News } from '#shared/contract/http/routes.ts';
import type { PresenceNews } from '#shared/domain/presence/presence.ts';
import type { Failure } from '#shared/sync/failure.ts';
import type { Input } from '#shared/sync/step.ts';
import type { Remote } from '../remote/remote.ts';
import type { Timers } from '../timers.ts';
import type { PresenceLine } from './presence-line.ts';

/** Keeps the stream of events open. What its loss means for the connection, a pull finds out. */
export interface EventUpkeep {
  /** Opens the stream where it is wanted and not there; ends it where it is not allowed any more. */
  keep(isWanted: boolean, isAllowed: boolean): void;
  /** Drops a stream that may be dead and lets the next one open at once. */
  renew(): void;
  end(): void;
}

interface Surroundings {
  readonly remote: Pick<Remote, 'readEvents'>;
  readonly timers: Timers;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly feed: (input: Input) => void;
  /** Is given the page that came with an event, before the event is fed. */
  readonly took: (news: News) => void;
  readonly presence: Pick<PresenceLine, 'opened' | 'told' | 'heard' | 'lost'>;
  /** The person's own records may have changed. */
  readonly ownChanged: () => void;
}

/** Of an instance that ends, all clients come to the others within this time, in milliseconds. */
const SENT_AWAY_MS = 500;

export function createEventUpkeep(around: Surroundings): EventUpkeep {
  const { remote, timers, random, signal, feed, took, presence, ownChanged } = around;
  let stream: AbortController | null = null;
  /** Attempts in a row that did not open. */
  let failures = 0;
  /** Ends the wait for the next attempt; null while there is none. Not a time: a timer may fire a little before it. */
  let cancelWait: (() => void) | null = null;

  function open(): void {
    const own = new AbortController();
    stream = own;
    let wasOpen = false;
    let wasSilent = false;
    let isSentAway = false;
    const ended = (failure: Failure) => {
      if (stream === own) {
        stream = null;
        presence.lost();
      }
      if (signal.aborted || own.signal.aborted) return;
      if (failure.kind === 'signed-out') return feed({ kind: 'lost', failure });
      failures = wasOpen ? 0 : failures + 1;
      const wait = isSentAway ? random() * SENT_AWAY_MS : backOffMs(failures, random());
      cancelWait = timers.after(wait, () => {
        cancelWait = null;
        feed({ kind: 'woke' });
      });
      feed(wasSilent ? { kind: 'lost', failure } : { kind: 'announced' });
    };
    const handlers = {
      opened: () => {
        wasOpen = true;
        failures = 0;
        if (stream === own) presence.opened();
        // What came before the stream was open has not been told.
        feed({ kind: 'announced' });
        ownChanged();
      },
      ownChanged,
      changed: (news: News | null) => {
        if (news !== null) took(news);
        feed({ kind: 'announced' });
      },
      present: (told: PresenceNews) => {
        if (stream === own) presence.told(told);
      },
      heard: () => {
        if (stream === own) presence.heard();
      },
      leaving: () => {
        isSentAway = true;
      },
      silent: () => {
        wasSilent = true;
      },
      signal: own.signal,
    };
    void remote.readEvents(handlers).then(ended);
  }

  function endWait(): void {
    cancelWait?.();
    cancelWait = null;
  }

  return {
    keep(isWanted, isAllowed) {
      if (!isAllowed) stream?.abort();
      else if (isWanted && stream === null && cancelWait === null) open();
    },
    renew() {
      stream?.abort();
      stream = null;
      presence.lost();
      endWait();
    },
    end() {
      stream?.abort();
      presence.lost();
      endWait();
    },
  };
}
