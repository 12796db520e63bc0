import { ok } from '#shared/base/result.ts';
import { exchange, type Exchange, type Fetch } from './exchange.ts';

/** What a window has been answered for its worker, as it came. The body goes over without being copied. */
export interface EarlyAnswer {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: ArrayBuffer;
}

/** Asks for a worker that is still being loaded. Null when there is no good answer: the worker asks again and tells why. */
export async function askEarly(given: Exchange, path: string): Promise<EarlyAnswer | null> {
  const answered = await exchange(given, path, {}, async (response) =>
    ok({ headers: [...response.headers], body: await response.arrayBuffer() }),
  );
  return answered.ok ? answered.value : null;
}

/** A `fetch` whose first request for a path is answered by what the window has asked for already. */
export function withEarly(fetch: Fetch, path: string, early: Promise<EarlyAnswer | null>): Fetch {
  let isTaken = false;
  return async (asked, init) => {
    if (isTaken || asked !== path) return fetch(asked, init);
    isTaken = true;
    const answer = await orAborted(early, init?.signal);
    if (answer === null) return fetch(asked, init);
    return new Response(answer.body, { headers: answer.headers.map(([name, value]) => [name, value]) });
  };
}

/** @throws the reason, as `fetch` does, when the signal comes first */
function orAborted<T>(value: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (signal === null || signal === undefined) return value;
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    void value.then(resolve, reject);
  });
}
