import { z } from 'zod';
import { err, ok, type Result } from '#shared/base/result.ts';
import {
  deviceSchema,
  PATHS,
  sessionSchema,
  signInSchema,
  type RemotePictureRequest,
} from '#shared/contract/http/routes.ts';
import { alikePageSchema } from '#shared/contract/http/customers.ts';
import { searchPageSchema } from '#shared/contract/http/search.ts';
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
    changeReference: async (change) =>
      toApiError(await exchange(given, PATHS.references, { method: 'POST', ...body(change) }, nothing)),
    changePublicName: async (change) =>
      toApiError(await exchange(given, PATHS.publicName, { method: 'PUT', ...body(change) }, nothing)),
    changeSignature: async (queueId, change) =>
      toApiError(
        await exchange(given, `${PATHS.signatures}/${queueId}`, { method: 'PUT', ...body(change) }, nothing),
      ),
    alike: async (asked, signal) =>
      toApiError(
        await exchange(
          { ...given, signal },
          PATHS.alike,
          { method: 'POST', ...body(asked) },
          asJson(alikePageSchema),
        ),
      ),
    mergeCustomers: async (pair) =>
      toApiError(await exchange(given, PATHS.mergeCustomers, { method: 'POST', ...body(pair) }, nothing)),
    separateCustomers: async (pair) =>
      toApiError(await exchange(given, PATHS.separateCustomers, { method: 'POST', ...body(pair) }, nothing)),
    search: async (asked, signal) =>
      toApiError(
        await exchange(
          { ...given, signal },
          PATHS.search,
          { method: 'POST', ...body(asked) },
          asJson(searchPageSchema),
        ),
      ),
    revokeDevice: async (id) =>
      toApiError(await exchange(given, `${PATHS.devices}/${id}`, { method: 'DELETE' }, nothing)),
    remotePicture: async (address) =>
      toApiError(
        await exchange(
          given,
          PATHS.remotePicture,
          { method: 'POST', ...body({ address } satisfies RemotePictureRequest) },
          async (response) => ok(await response.blob()),
        ),
      ),
  };
}

function withApiError<T>(result: Result<T, ExchangeError['failure']>): Result<T, ApiError> {
  return result.ok ? result : toApiError(err({ failure: result.error, code: null }));
}

/** Codes that say more than that it failed. */
const SAID: ReadonlySet<string> = new Set([
  'wrong-credentials',
  'too-many-attempts',
  'signed-out',
  'not-allowed',
  'changed',
  'too-many',
  'not-found',
] satisfies ApiError[]);

function toApiError<T>(result: Result<T, ExchangeError>): Result<T, ApiError> {
  if (result.ok) return result;
  const { failure, code } = result.error;
  if (code !== null && SAID.has(code)) return err(code as ApiError);
  switch (failure.kind) {
    case 'throttled':
      return err('too-many-attempts');
    case 'rejected':
      return err('server');
    default:
      return err(failure.kind);
  }
}
