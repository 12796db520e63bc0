import type { HelpdeskId } from '#shared/base/brand.ts';
import { PATHS, type Problem, type ProxyFailure } from '#shared/contract/http/routes.ts';
import { createInstances, type Instances } from './instances.ts';
import { failureAnswer, isAwayStatus, networkFailure, wasNeverSent } from './network-failure.ts';
import type { ProxyPorts, ProxyTarget } from './proxy-ports.ts';
import {
  findToken,
  isContractRequest,
  isRepeatable,
  isUpload,
  makeAnswerHeaders,
  makeRequestHeaders,
} from './proxy-rules.ts';

export interface HelpdeskProxy {
  /** Answers a request of the page to `/api/…`. Never throws. */
  handle(request: Request): Promise<Response>;
  /** Ends everything under way: another helpdesk has been chosen. */
  abortAll(): void;
}

const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Forwards the page's requests to the chosen helpdesk with the token added, and takes tokens out of the answers. A
 * helpdesk may have several addresses: what can be repeated without harm (reading, and commands, which the helpdesk decides
 * once however often they come) is sent to the next one when the first does not answer; anything else fails, and the
 * next request goes elsewhere. A token is only ever sent to an address at which its own helpdesk answers.
 */
export function makeHelpdeskProxy(ports: ProxyPorts): HelpdeskProxy {
  const running = new Set<AbortController>();
  let instances: { readonly of: string; readonly all: Instances } | null = null;
  let learnt: HelpdeskId | null = null;

  function instancesOf(target: ProxyTarget & { kind: 'team' }): Instances {
    const of = target.origins.join(' ');
    if (instances?.of !== of) {
      learnt = null;
      const knownId = (): HelpdeskId | null => {
        const now = ports.target();
        return (now.kind === 'team' ? now.id : null) ?? learnt;
      };
      const learnId = (id: HelpdeskId): void => {
        learnt = id;
        ports.learnId(id);
      };
      instances = { of, all: createInstances(target.origins, knownId, { ...ports, learnId }) };
    }
    return instances.all;
  }

  async function forward(
    request: Request,
    target: ProxyTarget & { kind: 'here' | 'team' },
  ): Promise<Response> {
    const { pathname } = new URL(request.url);
    const isUploading = isUpload(request.method, pathname);
    // Kept, so that it can be sent once more; the bytes of a file pass as they come.
    const body = request.body === null ? null : isUploading ? request.body : await request.arrayBuffer();
    const canRepeat = isRepeatable(request.method, pathname);
    const all = target.kind === 'team' ? instancesOf(target) : null;
    const origins = target.kind === 'team' ? (all?.inOrder() ?? []) : [target.origin];
    let failure: ProxyFailure = 'unreachable';
    for (const [index, origin] of origins.entries()) {
      const isLast = index === origins.length - 1;
      const identity = all === null ? null : await all.identify(origin);
      if (request.signal.aborted) break;
      if (identity?.ok === false) {
        if (identity.error !== 'unreachable') failure = identity.error;
        if (identity.error !== 'unreachable')
          ports.log.warn('proxy: an address was not used', { reason: identity.error });
        all?.failed(origin);
        continue;
      }
      const key = target.kind === 'here' ? target.key : (identity?.value ?? '');
      const sent = await send({ request, body, origin, key, isLast: isLast || !canRepeat, all });
      if (sent.kind === 'given-up') break;
      if (sent.kind === 'answer') {
        if (!isAwayStatus(sent.answer.status)) return sent.answer;
        // The instance is about to end, or a proxy in front of it has lost it.
        all?.failed(origin);
        if (isLast || !canRepeat) return sent.answer;
        await sent.answer.body?.cancel();
        continue;
      }
      all?.failed(origin);
      failure = sent.failure;
      if (!canRepeat && (isUploading || !sent.isUnsent)) break;
    }
    return failureAnswer(failure);
  }

  interface Sending {
    readonly request: Request;
    readonly body: ArrayBuffer | ReadableStream<Uint8Array> | null;
    readonly origin: string;
    readonly key: string;
    /** Nobody else will be asked. */
    readonly isLast: boolean;
    readonly all: Instances | null;
  }
  type Sent =
    | { readonly kind: 'answer'; readonly answer: Response }
    | { readonly kind: 'failure'; readonly failure: ProxyFailure; readonly isUnsent: boolean }
    /** By the page, or because another helpdesk has been chosen. */
    | { readonly kind: 'given-up' };

  async function send({ request, body, origin, key, isLast, all }: Sending): Promise<Sent> {
    const { pathname, search } = new URL(request.url);
    const abort = new AbortController();
    running.add(abort);
    const done = (): void => void running.delete(abort);
    let isGivenUp = false;
    const onPageAbort = (): void => {
      isGivenUp = true;
      abort.abort();
    };
    request.signal.addEventListener('abort', onPageAbort, { once: true });
    const silence = startTimer(isLast ? ports.silenceMs : ports.switchMs, () => abort.abort());
    try {
      const answer = await ports.fetch(new URL(pathname + search, origin).href, {
        method: request.method,
        headers: makeRequestHeaders(request.headers, ports.findToken(key)),
        signal: abort.signal,
        credentials: 'omit',
        redirect: 'manual',
        cache: 'no-store',
        ...bodyOf(body, silence.restart),
      });
      if (pathname === PATHS.session && request.method === 'POST') {
        const token = findToken(answer.headers.get('set-cookie'));
        if (answer.ok && token !== null) await ports.keepToken(key, token);
      }
      const given =
        WITHOUT_BODY.has(answer.status) || answer.body === null
          ? null
          : endedWith(answer.body, abort, {
              done,
              cut: () => all?.failed(origin),
              // A stream of events that the helpdesk ends: it is about to end itself.
              ended: () => pathname === PATHS.events && all?.doubted(origin),
            });
      if (given === null) done();
      const headers = makeAnswerHeaders(answer.headers, pathname);
      return { kind: 'answer', answer: new Response(given, { status: answer.status, headers }) };
    } catch (error) {
      const isAbortedFromHere = isGivenUp || !running.has(abort);
      done();
      abort.abort();
      if (isAbortedFromHere) return { kind: 'given-up' };
      const failure = networkFailure(error);
      if (failure === 'certificate') ports.log.warn('proxy: certificate refused');
      return { kind: 'failure', failure, isUnsent: wasNeverSent(error) };
    } finally {
      silence.stop();
    }
  }

  return {
    async handle(request) {
      const { pathname } = new URL(request.url);
      if (!isContractRequest(request.method, pathname)) return notFound();
      const target = ports.target();
      if (target.kind === 'none') return failureAnswer('no-helpdesk');
      if (target.kind === 'down') return failureAnswer('unreachable');
      try {
        return await forward(request, target);
      } catch (error) {
        // The page has gone while its request was read.
        ports.log.warn('proxy: a request could not be read', {
          reason: error instanceof Error ? error.name : '',
        });
        return failureAnswer('unreachable');
      } finally {
        const key = target.kind === 'here' ? target.key : (target.id ?? learnt);
        if (pathname === PATHS.session && request.method === 'DELETE' && key !== null)
          await ports.forgetToken(key);
      }
    },
    abortAll() {
      const all = [...running];
      running.clear();
      for (const abort of all) abort.abort();
    },
  };
}

function bodyOf(
  body: ArrayBuffer | ReadableStream<Uint8Array> | null,
  onPart: () => void,
): { body?: ArrayBuffer | ReadableStream<Uint8Array>; duplex?: 'half' } {
  if (body === null) return {};
  return body instanceof ArrayBuffer ? { body } : { body: watched(body, onPart), duplex: 'half' };
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
  tell: { done(): void; cut(): void; ended(): void },
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(stream) {
      try {
        const part = await reader.read();
        if (!part.done) return stream.enqueue(part.value);
        tell.done();
        tell.ended();
        stream.close();
      } catch (error) {
        tell.done();
        if (!abort.signal.aborted) tell.cut();
        stream.error(error);
      }
    },
    async cancel() {
      tell.done();
      abort.abort();
      await reader.cancel().catch(() => undefined);
    },
  });
}
