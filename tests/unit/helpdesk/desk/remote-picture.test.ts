import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { isPublicAddress, isPublicHost } from '#helpdesk/desk/public-address.ts';
import { createFetchPicture } from '#helpdesk/desk/remote-picture.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** As the real one, but this machine is outside; `elsewhere` is not. */
const lenient = () =>
  createFetchPicture({ dispatcher: new Agent(), isAllowed: (url) => url.hostname === '127.0.0.1' });

describe('a picture from outside', () => {
  test('comes with the type of its bytes, and its sender learns nothing of who asks', async () => {
    const headers: NodeJS.Dict<string | string[]>[] = [];
    const url = await serve((request, response) => {
      headers.push(request.headers);
      response.setHeader('content-type', 'text/html').end(PNG);
    });
    const picture = await lenient()(`${url}/x.png?m=1`);
    expect(picture).toMatchObject({ ok: true, value: { type: 'image/png' } });
    expect(headers[0]).not.toHaveProperty('cookie');
    expect(headers[0]).not.toHaveProperty('referer');
    expect(headers[0]).not.toHaveProperty('origin');
  });

  test.each([
    ['a page', '<html><img src=x onerror=alert(1)>'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['nothing', ''],
  ])('is refused when it is %s', async (_name, body) => {
    const url = await serve(
      (_request, response) => void response.setHeader('content-type', 'image/png').end(body),
    );
    expect(await lenient()(url)).toEqual({ ok: false, error: 'failed' });
  });

  test('is given up when it does not end', async () => {
    const url = await serve((_request, response) => {
      response.write(PNG);
      const more = setInterval(() => response.write(Buffer.alloc(1024 * 1024)), 1);
      response.on('close', () => clearInterval(more));
    });
    expect(await lenient()(url)).toEqual({ ok: false, error: 'failed' });
  });

  test('is followed to another place only if that may be asked too, and not for ever', async () => {
    let asked = 0;
    const url = await serve((request, response) => {
      asked += 1;
      const to = request.url === '/inside' ? 'http://10.0.0.1/admin' : '/again';
      response.writeHead(302, { location: to }).end();
    });
    expect(await lenient()(`${url}/inside`)).toEqual({ ok: false, error: 'refused' });
    expect(asked).toBe(1);
    expect(await lenient()(`${url}/loop`)).toEqual({ ok: false, error: 'failed' });
    expect(asked).toBe(5);
  });

  test('is never asked of this machine or this network', async () => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.end(PNG);
    });
    const real = createFetchPicture();
    const { port } = new URL(url);
    for (const address of [
      url,
      `http://localhost:${port}/`,
      'http://127.0.0.1/',
      'http://[::1]/',
      'http://2130706433/',
    ])
      expect(await real(address)).toEqual({ ok: false, error: 'refused' });
    expect(asked).toEqual([]);
  });

  test('a name that leads to this machine is not connected to', async () => {
    const { lookupPublic } = await import('#helpdesk/desk/public-address.ts');
    const error = await new Promise((resolve) =>
      lookupPublic('localhost', { all: true }, (cause) => resolve(cause)),
    );
    expect(error).toMatchObject({ code: 'EACCES' });
  });
});

describe('public addresses', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'nonsense',
  ])('%s is none', (address) => expect(isPublicAddress(address)).toBe(false));

  test.each(['93.184.215.14', '8.8.8.8', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])('%s is one', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );

  test.each(['localhost', 'printer', 'nas.local', 'db.internal', '127.0.0.1', '[::1]'])(
    '%s is no public host',
    (host) => expect(isPublicHost(host)).toBe(false),
  );
});
