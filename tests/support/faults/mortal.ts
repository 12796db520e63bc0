import type { Fetch } from '#renderer/data/remote/exchange.ts';
import { openChannel, type Channel } from '#renderer/data/sync/channel.ts';
import { SILENCE_MS } from '#renderer/data/remote/event-stream.ts';
import { systemTimers, type Timers } from '#renderer/data/timers.ts';
import type { Journal } from '#renderer/platform/platform.ts';
import { locksOf } from '../ring.ts';

/** The surroundings of one run of a program, all of which end at once when it is killed. */
export interface Mortal {
  readonly fetch: Fetch;
  readonly timers: Timers;
  readonly journal: Journal;
  readonly locks: LockManager;
  openChannel(profileKey: string): Channel;
  /** From now on nothing that the program does has an effect, and nothing that it waits for comes. */
  kill(): void;
}

let runs = 0;

/**
 * Lends a program what it works with.
 * @param quicker so many times as fast passes the time in which it waits for things, silence of the stream excepted:
 *   heartbeats come by the helpdesk's clock
 */
export function lendMortal(own: {
  readonly fetch: Fetch;
  readonly journal: Journal;
  readonly quicker: number;
}): Mortal {
  const name = `run-${++runs}`;
  let isDead = false;
  const waiting = new Set<() => void>();
  const channels = new Set<Channel>();
  /** What is asked of the world by the living is answered to the living. */
  const alive = <T>(ask: () => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (isDead) return;
      ask().then(
        (value) => {
          if (!isDead) resolve(value);
        },
        (error: unknown) => {
          if (!isDead) reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  const { journal } = own;
  return {
    fetch: (path, init) => alive(() => own.fetch(path, init)),
    timers: {
      now: () => performance.now() * own.quicker,
      after(ms, run) {
        if (isDead) return () => undefined;
        const cancelSystem = systemTimers.after(ms === SILENCE_MS ? ms : ms / own.quicker, () => {
          waiting.delete(cancel);
          run();
        });
        const cancel = () => {
          waiting.delete(cancel);
          cancelSystem();
        };
        waiting.add(cancel);
        return cancel;
      },
    },
    journal: {
      append: (records) => alive(() => journal.append(records)),
      read: () => alive(() => journal.read()),
      keepFile: (sha256, bytes) => alive(() => journal.keepFile(sha256, bytes)),
      readFile: (sha256) => alive(() => journal.readFile(sha256)),
      forgetFile: (sha256) => alive(() => journal.forgetFile(sha256)),
      listFiles: () => alive(() => journal.listFiles()),
      wipe: () => alive(() => journal.wipe()),
    },
    // The system frees the locks of a dead program, and so its name is not used again.
    locks: locksOf(name),
    openChannel(profileKey) {
      const channel = openChannel(`${name} ${profileKey}`);
      channels.add(channel);
      return {
        post: (message) => {
          if (!isDead) channel.post(message);
        },
        listen: (listener) =>
          channel.listen((message) => {
            if (!isDead) listener(message);
          }),
        close: () => channel.close(),
      };
    },
    kill() {
      isDead = true;
      for (const cancel of waiting) cancel();
      for (const channel of channels) channel.close();
    },
  };
}
