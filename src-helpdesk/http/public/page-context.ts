import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Attempts } from '../../desk/attempts.ts';
import type { CustomerDesk } from '../../desk/customer-side/customer-desk.ts';
import { ACCEPT_CLIENT_HINTS } from './browser-environment.ts';
import type { KeptFiles } from './kept-files.ts';
import { plainPage } from './layout.ts';
import { pageLanguage, type PageLanguage } from './page-language.ts';
import { textsOf } from './texts.ts';

/** What the customers' pages work with. */
export interface PageContext {
  readonly desk: CustomerDesk;
  readonly kept: KeptFiles;
  /** Questions by address. */
  readonly contacts: Attempts;
  /** Forms for a question that were read, by address: their files are kept though nothing comes of them. */
  readonly contactForms: Attempts;
  /** Further messages by address. */
  readonly answers: Attempts;
  /** Forms for a further message that were read, by address. */
  readonly answerForms: Attempts;
}

/**
 * What these pages may do: their own style, script and pictures, and sending their form to this helpdesk. Set by each
 * answer and not by a hook, so that it is there whatever else the server adds.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sends a page, with everything that keeps it private. */
export function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return secure(reply).code(status).type('text/html; charset=utf-8').send(page);
}

/** The headers of every answer here. */
export function secure(reply: FastifyReply): FastifyReply {
  return reply
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header('x-robots-tag', 'noindex, nofollow')
    .header('x-frame-options', 'DENY')
    .header('cross-origin-opener-policy', 'same-origin')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('permissions-policy', 'camera=(), geolocation=(), microphone=(), display-capture=()')
    .header('accept-ch', ACCEPT_CLIENT_HINTS)
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language');
}

/** The language of the page that a request asks for. */
export function languageOf(request: FastifyRequest, fallback?: PageLanguage): PageLanguage {
  const asked = (request.query as { lang?: unknown }).lang;
  return fallback === undefined
    ? pageLanguage(asked, request.headers['accept-language'])
    : pageLanguage(asked, undefined, fallback);
}

/** One key for everybody behind an address; of IPv6 the network, which one customer has whole (RFC 6177). */
export function addressKey(request: FastifyRequest): string {
  const { ip } = request;
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip;
  const [head = '', tail = ''] = ip.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing =
    tail === '' && !ip.includes('::') ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  return [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0')].slice(0, 4).join(':');
}

/** The page for who sends too much: when to come back, in words and as `Retry-After`. The rest of the body is read away. */
export function sendTooMany(
  request: FastifyRequest,
  reply: FastifyReply,
  page: {
    readonly language: PageLanguage;
    readonly helpdesk: string;
    readonly path: string;
    readonly waitMs: number;
  },
): FastifyReply {
  const t = textsOf(page.language);
  request.raw.resume();
  const minutes = Math.max(1, Math.ceil(page.waitMs / 60_000));
  reply.header('retry-after', Math.max(1, Math.ceil(page.waitMs / 1000)));
  return sendPage(reply, 429, plainPage({ ...page, title: t.tooManyTitle, text: t.tooMany(minutes) }));
}
