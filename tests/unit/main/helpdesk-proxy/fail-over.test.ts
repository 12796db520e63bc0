import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { v7 } from 'uuid';
import { afterEach, describe, expect, it } from 'vitest';
import type { HelpdeskId } from '#shared/base/brand.ts';
import { GUARD_HEADER, PATHS, PROTOCOL_VERSION } from '#shared/contract/http/routes.ts';
import { makeHelpdeskProxy, type HelpdeskProxy } from '#main/services/helpdesk-proxy/helpdesk-proxy.ts';
import { makeLog } from '../silent-log.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** An instance on a real socket. */
interface Instance {
  readonly url: string;
  readonly id: string;
  /** Method, path, token and body of every request but greetings. */
  readonly heard: { readonly what: string; readonly token: string | null; readonly body: string }[];
  greetings: number;
  onRequest: Handler;
  /** Closes the port and cuts every connection, as SIGKILL does. */
  die(): Promise<void>;
  /** Listens on the same port again. */
  revive(): Promise<void>;
}

const TEAM = v7() as HelpdeskId;
const opened: Instance[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((instance) => instance.die()));
});

const ok: Handler = (_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end('{"answers":[]}');
};

async function startInstance(id: string = TEAM): Promise<Instance> {
  let server: Server | null = null;
  let port = 0;
  const sockets = new Set<Socket>();
  const listen = async (): Promise<void> => {
    server = createServer((request, response) => {
      if (request.url === PATHS.hello) {
        instance.greetings += 1;
        response.setHeader('content-type', 'application/json');
        response.setHeader('connection', 'close');
        const hello = {
          product: 'vakhta-helpdesk',
          protocol: PROTOCOL_VERSION,
          id: instance.id,
          name: 'T',
          demo: null,
        };
        return void response.end(JSON.stringify(hello));
      }
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('error', () => undefined);
      request.on('end', () => {
        const token = request.headers.authorization?.replace('Bearer ', '') ?? null;
        instance.heard.push({ what: `${request.method} ${request.url}`, token, body });
        instance.onRequest(request, response, body);
      });
    });
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  };
  const instance: Instance = {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    id,
    heard: [],
    greetings: 0,
    onRequest: ok,
    async die() {
      const dying = server;
      server = null;
      if (dying === null) return;
      const closed = once(dying, 'close');
      dying.close();
      for (const socket of sockets) socket.resetAndDestroy();
      await closed;
    },
    revive: listen,
  };
  await listen();
  opened.push(instance);
  return instance;
}

function connect(
  instances: readonly Pick<Instance, 'url'>[],
  given: { id?: HelpdeskId | null; switchMs?: number } = {},
) {
  const tokens = new Map<string, string>([[TEAM, 'of-the-team']]);
  const learnt: HelpdeskId[] = [];
  let nowMs = 0;
  const origins = instances.map(({ url }) => url);
  const proxy = makeHelpdeskProxy({
    fetch: (url, init) => fetch(url, init),
    target: () => ({ kind: 'team', origins, id: given.id === undefined ? TEAM : given.id }),
    learnId: (id) => void learnt.push(id),
    findToken: (key) => tokens.get(key) ?? null,
    keepToken: async (key, token) => void tokens.set(key, token),
    forgetToken: async (key) => void tokens.delete(key),
    log: makeLog(),
    now: () => nowMs,
    silenceMs: 5_000,
    switchMs: given.switchMs ?? 5_000,
  });
  return { proxy, tokens, learnt, pass: (ms: number) => (nowMs += ms) };
}

const get = (proxy: HelpdeskProxy, path: string = PATHS.session) =>
  proxy.handle(new Request(`http://page${path}`));
const post = (proxy: HelpdeskProxy, path: string, body: string) =>
  proxy.handle(new Request(`http://page${path}`, { method: 'POST', headers: { [GUARD_HEADER]: '1' }, body }));
const whats = (instance: Instance) => instance.heard.map(({ what }) => what);

