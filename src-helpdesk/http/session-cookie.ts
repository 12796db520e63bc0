import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_COOKIE } from '#shared/contract/http/routes.ts';
import { SESSION_MS } from '../desk/sessions.ts';

/** The token of a request: of the desktop's proxy in `Authorization`, of a browser in the cookie. */
export function tokenOf(request: FastifyRequest): string | null {
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? request.cookies[SESSION_COOKIE] ?? null;
}

/** Gives the token to the browser, out of reach of any script and of other sites. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION_COOKIE, token, { ...attributes(request), maxAge: SESSION_MS / 1000 });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, attributes(request));
}

function attributes(request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' } as const;
}
