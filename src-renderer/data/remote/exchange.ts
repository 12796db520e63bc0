import type { z } from 'zod';
import { err, ok, type Result } from '#shared/base/result.ts';
import {
  GUARD_HEADER,
  problemSchema,
  PROXY_FAILURE_HEADER,
  type Problem,
  type ProxyFailure,
} from '#shared/contract/http/routes.ts';
import type { Failure } from '#shared/sync/failure.ts';
import type { Timers } from '../timers.ts';

/** A `fetch` that only ever gets paths of this origin. */
export type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** How long an exchange may take as a whole, in milliseconds: slow lines carry large pages. */
const EXCHANGE_MS = 60_000;
/** What a throttled client waits where the helpdesk does not say, in milliseconds. */
const THROTTLED_MS = 5_000;

/** A failure with the code of the helpdesk's problem, where it gave one. */
export interface ExchangeError {
  readonly failure: Failure;
  readonly code: Problem['code'] | null;
}

export interface Exchange {
  readonly fetch: Fetch;
  readonly timers: Timers;
  /** Ends everything under way. */
  readonly signal: AbortSignal;
  /** Told how each exchange went, never what was in it. */
  readonly watch?: (note: ExchangeNote) => void;
}

/** How an exchange went. Sizes in bytes, spans in milliseconds. */
export interface ExchangeNote {
  readonly path: string;
  readonly method: string;
  readonly tookMs: number;
  readonly sent: number;
  /** Null where the answer does not say how long it is. */
  readonly received: number | null;
  /** When the helpdesk says it answered (`Date`, RFC 9110 §6.6.1). */
  readonly date: string | null;
  /** `ended`: a stream that had been open. */
  readonly result: 'ok' | 'ended' | Failure['kind'];
}

/** What the head of an answer says about it. */
interface Head {
  received: number | null;
  date: string | null;
}

/**
 * One request and its whole answer within the time allowed.
 * @param read takes the body of a good answer; what it throws counts as cut in the middle
 */
export async function exchange<T>(
  given: Exchange,
  path: string,
  init: RequestInit,
  read: (response: Response) => Promise<Result<T, Failure>>,
): Promise<Result<T, ExchangeError>> {
  const { timers, watch } = given;
  const begunAt = timers.now();
  const head: Head = { received: null, date: null };
  const outcome = await exchangeOnce(given, path, init, read, head);
  watch?.({
    path,
    method: init.method ?? 'GET',
    tookMs: Math.round(timers.now() - begunAt),
    sent: bytesOf(init.body),
    ...head,
    result: outcome.ok ? 'ok' : outcome.error.failure.kind,
  });
  return outcome;
}

function bytesOf(body: RequestInit['body']): number {
  if (typeof body === 'string') return new TextEncoder().encode(body).byteLength;
  return body instanceof Uint8Array ? body.byteLength : 0;
}

async function exchangeOnce<T>(
  { fetch, timers, signal }: Exchange,
  path: string,
  init: RequestInit,
  read: (response: Response) => Promise<Result<T, Failure>>,
  head: Head,
): Promise<Result<T, ExchangeError>> {
  const timeOut = new AbortController();
  const cancel = timers.after(EXCHANGE_MS, () => timeOut.abort());
  try {
    const response = await fetch(path, {
      ...init,
      headers: { [GUARD_HEADER]: '1', ...(init.headers as Record<string, string> | undefined) },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.any([signal, timeOut.signal]),
    });
    const length = response.headers.get('content-length');
    if (length !== null) head.received = Number(length);
    head.date = response.headers.get('date');
    const failure = await failureOf(response);
    if (failure !== null) return err(failure);
    const value = await read(response);
    return value.ok ? value : err({ failure: value.error, code: null });
  } catch {
    // `fetch` tells a lost connection, a time-out and a cut body by throwing, and nothing else about them.
    return err({ failure: { kind: 'unreachable' }, code: null });
  } finally {
    cancel();
  }
}

/** Reads an answer as JSON of a schema; anything else (a captive portal, another server) is not the helpdesk's. */
export function asJson<S extends z.ZodType>(
  schema: S,
): (response: Response) => Promise<Result<z.output<S>, Failure>> {
  return async (response) => {
    if (!isJson(response)) return err({ kind: 'not-a-helpdesk' });
    const text = await response.text();
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return err({ kind: 'unreachable' }); // It says JSON and stops in the middle of it.
    }
    const parsed = schema.safeParse(body);
    return parsed.success ? ok(parsed.data) : err({ kind: 'not-a-helpdesk' });
  };
}

/** The failure an answer stands for, or null for a good one. */
export async function failureOf(response: Response): Promise<ExchangeError | null> {
  const proxy = response.headers.get(PROXY_FAILURE_HEADER);
  if (proxy !== null) return { failure: proxyFailureOf(proxy as ProxyFailure), code: null };
  if (response.ok) return null;

  const problem = isJson(response) ? problemSchema.safeParse(await response.json().catch(() => null)) : null;
  const code = problem?.success === true ? problem.data.code : null;
  const { status } = response;
  if (status === 429) return { failure: { kind: 'throttled', retryAfterMs: retryAfterMs(response) }, code };
  // Said by something before the helpdesk, or by one that is not ready: nothing of what was sent is to blame.
  if (status === 502 || status === 503 || status === 504) {
    return response.headers.has('retry-after')
      ? { failure: { kind: 'throttled', retryAfterMs: retryAfterMs(response) }, code }
      : { failure: { kind: 'unreachable' }, code };
  }
  if (status >= 500) return { failure: { kind: 'server' }, code };
  if (code === null) return { failure: { kind: 'not-a-helpdesk' }, code };
  if (status === 401) return { failure: { kind: 'signed-out' }, code };
  return { failure: { kind: 'rejected', status }, code };
}

function proxyFailureOf(value: ProxyFailure): Failure {
  switch (value) {
    case 'certificate':
    case 'wrong-version':
      return { kind: value };
    case 'no-helpdesk':
    case 'other-helpdesk':
      return { kind: 'not-a-helpdesk' };
    default:
      // Of this version's desktop, or of another one's.
      return { kind: 'unreachable' };
  }
}

function isJson(response: Response): boolean {
  return /^application\/(problem\+)?json\b/i.test(response.headers.get('content-type') ?? '');
}

/** `Retry-After` (RFC 9110 §10.2.3): seconds, or a date, which is measured against the answer's own date (I12). */
function retryAfterMs(response: Response): number {
  const value = response.headers.get('retry-after');
  if (value === null) return THROTTLED_MS;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1_000;
  const wait = Date.parse(value) - Date.parse(response.headers.get('date') ?? '');
  return Number.isFinite(wait) && wait > 0 ? wait : THROTTLED_MS;
}
