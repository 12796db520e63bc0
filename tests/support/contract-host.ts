import type { CustomerId, MessageId, PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import { GUARD_HEADER, PATHS, sessionSchema, type Session } from '#shared/contract/http/routes.ts';

/** Somebody who can be signed in as. */
export interface ContractPerson {
  readonly id: PersonId;
  readonly login: string;
  readonly password: string;
}

/** The people every contract host has. */
export type ContractPeople = Readonly<
  Record<
    | 'anna' /* operator of the first queue */
    | 'boris' /* operator of both queues */
    | 'vera' /* operator of the second queue */
    | 'maria' /* supervisor */
    | 'timur' /* trainee of the first queue */
    | 'pavel' /* administrator */
    | 'gone' /* an operator who has left */,
    ContractPerson
  >
>;

/** One program that speaks the contract, with its own token: a browser, a desktop behind its proxy. */
export interface ContractClient {
  /** `path` begins with `/api/`. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** What happens on the helpdesk's side of a test, besides the contract. */
export interface Backstage {
  /** A customer (a new one unless given) writes and makes a ticket. */
  openTicket(given?: {
    readonly queue?: 'first' | 'second';
    readonly customerId?: CustomerId;
    readonly customerName?: string;
    readonly text?: string;
    readonly attachment?: Uint8Array;
  }): Promise<{
    readonly ticketId: TicketId;
    readonly messageId: MessageId;
    readonly customerId: CustomerId;
  }>;
  /** The customer of a ticket writes again. */
  writeAsCustomer(ticketId: TicketId, text: string): Promise<MessageId>;
  moveTicket(ticketId: TicketId, queue: 'first' | 'second'): Promise<void>;
  setQueues(login: string, queues: readonly ('first' | 'second')[]): Promise<void>;
  deactivate(login: string): Promise<void>;
  activate(login: string): Promise<void>;
  /** Lets the helpdesk's clock go forward. */
  advanceClock(ms: number): void;
}

/** A helpdesk as the contract suite needs it: fresh, with the people and two queues, nothing else. */
export interface ContractHost {
  readonly people: ContractPeople;
  readonly queues: Readonly<Record<'first' | 'second', QueueId>>;
  readonly backstage: Backstage;
  /** A client that is not signed in. */
  newClient(): Promise<ContractClient>;
  /** Told after each test: its clients are not used any more. */
  endTest?(): Promise<void>;
  close(): Promise<void>;
}

/** JSON for a changing request. */
export function sending(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', body?: unknown): RequestInit {
  return {
    method,
    headers: { [GUARD_HEADER]: '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** Signs in, or fails the test. */
export async function signIn(client: ContractClient, person: ContractPerson): Promise<Session> {
  const response = await client.fetch(
    PATHS.session,
    sending('POST', { login: person.login, password: person.password, device: 'contract suite' }),
  );
  if (response.status !== 200) throw new Error(`Signing in as ${person.login} gave ${response.status}`);
  return sessionSchema.parse(await response.json());
}

/** A client over plain HTTP with a cookie jar, as a browser has. */
export function cookieClient(url: string): ContractClient {
  let cookie = '';
  return {
    async fetch(path, init = {}) {
      const headers = new Headers(init.headers);
      if (cookie !== '') headers.set('cookie', cookie);
      const response = await fetch(url + path, { ...init, headers });
      for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0] ?? '';
      return response;
    },
  };
}
