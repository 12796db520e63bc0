import { createContext, useContext } from 'react';
import type { DeviceId } from '#shared/base/brand.ts';
import type { Result } from '#shared/base/result.ts';
import type { Device, Hello, Session } from '#shared/contract/http/routes.ts';

/** Why the helpdesk did not give what was asked for. */
export type ApiError =
  | 'unreachable'
  | 'certificate'
  | 'not-a-helpdesk'
  | 'wrong-version'
  | 'wrong-credentials'
  | 'too-many-attempts'
  | 'signed-out'
  | 'server';

/** Server state that is not replicated: who one is, and the devices one is signed in on. */
export interface HelpdeskApi {
  hello(): Promise<Result<Hello, ApiError>>;
  session(): Promise<Result<Session, ApiError>>;
  signIn(login: string, password: string): Promise<Result<Session, ApiError>>;
  signOut(): Promise<Result<null, ApiError>>;
  devices(): Promise<Result<readonly Device[], ApiError>>;
  revokeDevice(id: DeviceId): Promise<Result<null, ApiError>>;
}

export const HelpdeskApiContext = createContext<HelpdeskApi | null>(null);

/** The helpdesk's own calls, for TanStack Query. */
export function useHelpdeskApi(): HelpdeskApi {
  const api = useContext(HelpdeskApiContext);
  if (api === null) throw new Error('There is no helpdesk API here');
  return api;
}