describe('a helpdesk with several addresses', () => {
  it('stays with the address that answers, and goes to the next one when it dies', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const { proxy } = connect([a, b]);
    expect((await get(proxy)).status).toBe(200);
    expect((await get(proxy)).status).toBe(200);
    expect([a.heard.length, a.greetings, b.greetings]).toEqual([2, 1, 0]);
    await a.die();
    expect((await get(proxy)).status).toBe(200);
    expect((await get(proxy)).status).toBe(200);
    expect([b.heard.length, b.greetings]).toEqual([2, 1]);
    // Back again: nobody is in a hurry to move.
    await a.revive();
    expect((await get(proxy)).status).toBe(200);
    expect(b.heard).toHaveLength(3);
  });

  it('goes back to the first address after a minute, when that answers', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const { proxy, pass } = connect([a, b]);
    await a.die();
    await get(proxy);
    pass(61_000);
    await get(proxy);
    expect(b.heard).toHaveLength(2);
    await a.revive();
    pass(61_000);
    // The first of them makes it look, without waiting for what it sees.
    while (a.heard.length === 0) expect((await get(proxy)).status).toBe(200);
  });

  it('I2: commands whose answer is lost go to the next one whole, the very same', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const { proxy } = connect([a, b]);
    a.onRequest = (request) => request.socket.resetAndDestroy();
    const body = JSON.stringify({ commands: ['x'.repeat(200_000)] });
    const answer = await post(proxy, PATHS.commands, body);
    expect(await answer.json()).toEqual({ answers: [] });
    expect([a.heard[0]?.body, b.heard[0]?.body]).toEqual([body, body]);
    expect([a.heard.length, b.heard.length]).toEqual([1, 1]);
  });

  it('a sign-in whose answer is lost is not repeated; the next one goes elsewhere', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const { proxy } = connect([a, b]);
    a.onRequest = (request) => request.socket.resetAndDestroy();
    const failed = await post(proxy, PATHS.session, '{}');
    expect(failed.headers.get('x-vakhta-proxy')).toBe('unreachable');
    expect(b.heard).toEqual([]);
    expect((await post(proxy, PATHS.session, '{}')).status).toBe(200);
    expect(whats(b)).toEqual([`POST ${PATHS.session}`]);
  });

  it('a sign-in that nobody can have heard goes to the next one', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const { proxy } = connect([a, b]);
    // No connection is left on which it could have gone out.
    a.onRequest = (request, response, body) => ok(request, response.setHeader('connection', 'close'), body);
    await get(proxy);
    await a.die();
    expect((await post(proxy, PATHS.session, '{}')).status).toBe(200);
    expect(whats(b)).toContain(`POST ${PATHS.session}`);
  });

  it('an upload that is cut is not repeated here: who has the bytes asks the next one how far it is', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const { proxy } = connect([a, b]);
    const path = `${PATHS.attachments}/${'a'.repeat(64)}/upload`;
    a.onRequest = (request) => request.socket.resetAndDestroy();
    const cut = await proxy.handle(new Request(`http://page${path}`, { method: 'PATCH', body: 'bytes' }));
    expect(cut.headers.get('x-vakhta-proxy')).toBe('unreachable');
    expect(b.heard).toEqual([]);
    await get(proxy, path);
    expect(whats(b)).toEqual([`GET ${path}`]);
  });

  it.each([502, 503, 504])(
    'an instance that says %i is passed over for reading and for commands',
    async (status) => {
      const [a, b] = [await startInstance(), await startInstance()];
      const { proxy } = connect([a, b]);
      a.onRequest = (_request, response) => void response.writeHead(status).end();
      expect((await get(proxy)).status).toBe(200);
      expect([a.heard.length, b.heard.length]).toEqual([1, 1]);
      expect((await post(proxy, PATHS.commands, '{}')).status).toBe(200);
      expect([a.heard.length, b.heard.length]).toEqual([1, 2]);
    },
  );

  it.each([401, 403, 409, 422, 429, 500, 507])(
    '%i is an answer, and no reason to ask elsewhere',
    async (status) => {
      const [a, b] = [await startInstance(), await startInstance()];
      const { proxy } = connect([a, b]);
      a.onRequest = (_request, response) => void response.writeHead(status).end();
      expect((await get(proxy)).status).toBe(status);
      expect((await post(proxy, PATHS.commands, '{}')).status).toBe(status);
      expect(b.heard).toEqual([]);
    },
  );

  it('one that takes a request and then says nothing is left after a while', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const { proxy } = connect([a, b], { switchMs: 50 });
    a.onRequest = () => undefined;
    expect((await get(proxy)).status).toBe(200);
    expect([a.heard.length, b.heard.length]).toEqual([1, 1]);
  });

  it('a stream of events that is cut opens at the next one', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const { proxy } = connect([a, b]);
    for (const [name, instance] of Object.entries({ a, b })) {
      instance.onRequest = (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(`: ${name}\n\n`);
      };
    }
    const read = async (): Promise<ReadableStreamDefaultReader<Uint8Array>> => {
      const reader = (await get(proxy, PATHS.events)).body?.getReader();
      if (reader === undefined) throw new Error('There is no stream');
      return reader;
    };
    const first = await read();
    expect(String(Buffer.from((await first.read()).value ?? []))).toBe(': a\n\n');
    await a.die();
    await expect(first.read()).rejects.toThrow('terminated');
    const second = await read();
    expect(String(Buffer.from((await second.read()).value ?? []))).toBe(': b\n\n');
    await second.cancel();
  });

  it('the token goes to every address of its helpdesk, and never to one at which another answers', async () => {
    const stranger = await startInstance(v7());
    const [a, b] = [await startInstance(), await startInstance()];
    const { proxy } = connect([stranger, a, b]);
    await get(proxy);
    await a.die();
    await get(proxy);
    expect(stranger.heard).toEqual([]);
    expect([...a.heard, ...b.heard].map(({ token }) => token)).toEqual(['of-the-team', 'of-the-team']);
    await b.die();
    const refused = await get(proxy);
    expect(refused.headers.get('x-vakhta-proxy')).toBe('other-helpdesk');
    expect(stranger.heard).toEqual([]);
  });

  it('an address at which another helpdesk has taken the place of ours gets nothing', async () => {
    const a = await startInstance();
    const { proxy } = connect([a]);
    await get(proxy);
    await a.die();
    await get(proxy);
    (a as { id: string }).id = v7();
    await a.revive();
    expect((await get(proxy)).headers.get('x-vakhta-proxy')).toBe('other-helpdesk');
    expect(a.heard).toHaveLength(1);
  });

  it('where it is not known which helpdesk it is, the first that answers says, and that holds', async () => {
    const [a, stranger] = [await startInstance(), await startInstance(v7())];
    const { proxy, learnt, tokens } = connect([a, stranger], { id: null });
    a.onRequest = (_request, response) => {
      response.setHeader('set-cookie', 'vakhta_session=fresh; HttpOnly');
      response.end('{}');
    };
    await post(proxy, PATHS.session, '{}');
    expect(learnt).toEqual([TEAM]);
    expect(tokens.get(TEAM)).toBe('fresh');
    await a.die();
    expect((await get(proxy)).headers.get('x-vakhta-proxy')).toBe('other-helpdesk');
    expect(stranger.heard).toEqual([]);
  });

  it('says that nobody answers when nobody does, and works again when somebody does', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const { proxy } = connect([a, b]);
    await Promise.all([a.die(), b.die()]);
    expect((await get(proxy)).headers.get('x-vakhta-proxy')).toBe('unreachable');
    expect((await post(proxy, PATHS.commands, '{}')).headers.get('x-vakhta-proxy')).toBe('unreachable');
    await b.revive();
    expect((await post(proxy, PATHS.commands, '{}')).status).toBe(200);
  });

  it('a page that gives up does not send its request elsewhere', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const { proxy } = connect([a, b]);
    const abort = new AbortController();
    a.onRequest = () => abort.abort();
    await proxy.handle(new Request(`http://page${PATHS.session}`, { signal: abort.signal }));
    a.onRequest = ok;
    expect((await get(proxy)).status).toBe(200);
    expect([a.heard.length, b.greetings, b.heard.length]).toEqual([2, 0, 0]);
  });
});
