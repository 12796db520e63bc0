import { z } from 'zod';
import { deviceIdSchema } from '#shared/base/brand.ts';
import {
  deviceSchema,
  PATHS,
  problemSchema,
  sessionSchema,
  signInSchema,
} from '#shared/contract/http/routes.ts';
import { createAttempts } from '../../desk/attempts.ts';
import type { App, AppContext } from '../app-context.ts';
import { sessionOf } from '../guard.ts';
import { ProblemError } from '../problem.ts';
import { clearSessionCookie, setSessionCookie } from '../session-cookie.ts';

const deviceParamsSchema = z.object({ id: deviceIdSchema });

/** Signing in and out, and the devices on which one is signed in. */
export function addSessionRoutes(app: App, { storage, sessions, signInLimits }: AppContext): void {
  const byLogin = createAttempts(storage, 'sign-in login', signInLimits.perLogin);
  const byAddress = createAttempts(storage, 'sign-in address', signInLimits.perAddress);
  const refuseIfClosed = (...waitsMs: readonly number[]): void => {
    const waitMs = Math.max(...waitsMs);
    if (waitMs === 0) return;
    throw new ProblemError('too-many-attempts', 'Too many failed attempts. Wait and try again.', {
      headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
    });
  };

  app.post(
    PATHS.session,
    {
      config: { access: 'public' },
      schema: {
        summary: 'Sign in; the token comes as an HttpOnly cookie',
        tags: ['session'],
        body: signInSchema,
        response: { 200: sessionSchema, 401: problemSchema, 429: problemSchema },
      },
    },
    async (request, reply) => {
      const login = request.body.login.toLowerCase();
      refuseIfClosed(await byLogin.waitMs(login), await byAddress.waitMs(request.ip));
      // Counted before the slow check, so that attempts made at the same time count as well.
      refuseIfClosed(await byAddress.count(request.ip), await byLogin.count(login));
      const signedIn = await sessions.signIn(request.body);
      if (!signedIn.ok) throw new ProblemError('wrong-credentials', 'The login or the password is wrong.');
      await Promise.all([byLogin.succeeded(login), byAddress.succeeded(request.ip)]);
      setSessionCookie(request, reply, signedIn.value.token);
      return signedIn.value.session;
    },
  );

  app.get(
    PATHS.session,
    {
      config: { access: 'signed-in' },
      schema: {
        summary: 'Who is signed in',
        tags: ['session'],
        response: { 200: sessionSchema, 401: problemSchema },
      },
    },
    async (request) => sessionOf(request),
  );

  app.delete(
    PATHS.session,
    {
      config: { access: 'signed-in' },
      schema: { summary: 'Sign out and revoke the token', tags: ['session'], response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { person, deviceId } = sessionOf(request);
      await sessions.revoke(person.id, deviceId);
      clearSessionCookie(request, reply);
      return reply.code(204).send(null);
    },
  );

  app.get(
    PATHS.devices,
    {
      config: { access: 'signed-in' },
      schema: {
        summary: "The person's own devices",
        tags: ['session'],
        response: { 200: z.object({ devices: z.array(deviceSchema) }) },
      },
    },
    async (request) => ({ devices: [...(await sessions.listDevices(sessionOf(request)))] }),
  );

  app.delete(
    `${PATHS.devices}/:id`,
    {
      config: { access: 'signed-in' },
      schema: {
        summary: 'Revoke one of the own devices',
        tags: ['session'],
        params: deviceParamsSchema,
        response: { 204: z.null(), 404: problemSchema },
      },
    },
    async (request, reply) => {
      const { person } = sessionOf(request);
      const isRevoked = await sessions.revoke(person.id, request.params.id);
      if (!isRevoked) throw new ProblemError('not-found', 'There is no such device of yours.');
      return reply.code(204).send(null);
    },
  );
}
