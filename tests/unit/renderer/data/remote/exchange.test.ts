import { describe, expect, it } from 'vitest';
import { failureOf } from '#renderer/data/remote/exchange.ts';

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json({ code, message: '' }, { status, headers });

describe('what an answer stands for', () => {
  it.each([
    [new Response('ok'), null],
    [problem(401, 'signed-out'), { kind: 'signed-out' }],
    [new Response('<html>', { status: 401 }), { kind: 'not-a-helpdesk' }],
    [new Response('<html>', { status: 404 }), { kind: 'not-a-helpdesk' }],
    [problem(403, 'not-allowed'), { kind: 'rejected', status: 403 }],
    [problem(500, 'internal'), { kind: 'server' }],
    [new Response('', { status: 503 }), { kind: 'unreachable' }],
    [
      new Response('', { status: 503, headers: { 'retry-after': '7' } }),
      { kind: 'throttled', retryAfterMs: 7_000 },
    ],
    [problem(429, 'too-many-attempts', { 'retry-after': '3' }), { kind: 'throttled', retryAfterMs: 3_000 }],
    [problem(429, 'too-many-attempts'), { kind: 'throttled', retryAfterMs: 5_000 }],
    [
      // Measured against the answer's own clock, not this machine's (I12).
      problem(429, 'too-many-attempts', {
        'retry-after': 'Fri, 21 Nov 2031 10:00:30 GMT',
        date: 'Fri, 21 Nov 2031 10:00:00 GMT',
      }),
      { kind: 'throttled', retryAfterMs: 30_000 },
    ],
    [
      new Response(null, { status: 502, headers: { 'x-vakhta-proxy': 'certificate' } }),
      { kind: 'certificate' },
    ],
    [
      new Response(null, { status: 502, headers: { 'x-vakhta-proxy': 'unreachable' } }),
      { kind: 'unreachable' },
    ],
  ])('%#', async (response, failure) => {
    expect((await failureOf(response))?.failure ?? null).toEqual(failure);
  });
});
