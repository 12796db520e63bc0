import { z } from 'zod';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { ProbeError } from '#shared/contract/ipc/calls.ts';
import { helloSchema, PATHS, PROTOCOL_VERSION, type Hello } from '#shared/contract/http/routes.ts';
import { isAwayStatus, networkFailure } from './network-failure.ts';
import type { ProxyPorts } from './proxy-ports.ts';

const PROBE_MS = 10_000;
/** A greeting is short; a page of a captive portal need not be read to its end. */
const MAX_GREETING_BYTES = 256 * 1024;

/** Of every version of the protocol, so that a newer helpdesk is told apart from no helpdesk. */
const anyHelloSchema = z.object({ product: helloSchema.shape.product, protocol: helloSchema.shape.protocol });

/** The address that all requests to a helpdesk start with, or null when it is none: http(s) only, path ignored. */
export function helpdeskOrigin(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.origin : null;
}

/**
 * Asks an address whether it is a helpdesk that this program can work with.
 * @param patienceMs how long it may take to answer
 */
export async function probeHelpdesk(
  fetch: ProxyPorts['fetch'],
  address: string,
  patienceMs = PROBE_MS,
): Promise<Result<Hello, ProbeError>> {
  const origin = helpdeskOrigin(address);
  if (origin === null) return err('not-a-helpdesk');
  let answer: Response;
  try {
    answer = await fetch(new URL(PATHS.hello, origin).href, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(patienceMs),
      credentials: 'omit',
      redirect: 'manual',
      cache: 'no-store',
    });
  } catch (error) {
    return err(wasRedirected(error) ? 'not-a-helpdesk' : networkFailure(error));
  }
  if (isAwayStatus(answer.status)) {
    await answer.body?.cancel();
    return err('unreachable');
  }
  const greeting = answer.ok ? await readJson(answer) : null;
  const any = anyHelloSchema.safeParse(greeting);
  if (!any.success) return err('not-a-helpdesk');
  if (any.data.protocol !== PROTOCOL_VERSION) return err('wrong-version');
  const hello = helloSchema.safeParse(greeting);
  return hello.success ? ok(hello.data) : err('not-a-helpdesk');
}

function wasRedirected(error: unknown): boolean {
  return error instanceof Error && /redirect/i.test(error.message);
}

async function readJson(answer: Response): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of answer.body ?? []) {
      size += part.byteLength;
      if (size > MAX_GREETING_BYTES) return null;
      parts.push(part);
    }
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return null;
  }
}
