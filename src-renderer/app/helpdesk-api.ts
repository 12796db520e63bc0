import { z } from 'zod';
import { err, ok, type Result } from '#shared/base/result.ts';
import { deviceSchema, PATHS, sessionSchema, signInSchema } from '#shared/contract/http/routes.ts';
import { exchange, asJson, type ExchangeError, type Fetch } from '#renderer/data/remote/exchange.ts';
import { createRemote } from '#renderer/data/remote/remote.ts';
import { systemTimers } from '#renderer/data/timers.ts';
import type { ApiError, HelpdeskApi } from '#renderer/hooks/helpdesk-api.ts';

const devicesSchema = z.object({ devices: z.array(deviceSchema) });

/**
 * The helpdesk's calls that are not synchronisation, by the page's own `fetch`.
 * @param device what this machine is called in the list of devices
 */
export function createHelpdeskApi(fetch: Fetch, device: string): HelpdeskApi {
  const given = { fetch, timers: systemTimers, signal: new AbortController().signal };
  const remote = createRemote(given);
  const nothing = async () => ok(null);
  const body = (value: unknown): RequestInit => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });
  return {
    hello: async () => withApiError(await remote.findHello()),
    session: async () => withApiError(await remote.findSession()),
    signIn: async (login, password) => {
      const asked = signInSchema.safeParse({ login, password, device });
      if (!asked.success) return err('wrong-credentials');
      return toApiError(
        await exchange(given, PATHS.session, { method: 'POST', ...body(asked.data) }, asJson(sessionSchema)),
      );
    },
    signOut: async () => toApiError(await exchange(given, PATHS.session, { method: 'DELETE' }, nothing)),
    devices: async () => {
      const answer = toApiError(await exchange(given, PATHS.devices, {}, asJson(devicesSchema)));
      return answer.ok ? ok(answer.value.devices) : answer;
    },
    revokeDevice: async (id) =>
      toApiError(await exchange(given, `${PATHS.devices}/${id}`, { method: 'DELETE' }, nothing)),
  };
}

function withApiError<T>(result: Result<T, ExchangeError['failure']>): Result<T, ApiError> {
  return result.ok ? result : toApiError(err({ failure: result.error, code: null }));
}

function toApiError<T>(result: Result<T, ExchangeError>): Result<T, ApiError> {
  if (result.ok) return result;
  const { failure, code } = result.error;
  if (code === 'wrong-credentials' || code === 'too-many-attempts' || code === 'signed-out') return err(code);
  switch (failure.kind) {
    case 'throttled':
      return err('too-many-attempts');
    case 'rejected':
      return err('server');
    default:
      return err(failure.kind);
  }
}
