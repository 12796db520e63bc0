import type { IncomingHttpHeaders } from 'node:http';
import Bowser from 'bowser';
import type { Environment } from '#shared/domain/customers/environment.ts';
import { firstLanguage } from './page-language.ts';

/** The headers a browser is asked to add where it can tell more exactly (User-Agent Client Hints, W3C CG draft). */
export const ACCEPT_CLIENT_HINTS = 'Sec-CH-UA-Platform-Version, Sec-CH-UA-Full-Version-List';

/** What the form itself carries: the page the customer came from, and the screen if scripts ran. */
export interface CarriedFacts {
  readonly page: string;
  readonly screen: string;
}

/** What the browser says about itself, by its headers and the form. Nothing of it is trusted, only kept as text. */
export function browserEnvironment(headers: IncomingHttpHeaders, carried: CarriedFacts): Environment {
  const agent = (headers['user-agent'] ?? '').slice(0, 1000);
  const parsed = agent === '' ? null : Bowser.parse(agent);
  const brand = brandOf(headers['sec-ch-ua-full-version-list'] ?? headers['sec-ch-ua']);
  const named = parsed === null ? null : join(parsed.browser.name, major(parsed.browser.version));
  return {
    os: clip(systemOf(parsed, headers)),
    // Brands that only say what engine it is know less than the agent's own name (Yandex Browser calls itself both).
    browser: clip(named ?? brand),
    language: clip(firstLanguage(headers['accept-language'])),
    page: pageWithoutQuery(carried.page),
    screen: /^\d{2,5}x\d{2,5}$/.test(carried.screen) ? carried.screen : null,
  };
}

/** An http(s) address without query, fragment and credentials, which can hold what nobody meant to send; or null. */
export function pageWithoutQuery(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  return clip(url.origin + url.pathname);
}

function systemOf(parsed: Bowser.Parser.ParsedResult | null, headers: IncomingHttpHeaders): string | null {
  const platform = unquote(headers['sec-ch-ua-platform']);
  const exact = unquote(headers['sec-ch-ua-platform-version']);
  const name = platform === null || platform === 'Unknown' ? (parsed?.os.name ?? null) : platform;
  if (name === null) return null;
  if (name === 'Windows') {
    // Browsers froze "Windows NT 10.0"; the hint counts on: 13 and above is Windows 11 (Microsoft Learn, "Detect Windows 11").
    const hinted = Number(exact?.split('.')[0] ?? Number.NaN);
    if (hinted >= 13) return 'Windows 11';
    if (hinted >= 1) return 'Windows 10';
    const version = parsed?.os.versionName;
    return version === '10' ? 'Windows 10 / 11' : join('Windows', version);
  }
  // "10.15.7" and "10.0.0" are what privacy-minded browsers say whatever the system is.
  const version = exact ?? parsed?.os.version;
  const frozen = exact === null && name === 'macOS' && version === '10.15.7';
  return frozen ? name : join(name, version);
}

/** The most telling brand of a `Sec-CH-UA` list: not the made-up one, and not the engine where another is named. */
function brandOf(header: string | string[] | undefined): string | null {
  const list = [...String(header ?? '').matchAll(/"([^"]{1,60})";v="([^"]{1,40})"/g)]
    .map((match) => ({ brand: match[1] ?? '', version: match[2] ?? '' }))
    .filter(({ brand }) => !/not.?a.?brand/i.test(brand.replace(/[^A-Za-z]/g, ' ')));
  const best = list.find(({ brand }) => brand !== 'Chromium') ?? list[0];
  return best === undefined ? null : join(best.brand, major(best.version));
}

function unquote(header: string | string[] | undefined): string | null {
  const text = String(header ?? '')
    .replace(/^"|"$/g, '')
    .slice(0, 100);
  return text === '' ? null : text;
}

/** Browsers of a user are told apart by the first two numbers at most. */
function major(version: string | undefined): string | undefined {
  return version?.split('.').slice(0, 2).join('.').replace(/\.0$/, '');
}

function join(name: string | undefined, version: string | undefined): string | null {
  if (name === undefined || name === '') return null;
  return version === undefined || version === '' ? name : `${name} ${version}`;
}

/** Without control characters, and short enough for the schema. */
function clip(text: string | null): string | null {
  const plain = text?.replace(/\p{C}/gu, '').slice(0, 300).trim() ?? '';
  return plain === '' ? null : plain;
}
