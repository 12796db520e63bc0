import type { Failure } from '#shared/sync/failure.ts';
import type { ModelClient, Reply } from './oracle-client.ts';
import type { SeededRandom } from './oracle-random.ts';

/** How long a client waits for an answer, in milliseconds. */
const TIME_OUT_MS = 10_000;

/** Things to come, in the order of their time; equal times in the order they were planned. */
export interface Timeline {
  now(): number;
  at(time: number, happen: () => void): { cancel(): void };
  /** Lets the next thing happen; false when nothing is left before the given time. */
  advance(until: number): boolean;
}

export function createTimeline(): Timeline {
  let now = 0;
  let count = 0;
  let plans: { time: number; order: number; happen: () => void }[] = [];
  return {
    now: () => now,
    at(time, happen) {
      const plan = { time: Math.max(time, now), order: count, happen };
      count += 1;
      plans.push(plan);
      return {
        cancel() {
          plans = plans.filter((each) => each !== plan);
        },
      };
    },
    advance(until) {
      let next: (typeof plans)[number] | undefined;
      for (const plan of plans)
        if (
          next === undefined ||
          plan.time < next.time ||
          (plan.time === next.time && plan.order < next.order)
        )
          next = plan;
      if (next === undefined || next.time > until) {
        if (Number.isFinite(until)) now = Math.max(now, until);
        return false;
      }
      plans = plans.filter((each) => each !== next);
      now = next.time;
      next.happen();
      return true;
    },
  };
}

const FATES = [
  'well',
  'request-lost',
  'answer-lost',
  'request-late',
  'answer-late',
  'twice',
  'throttled',
  'fails-before',
  'fails-after',
  'portal',
  'rejected',
] as const;
type Fate = (typeof FATES)[number];

/** Between the clients and the helpdesk: loses, doubles, delays and reorders, until it is told to stop. */
export interface Network {
  stormy: boolean;
  /** Clients whose connection is cut. */
  readonly cut: Set<ModelClient>;
  /** Clients whose session is over. */
  readonly expired: Set<ModelClient>;
  /**
   * One exchange. `handle` is the helpdesk's part, null when it fails inside; it may run never, once or twice, in time
   * or long after. `done` is called once, and perhaps again, late; never for a life of the client that has ended.
   */
  exchange<T>(
    client: ModelClient,
    handle: () => T | null,
    done: (reply: Reply<T>, late: boolean) => void,
  ): void;
}

export function createNetwork(timeline: Timeline, random: SeededRandom): Network {
  const cut = new Set<ModelClient>();
  const expired = new Set<ModelClient>();
  const network: Network = { stormy: true, cut, expired, exchange };

  function fate(): Fate {
    return network.stormy && random.chance(0.5) ? random.pick(FATES) : 'well';
  }

  function exchange<T>(
    client: ModelClient,
    handle: () => T | null,
    done: (reply: Reply<T>, late: boolean) => void,
  ): void {
    const { life } = client;
    const start = timeline.now();
    const there = start + random.between(1, 400);
    const back = there + random.between(1, 400);
    let over = false;

    const deliver = (reply: Reply<T>) => {
      if (client.life !== life) return;
      if (!over) {
        over = true;
        done(reply, false);
      } else done(reply, true);
    };
    const fail = (failure: Failure) => () => deliver({ ok: false, failure });
    const serve = (answers: (reply: Reply<T>) => void) => () => {
      if (cut.has(client)) return;
      if (expired.has(client)) return answers({ ok: false, failure: { kind: 'signed-out' } });
      const value = handle();
      answers(value === null ? { ok: false, failure: { kind: 'server' } } : { ok: true, value });
    };
    const answerAt = (time: number) => (reply: Reply<T>) => {
      timeline.at(time, () => {
        if (!cut.has(client)) deliver(reply);
      });
    };
    const timesOut = () =>
      timeline.at(start + TIME_OUT_MS, () => {
        if (!over) deliver({ ok: false, failure: { kind: 'unreachable' } });
      });
    const nowhere = () => undefined;

    if (cut.has(client)) {
      timeline.at(start + random.between(0, 50), fail({ kind: 'unreachable' }));
      return;
    }
    switch (fate()) {
      case 'well':
        timeline.at(there, serve(answerAt(back)));
        break;
      case 'request-lost':
        break;
      case 'answer-lost':
        timeline.at(there, serve(nowhere));
        break;
      case 'request-late': {
        const arrives = start + TIME_OUT_MS + random.between(1, 20_000);
        timeline.at(arrives, serve(answerAt(arrives + 100)));
        break;
      }
      case 'answer-late':
        timeline.at(there, serve(answerAt(start + TIME_OUT_MS + random.between(1, 20_000))));
        break;
      case 'twice': {
        const again = there + random.between(0, 3_000);
        timeline.at(there, serve(answerAt(back)));
        timeline.at(again, serve(answerAt(again + random.between(1, 20_000))));
        break;
      }
      case 'throttled':
        timeline.at(
          back,
          fail({ kind: 'throttled', retryAfterMs: random.pick([0, 500, 5_000, 86_400_000]) }),
        );
        break;
      case 'fails-before':
        timeline.at(back, fail({ kind: 'server' }));
        break;
      case 'fails-after':
        timeline.at(there, serve(nowhere));
        timeline.at(back, fail({ kind: 'server' }));
        break;
      case 'portal':
        timeline.at(back, fail({ kind: 'not-a-helpdesk' }));
        break;
      case 'rejected':
        timeline.at(back, fail({ kind: 'rejected', status: 413 }));
        break;
    }
    timesOut();
  }

  return network;
}
