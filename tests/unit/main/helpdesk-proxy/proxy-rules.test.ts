import { describe, expect, it } from 'vitest';
import {
  findToken,
  isContractRequest,
  makeAnswerHeaders,
  makeRequestHeaders,
} from '#main/services/helpdesk-proxy/proxy-rules.ts';

const SHA = 'a'.repeat(64);

describe('what of the page reaches a helpdesk', () => {
  it.each([
    ['GET', '/api/hello'],
    ['POST', '/api/session'],
    ['DELETE', '/api/session'],
    ['DELETE', '/api/devices/01890f3e-7b7a-7cc2-98c4-dc0c0c07398f'],
    ['GET', '/api/sync/first'],
    ['GET', '/api/sync/changes'],
    ['POST', '/api/sync/commands'],
    ['GET', '/api/events'],
    ['POST', '/api/presence'],
    ['GET', `/api/attachments/${SHA}`],
    ['PATCH', `/api/attachments/${SHA}/upload`],
    ['POST', '/api/remote-picture'],
  ])('%s %s', (method, path) => {
    expect(isContractRequest(method, path)).toBe(true);
  });

  it.each([
    ['GET', '/api/'],
    ['GET', '/api/hello/'],
    ['GET', '/api/hello/../admin'],
    ['GET', '/api/%68ello'],
    ['GET', '/api//hello'],
    ['POST', '/api/hello'],
    ['PUT', '/api/session'],
    ['DELETE', '/api/devices/everything'],
    ['GET', `/api/attachments/${SHA.toUpperCase()}`],
    ['DELETE', `/api/attachments/${SHA}`],
    ['GET', '/api/remote-picture'],
    ['GET', '/contact'],
    ['GET', '/api/openapiXjson'],
  ])('not %s %s', (method, path) => {
    expect(isContractRequest(method, path)).toBe(false);
  });

  it('headers of the contract, and the token in place of whatever the page says', () => {
    const page = new Headers({
      accept: 'application/json',
      'x-vakhta': '1',
      'upload-offset': '5',
      authorization: 'Bearer of-the-page',
      cookie: 'vakhta_session=x',
      origin: 'app://vakhta',
      'x-forwarded-for': '10.0.0.1',
    });
    expect(Object.fromEntries(makeRequestHeaders(page, 'real'))).toEqual({
      accept: 'application/json',
      'x-vakhta': '1',
      'upload-offset': '5',
      authorization: 'Bearer real',
    });
    expect(makeRequestHeaders(page, null).has('authorization')).toBe(false);
  });
});

describe('what of an answer reaches the page', () => {
  it('no cookie, no header outside the contract, and a policy that makes it harmless', () => {
    const headers = makeAnswerHeaders(
      new Headers({
        'content-type': 'application/json',
        'set-cookie': 'vakhta_session=secret',
        'retry-after': '5',
        'content-length': '10',
        server: 'x',
        'content-security-policy': 'script-src *',
      }),
      '/api/sync/changes',
    );
    expect(Object.fromEntries(headers)).toEqual({
      'content-type': 'application/json',
      'retry-after': '5',
      'content-length': '10',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    });
  });

  it('no length of a body that was unpacked on the way', () => {
    const headers = makeAnswerHeaders(
      new Headers({ 'content-encoding': 'gzip', 'content-length': '10' }),
      '/api/hello',
    );
    expect([...headers.keys()]).not.toContain('content-length');
    expect([...headers.keys()]).not.toContain('content-encoding');
  });

  it.each([
    ['image/png', 'image/png'],
    ['image/svg+xml', 'application/octet-stream'],
    ['text/html', 'application/octet-stream'],
    ['text/javascript; charset=utf-8', 'application/octet-stream'],
  ])('an attachment of type %s as %s', (sent, given) => {
    const headers = makeAnswerHeaders(new Headers({ 'content-type': sent }), `/api/attachments/${SHA}`);
    expect(headers.get('content-type')).toBe(given);
  });
});

describe('token in an answer', () => {
  it.each([
    ['vakhta_session=abc.DEF-1_2; Path=/; HttpOnly', 'abc.DEF-1_2'],
    ['a=b; Expires=Wed, 21 Oct 2026 07:28:00 GMT, vakhta_session=abc; HttpOnly', 'abc'],
    ['vakhta_session=; Max-Age=0', null],
    ['x_vakhta_session=abc', null],
    [null, null],
  ])('%s', (setCookie, token) => {
    expect(findToken(setCookie)).toBe(token);
  });
});
