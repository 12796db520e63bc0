import { describe, expect, it } from 'vitest';
import { helpdeskOrigin, probeHelpdesk } from '#main/services/helpdesk-proxy/probe-helpdesk.ts';
import { PROTOCOL_VERSION } from '#shared/contract/http/routes.ts';

const HELLO = {
  product: 'vakhta-helpdesk',
  protocol: PROTOCOL_VERSION,
  id: '01890f3e-7b7a-7cc2-98c4-dc0c0c07398f',
  name: 'Team',
  demo: null,
};

const probe = (answer: Response | Error, address = 'https://help.example/ignored') =>
  probeHelpdesk(async (url) => {
    expect(url).toBe('https://help.example/api/hello');
    if (answer instanceof Error) throw answer;
    return answer;
  }, address);

describe('looking whether an address is a helpdesk', () => {
  it('knows one', async () => {
    expect(await probe(Response.json(HELLO))).toEqual({ ok: true, value: HELLO });
  });

  it.each([
    [
      'another version',
      Response.json({ product: 'vakhta-helpdesk', protocol: 99, other: 1 }),
      'wrong-version',
    ],
    ['another site', Response.json({ hello: 'world' }), 'not-a-helpdesk'],
    ['a captive portal', new Response('<html>Please sign in</html>'), 'not-a-helpdesk'],
    ['an endless page', new Response('x'.repeat(1_000_000)), 'not-a-helpdesk'],
    ['an error', Response.json(HELLO, { status: 500 }), 'not-a-helpdesk'],
    ['a redirect', new Error('Redirect was cancelled'), 'not-a-helpdesk'],
    ['no network', new Error('net::ERR_NAME_NOT_RESOLVED'), 'unreachable'],
    ['a bad certificate', new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'certificate'],
  ])('tells %s apart', async (_name, answer, error) => {
    expect(await probe(answer)).toEqual({ ok: false, error });
  });

  it.each(['ftp://help.example', 'help.example', 'javascript:1', ''])(
    '%j is no address of one',
    (address) => {
      expect(helpdeskOrigin(address)).toBeNull();
    },
  );
});
