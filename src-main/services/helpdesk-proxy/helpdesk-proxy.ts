import { PATHS, type Problem } from '#shared/contract/http/routes.ts';
import type { Logger } from '#shared/base/ports.ts';
import { failureAnswer, networkFailure } from './network-failure.ts';
import { findToken, isContractRequest, makeAnswerHeaders, makeRequestHeaders } from './proxy-rules.ts';

/** Where requests go. `key` names the helpdesk among the kept tokens: a token is only ever sent where it came from. */
export type ProxyTarget =
  | { readonly kind: 'none' }
  | { readonly kind: 'down' }
  | { readonly kind: 'up'; readonly key: string; readonly origin: string };

export interface ProxyPorts {
  /** The system's network, without cookies of its own and without following redirects. */
  fetch(url: string, init: RequestInit & { duplex?: 'half' }): Promise<Response>;
  target(): ProxyTarget;
  findToken(key: string): string | null;
  keepToken(key: string, token: string): Promise<void>;
  forgetToken(key: string): Promise<void>;
  readonly log: Logger;
  /** Milliseconds without a byte sent and without an answer after which the helpdesk counts as unreachable. */
  readonly silenceMs: number;
}

export interface HelpdeskProxy {
  /** Answers a request of the page to `/api/…`. Never throws. */
  handle(request: Request): Promise<Response>;
  /** Ends everything under way: another helpdesk has been chosen. */
  abortAll(): void;
}

const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** Forwards the page's requests to the chosen helpdesk with the token added, and takes tokens out of the answers. */
export function makeHelpdeskProxy(ports: ProxyPorts): HelpdeskProxy {
  const running = new Set<AbortController>();

  async function forward(request: Request, target: ProxyTarget & { kind: 'up' }): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const isSession = pathname === PATHS.session;
    const abort = new AbortController();
    running.add(abort);
    const done = (): void => void running.delete(abort);
    const onPageAbort = (): void => abort.abort();
    request.signal.addEventListener('abort', onPageAbort, { once: true });
    const silence = startTimer(ports.silenceMs, () => abort.abort());
    try {
      const answer = await ports.fetch(new URL(pathname + search, target.origin).href, {
        method: request.method,
        headers: makeRequestHeaders(request.headers, ports.findToken(target.key)),
        signal: abort.signal,
        credentials: 'omit',
        redirect: 'manual',
        cache: 'no-store',
        ...(request.body === null ? {} : { body: watched(request.body, silence.restart), duplex: 'half' }),
      });
      if (isSession && request.method === 'POST') {
        const token = findToken(answer.headers.get('set-cookie'));
        if (answer.ok && token !== null) await ports.keepToken(target.key, token);
      }
      const body =
        WITHOUT_BODY.has(answer.status) || answer.body === null ? null : endedWith(answer.body, abort, done);
      if (body === null) done();
      return new Response(body, {
        status: answer.status,
        headers: makeAnswerHeaders(answer.headers, pathname),
      });
    } catch (error) {
      done();
      abort.abort();
      const failure = networkFailure(error);
      if (failure === 'certificate') ports.log.warn('proxy: certificate refused');
      return failureAnswer(failure);
    } finally {
      silence.stop();
      if (isSession && request.method === 'DELETE') await ports.forgetToken(target.key);
    }
  }

  return {
    async handle(request) {
      if (!isContractRequest(request.method, new URL(request.url).pathname)) return notFound();
      const target = ports.target();
      if (target.kind === 'none') return failureAnswer('no-helpdesk');
      if (target.kind === 'down') return failureAnswer('unreachable');
      return await forward(request, target);
    },
    abortAll() {
      for (const abort of running) abort.abort();
      running.clear();
    },
  };
}

function notFound(): Response {
  const problem: Problem = { code: 'not-found', message: 'The contract has no such request.' };
  return Response.json(problem, { status: 404 });
}

function startTimer(spanMs: number, onEnd: () => void): { restart(): void; stop(): void } {
  let timer = setTimeout(onEnd, spanMs);
  return {
    restart() {
      clearTimeout(timer);
      timer = setTimeout(onEnd, spanMs);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Tells of every part of an upload that the network takes. */
function watched(body: ReadableStream<Uint8Array>, onPart: () => void): ReadableStream<Uint8Array> {
  return body.pipeThrough(
    new TransformStream({
      transform(part, stream) {
        onPart();
        stream.enqueue(part);
      },
    }),
  );
}

/**
 * The answer's body; when the page stops reading, the request to the helpdesk is aborted: cancelling the stream alone
 * leaves the connection open.
 */
function endedWith(
  body: ReadableStream<Uint8Array>,
  abort: AbortController,
  done: () => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(stream) {
      try {
        const part = await reader.read();
        if (!part.done) return stream.enqueue(part.value);
        done();
        stream.close();
      } catch (error) {
        done();
        stream.error(error);
      }
    },
    async cancel() {
      done();
      abort.abort();
      await reader.cancel().catch(() => undefined);
    },
  });
}
