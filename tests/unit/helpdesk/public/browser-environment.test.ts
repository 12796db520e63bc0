import { describe, expect, it } from 'vitest';
import { browserEnvironment, pageWithoutQuery } from '#helpdesk/http/public/browser-environment.ts';
import { environmentSchema } from '#shared/domain/customers/environment.ts';

const NONE = { page: '', screen: '' };
const WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0';

describe('what a browser says about itself', () => {
  it.each([
    [`${WINDOWS} Safari/537.36`, 'Windows 10 / 11', 'Chrome 141'],
    [`${WINDOWS} YaBrowser/25.8.0.0 Safari/537.36`, 'Windows 10 / 11', 'Yandex Browser 25.8'],
    [
      'Mozilla/5.0 (Windows NT 5.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/49.0.2623.112',
      'Windows XP',
      'Chrome 49',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Linux', 'Firefox 143'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
      'macOS',
      'Safari 18.1',
    ],
    ['curl/8.5.0', null, null],
    ['', null, null],
  ])('%s', (agent, os, browser) => {
    expect(browserEnvironment({ 'user-agent': agent }, NONE)).toMatchObject({ os, browser });
  });

  it('is told more exactly by client hints', () => {
    const hints = { 'sec-ch-ua-platform': '"Windows"', 'user-agent': `${WINDOWS} Safari/537.36` };
    const os = (version: string) =>
      browserEnvironment({ ...hints, 'sec-ch-ua-platform-version': `"${version}"` }, NONE).os;
    expect(os('15.0.0')).toBe('Windows 11');
    expect(os('10.0.0')).toBe('Windows 10');
    expect(
      browserEnvironment({ 'sec-ch-ua': '"Not)A;Brand";v="8", "Chromium";v="141", "Opera";v="125"' }, NONE)
        .browser,
    ).toBe('Opera 125');
  });

  it('keeps pages without what may be secret, and only web pages', () => {
    expect(pageWithoutQuery('https://user:pass@shop.example/a/b?token=1#c')).toBe('https://shop.example/a/b');
    expect(pageWithoutQuery('javascript:alert(1)')).toBeNull();
    expect(pageWithoutQuery('file:///C:/secret')).toBeNull();
    expect(pageWithoutQuery('nonsense')).toBeNull();
  });

  it('always fits the schema, whatever a program sends', () => {
    const long = 'Я"\\;<>'.repeat(2000);
    const environment = browserEnvironment(
      {
        'user-agent': `Chrome/${long}`,
        'accept-language': long,
        'sec-ch-ua': long,
        'sec-ch-ua-platform': long,
      },
      { page: `https://a.example/${long}`, screen: '1x1<script>' },
    );
    expect(environmentSchema.parse(environment)).toEqual(environment);
    expect(environment.screen).toBeNull();
  });
});
