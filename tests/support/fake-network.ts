import type { Fetch } from '#renderer/data/remote/exchange.ts';
import { PROXY_FAILURE_HEADER } from '#shared/contract/http/routes.ts';

/** What can be answered instead of the helpdesk's answer. */
export type FaultKind =
  | 'cut'
  | 'server'
  | 'throttled'
  | 'portal'
  | 'truncated'
  | 'unauthorized-portal'
  | 'bad-gateway'
  | 'certificate';

/** A line to the fake helpdesk that misbehaves on request. Streams of events are only cut by `goOffline`. */
export interface FakeNetwork {
  readonly fetch: Fetch;
  /** Paths asked for, with their methods, oldest first. */
  readonly requests: string[];
  /** The next `n` requests (whose path begins so) do not reach the helpdesk; this is what comes back. */
  failNext(n: number, kind: FaultKind, path?: string): void;
  goOffline(): void;
  goOnline(): void;
  /** The next requests reach the helpdesk, but their answers are lost. */
  loseAnswer(n?: number, path?: string): void;
  /** The line is cut behind the next request (to a path that begins so): it arrives, and nothing comes back any more. */
  cutBehind(path?: string): void;
  /** The next answer (to a path that begins so) is kept back. @returns what lets it go */
  deliverLate(path?: string): () => void;
  /** The next answers come with another body than the helpdesk has given. */
  alterNext(n: number, path: string, change: (body: never) => unknown): void;
  /** The next requests reach the helpdesk twice; the second answer is what comes back. */
  duplicate(n?: number, path?: string): void;
}

interface Plan {
  readonly path: string;
  readonly run: (send: () => Promise<Response>) => Promise<Response>;
}

/** Puts a misbehaving line before a `fetch`. */
export function createFakeNetwork(helpdesk: Fetch): FakeNetwork {
  let isOffline = false;
  const plans: Plan[] = [];
  const cuts = new Set<() => void>();
  const requests: string[] = [];
  const cut = () => new TypeError('fetch failed');

  function plan(n: number, path: string, run: Plan['run']): void {
    for (let at = 0; at < n; at++) plans.push({ path, run });
  }

  function goOffline(): void {
    isOffline = true;
    for (const stop of cuts) stop();
    cuts.clear();
  }

  return {
    requests,
    async fetch(path, init) {
      requests.push(`${init?.method ?? 'GET'} ${path}`);
      if (isOffline) throw cut();
      const signal = init?.signal ?? null;
      signal?.throwIfAborted();
      const isStream = path.startsWith('/api/events');
      const at = isStream ? -1 : plans.findIndex((each) => path.startsWith(each.path));
      const [planned] = at < 0 ? [] : plans.splice(at, 1);
      const send = () => helpdesk(path, init);
      let stop = () => {};
      const ended = new Promise<never>((_, reject) => {
        stop = () => reject(cut());
        cuts.add(stop);
        signal?.addEventListener('abort', stop);
      });
      ended.catch(() => undefined);
      try {
        const response = await Promise.race([planned === undefined ? send() : planned.run(send), ended]);
        if (!isStream || response.body === null) return response;
        const source = response.body.getReader();
        const body = new ReadableStream<Uint8Array>({
          async pull(controller) {
            try {
              const { done, value } = await Promise.race([source.read(), ended]);
              if (done) controller.close();
              else controller.enqueue(value);
            } catch (error) {
              source.cancel().catch(() => undefined);
              controller.error(error);
            }
          },
          cancel: () => source.cancel(),
        });
        return new Response(body, response);
      } finally {
        if (!isStream) cuts.delete(stop);
      }
    },
    failNext(n, kind, path = '/') {
      plan(n, path, async (send) => {
        if (kind === 'cut') throw cut();
        return kind === 'truncated' ? truncated(await send()) : faultOf(kind);
      });
    },
    goOffline,
    goOnline() {
      isOffline = false;
    },
    loseAnswer(n = 1, path = '/') {
      plan(n, path, async (send) => {
        await send();
        throw cut();
      });
    },
    cutBehind(path = '/') {
      plan(1, path, async (send) => {
        goOffline();
        await send();
        throw cut();
      });
    },
    deliverLate(path = '/') {
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      plan(1, path, async (send) => {
        const response = await send();
        await released;
        return response;
      });
      return () => release();
    },
    alterNext(n, path, change) {
      plan(n, path, async (send) => {
        const response = await send();
        return Response.json(change((await response.json()) as never), { status: response.status });
      });
    },
    duplicate(n = 1, path = '/') {
      plan(n, path, async (send) => {
        await send();
        return send();
      });
    },
  };
}

async function truncated(response: Response): Promise<Response> {
  const text = await response.text();
  return new Response(text.slice(0, Math.floor(text.length / 2)), response);
}

function faultOf(kind: Exclude<FaultKind, 'cut' | 'truncated'>): Response {
  const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
    Response.json({ code, message: 'A fault that was asked for' }, { status, headers });
  const html = (status: number) =>
    new Response('<!doctype html><title>Sign in to the network</title>', {
      status,
      headers: { 'content-type': 'text/html' },
    });
  switch (kind) {
    case 'server':
      return problem(500, 'internal');
    case 'throttled':
      return problem(429, 'too-many-attempts', { 'retry-after': '2' });
    case 'portal':
      return html(200);
    case 'unauthorized-portal':
      return html(401);
    case 'bad-gateway':
      return html(502);
    case 'certificate':
      return new Response(null, { status: 502, headers: { [PROXY_FAILURE_HEADER]: 'certificate' } });
  }
}
