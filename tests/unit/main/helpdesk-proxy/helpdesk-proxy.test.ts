import { describe, expect, it, vi } from 'vitest';
import { makeHelpdeskProxy } from '#main/services/helpdesk-proxy/helpdesk-proxy.ts';
import type { ProxyPorts, ProxyTarget } from '#main/services/helpdesk-proxy/proxy-ports.ts';
import { makeLog } from '../silent-log.ts';

const HERE = { kind: 'here', key: 'https://a.example', origin: 'https://a.example' } as const;

function setUp(fetch: ProxyPorts['fetch'], target: ProxyTarget = HERE) {
  const tokens = new Map<string, string>();
  const proxy = makeHelpdeskProxy({
    fetch,
    target: () => target,
    findToken: (key) => tokens.get(key) ?? null,
    keepToken: async (key, token) => void tokens.set(key, token),
    forgetToken: async (key) => void tokens.delete(key),
    learnId: () => undefined,
    log: makeLog(),
    now: () => 0,
    silenceMs: 1000,
    switchMs: 1000,
  });
  return { proxy, tokens };
}

const ask = (path: string, init?: RequestInit): Request => new Request(`app://vakhta${path}`, init);

describe('proxy to the helpdesk', () => {
  it('sends the token only to the helpdesk that gave it', async () => {
    const seen: [string, string | null][] = [];
    const fetch: ProxyPorts['fetch'] = async (url, init) => {
      seen.push([url, new Headers(init.headers).get('authorization')]);
      return Response.json({});
    };
    const a = setUp(fetch);
    a.tokens.set('https://b.example', 'of-b');
    await a.proxy.handle(ask('/api/sync/changes?cursor=x%20y'));
    a.tokens.set(HERE.key, 'of-a');
    await a.proxy.handle(ask('/api/hello'));
    expect(seen).toEqual([
      ['https://a.example/api/sync/changes?cursor=x%20y', null],
      ['https://a.example/api/hello', 'Bearer of-a'],
    ]);
  });

  it('takes the token out of a sign-in, and forgets it at a sign-out even when nobody answers', async () => {
    let isDown = false;
    const { proxy, tokens } = setUp(async () => {
      if (isDown) throw new Error('net::ERR_CONNECTION_REFUSED');
      return Response.json({ person: 1 }, { headers: { 'set-cookie': 'vakhta_session=tok; HttpOnly' } });
    });
    const answer = await proxy.handle(ask('/api/session', { method: 'POST', body: '{}' }));
    expect(answer.headers.has('set-cookie')).toBe(false);
    expect(await answer.json()).toEqual({ person: 1 });
    expect(tokens.get(HERE.key)).toBe('tok');
    isDown = true;
    const bye = await proxy.handle(ask('/api/session', { method: 'DELETE' }));
    expect(bye.headers.get('x-vakhta-proxy')).toBe('unreachable');
    expect(tokens.size).toBe(0);
  });

  it('a cookie in any other answer is no token', async () => {
    const { proxy, tokens } = setUp(async () =>
      Response.json({}, { headers: { 'set-cookie': 'vakhta_session=planted' } }),
    );
    await proxy.handle(ask('/api/hello'));
    expect(tokens.size).toBe(0);
  });

  it.each([
    ['net::ERR_CERT_DATE_INVALID', 'certificate'],
    ['net::ERR_INTERNET_DISCONNECTED', 'unreachable'],
    ['Redirect was cancelled', 'unreachable'],
  ])('%s is told as %s', async (message, failure) => {
    const { proxy } = setUp(async () => {
      throw new Error(message);
    });
    const answer = await proxy.handle(ask('/api/hello'));
    expect(answer.status).toBe(502);
    expect(answer.headers.get('x-vakhta-proxy')).toBe(failure);
    expect(await answer.json()).toMatchObject({ code: 'unavailable' });
  });

  it.each([
    [{ kind: 'none' }, 'no-helpdesk'],
    [{ kind: 'down' }, 'unreachable'],
  ] as const)('without anywhere to go (%j) it says %s', async (target, failure) => {
    const fetch = vi.fn<ProxyPorts['fetch']>();
    const { proxy } = setUp(fetch, target);
    const answer = await proxy.handle(ask('/api/hello'));
    expect(answer.headers.get('x-vakhta-proxy')).toBe(failure);
    expect(fetch).not.toHaveBeenCalled();
  });

  it('what the contract does not have goes nowhere', async () => {
    const fetch = vi.fn<ProxyPorts['fetch']>();
    const { proxy } = setUp(fetch);
    expect((await proxy.handle(ask('/api/admin'))).status).toBe(404);
    expect(fetch).not.toHaveBeenCalled();
  });

  it('ends the request to the helpdesk when the page stops reading', async () => {
    let signal: AbortSignal | null | undefined;
    const { proxy } = setUp(async (_url, init) => {
      signal = init.signal;
      return new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array([1])) }));
    });
    const answer = await proxy.handle(ask('/api/events'));
    const reader = answer.body?.getReader();
    expect((await reader?.read())?.value).toEqual(new Uint8Array([1]));
    expect(signal?.aborted).toBe(false);
    await reader?.cancel();
    expect(signal?.aborted).toBe(true);
  });

  it('ends everything under way when another helpdesk is chosen', async () => {
    let signal: AbortSignal | null | undefined;
    const { proxy } = setUp(async (_url, init) => {
      signal = init.signal;
      return new Response(new ReadableStream());
    });
    await proxy.handle(ask('/api/events'));
    proxy.abortAll();
    expect(signal?.aborted).toBe(true);
  });

  it('a helpdesk that neither takes nor answers counts as unreachable after a while', async () => {
    vi.useFakeTimers();
    const { proxy } = setUp(
      (_url, init) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(new Error('aborted')));
        }),
    );
    const answer = proxy.handle(ask('/api/hello'));
    await vi.advanceTimersByTimeAsync(1001);
    vi.useRealTimers();
    expect((await answer).headers.get('x-vakhta-proxy')).toBe('unreachable');
  });
});
