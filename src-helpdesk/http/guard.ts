import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GUARD_HEADER } from '#shared/contract/http/routes.ts';
import { can, type Action } from '#shared/domain/roles/can.ts';
import type { FoundSession, Sessions } from '../desk/sessions.ts';
import { ProblemError } from './problem.ts';
import { tokenOf } from './session-cookie.ts';

/**
 * Who may use a route of the API. Every one says so, or the helpdesk does not start.
 * `customer`: pages for people without an account, which guard themselves.
 */
export type Access = 'public' | 'customer' | 'signed-in' | Action;

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Null on routes for everybody. */
    session: FoundSession | null;
  }
}

const CHANGING: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The checks before any handler of the API: the guard header and the origin of changing requests (a foreign page can send
 * neither), who is signed in, and whether his role may do this at all.
 * @param loopbackOnly the helpdesk listens on this machine only: then a foreign name in `Host` is a page that had its
 * name pointed here (DNS rebinding)
 */
export function addGuard(app: FastifyInstance, sessions: Sessions, loopbackOnly: boolean): void {
  app.decorateRequest('session', null);
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/api/')) return;
    if (route.config?.access === undefined)
      throw new Error(`The route ${route.url} does not say who may use it.`);
    // What is in the description is what the contract suite tries as a trainee: nothing may be left out of it.
    const isDescribed = (route.schema?.tags?.length ?? 0) > 0 || route.schema?.hide === true;
    const methods = [route.method].flat();
    if (!isDescribed || (route.schema?.hide === true && methods.some((method) => CHANGING.has(method)))) {
      throw new Error(`The route ${route.url} is not part of the API's description.`);
    }
  });
  app.addHook('onRequest', async (request) => {
    if (loopbackOnly && !LOOPBACK.has(request.hostname.toLowerCase())) {
      throw new ProblemError('invalid-request', 'This helpdesk is for this computer only.', { status: 421 });
    }
    const { access } = request.routeOptions.config;
    if (access === undefined || access === 'customer') return;
    if (CHANGING.has(request.method)) checkOrigin(request);
    if (access === 'public') return;

    const token = tokenOf(request);
    request.session = token === null ? null : await sessions.find(token);
    if (request.session === null) throw new ProblemError('signed-out', 'Sign in first.');
    if (access !== 'signed-in' && !can(request.session.person, access, null)) {
      throw new ProblemError('not-allowed', 'Your role may not do this.');
    }
  });
}

function checkOrigin(request: FastifyRequest): void {
  if (request.headers[GUARD_HEADER] !== '1') {
    throw new ProblemError('not-allowed', `A changing request needs the header ${GUARD_HEADER}: 1.`);
  }
  const { origin } = request.headers;
  if (origin !== undefined && hostOf(origin) !== request.host.toLowerCase()) {
    throw new ProblemError('not-allowed', 'A changing request must come from a page of this helpdesk.');
  }
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

/** The session of a request to a route that is not public. */
export function sessionOf(request: FastifyRequest): FoundSession {
  if (request.session === null) throw new Error('This route is not guarded.');
  return request.session;
}
