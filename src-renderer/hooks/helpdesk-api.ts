import { createContext, useContext } from 'react';
import type { DeviceId, QueueId } from '#shared/base/brand.ts';
import type { Result } from '#shared/base/result.ts';
import type { PublicNameChange, SignatureChange } from '#shared/contract/http/signature.ts';
import type { AlikePage, AlikeRequest, CustomerPair } from '#shared/contract/http/customers.ts';
import type { SearchPage, SearchPageRequest } from '#shared/contract/http/search.ts';
import type { Device, Hello, ReferenceChange, Session } from '#shared/contract/http/routes.ts';

/** Why the helpdesk did not give what was asked for. */
export type ApiError =
  | 'unreachable'
  | 'certificate'
  | 'not-a-helpdesk'
  | 'wrong-version'
  | 'wrong-credentials'
  | 'too-many-attempts'
  | 'signed-out'
  | 'not-allowed'
  /** What was on the screen is not what is there: somebody else has changed it. */
  | 'changed'
  | 'too-many'
  /** It is gone, or out of sight. */
  | 'not-found'
  | 'server';

/** What goes to the helpdesk directly: who one is, the devices one is signed in on, and what supervisors keep. */
export interface HelpdeskApi {
  hello(): Promise<Result<Hello, ApiError>>;
  session(): Promise<Result<Session, ApiError>>;
  signIn(login: string, password: string): Promise<Result<Session, ApiError>>;
  signOut(): Promise<Result<null, ApiError>>;
  devices(): Promise<Result<readonly Device[], ApiError>>;
  /** One page of what the helpdesk finds among all tickets in sight. */
  search(asked: SearchPageRequest, signal: AbortSignal): Promise<Result<SearchPage, ApiError>>;
  revokeDevice(id: DeviceId): Promise<Result<null, ApiError>>;
  /** Makes, changes or removes a piece of the team's common knowledge; it comes back with the feed. */
  changeReference(change: ReferenceChange): Promise<Result<null, ApiError>>;
  /** Changes what customers read under one's own answers. */
  changePublicName(change: PublicNameChange): Promise<Result<null, ApiError>>;
  /** Changes what stands under every new answer of a queue. */
  changeSignature(queueId: QueueId, change: SignatureChange): Promise<Result<null, ApiError>>;
  /** Customers who may be the same person as one, or who are known by some words. */
  alike(asked: AlikeRequest, signal: AbortSignal): Promise<Result<AlikePage, ApiError>>;
  /** Makes two customers one, or two again; it comes back with the feed. */
  mergeCustomers(pair: CustomerPair): Promise<Result<null, ApiError>>;
  separateCustomers(pair: CustomerPair): Promise<Result<null, ApiError>>;
  /** The bytes of a picture from outside, fetched by the helpdesk: its sender learns nothing of this machine. */
  remotePicture(address: string): Promise<Result<Blob, ApiError>>;
}

export const HelpdeskApiContext = createContext<HelpdeskApi | null>(null);

/** The helpdesk's own calls, for TanStack Query. */
export function useHelpdeskApi(): HelpdeskApi {
  const api = useContext(HelpdeskApiContext);
  if (api === null) throw new Error('There is no helpdesk API here');
  return api;
}
