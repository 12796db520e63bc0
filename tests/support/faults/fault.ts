/** Part of the protocol that a request belongs to. */
export type Step =
  | 'first lines'
  | 'first page'
  | 'delta page'
  | 'push'
  | 'attachment part'
  | 'upload state'
  | 'session check'
  | 'greeting'
  | 'events'
  | 'other';

/** What can be done to one exchange. Parts are fractions in [0, 1) of the bytes there are. */
export type Fault =
  /** So much of the request passes, then the connection is cut: with 0 the helpdesk never hears of it. */
  | { readonly kind: 'request lost'; readonly part: number }
  /** The helpdesk has done its work, and nothing of its answer comes back. */
  | { readonly kind: 'answer lost' }
  /** So much of the answer comes, then the connection is cut: in the middle of the head or of the body. */
  | { readonly kind: 'cut in the answer'; readonly part: number }
  /** The whole answer waits so long, in milliseconds. */
  | { readonly kind: 'delayed'; readonly ms: number }
  /** The same request is made again on a connection of its own after its answer; one of the answers comes back. */
  | { readonly kind: 'duplicated'; readonly answer: 'first' | 'second' }
  /** The request waits until a later one has been answered, or so long, in milliseconds. */
  | { readonly kind: 'reordered'; readonly mostMs: number }
  /** The helpdesk answers, and the answer waits until the client has given up. */
  | { readonly kind: 'too late' }
  /** A whole answer by the rules of HTTP, whose body stops in the middle. */
  | { readonly kind: 'truncated'; readonly part: number }
  /** Something before the helpdesk answers in its name. */
  | { readonly kind: 'refused'; readonly status: 401 | 403 | 409 | 413 | 429 | 500 }
  /** The sign-in page of a guest network, with 200. */
  | { readonly kind: 'portal' }
  /** Something happens to the helpdesk while the request is on its way. */
  | { readonly kind: 'meanwhile'; readonly what: string; readonly run: () => Promise<void> };

/** One word or two for counting. */
export function nameOfFault(fault: Fault): string {
  if (fault.kind === 'refused') return String(fault.status);
  return fault.kind === 'meanwhile' ? fault.what : fault.kind;
}

/** A request as the proxy has seen it. */
export interface Seen {
  /** Counts all requests of a proxy, from 1. */
  readonly n: number;
  /** Counts those of its step, from 1. */
  readonly ofStep: number;
  readonly step: Step;
  readonly method: string;
  readonly path: string;
}

/** What was done to which request. */
export interface Injection {
  readonly fault: string;
  readonly seen: Seen;
  /** Milliseconds since the proxy was opened. */
  readonly atMs: number;
}

/** Says which step a request belongs to. */
export function stepOf(method: string, path: string): Step {
  const [place = '', query = ''] = path.split('?');
  if (place === '/api/sync/first') return 'first lines';
  if (place === '/api/sync/changes') return query.includes('cursor=') ? 'delta page' : 'first page';
  if (place === '/api/sync/commands') return 'push';
  if (place.endsWith('/upload')) return method === 'PATCH' ? 'attachment part' : 'upload state';
  if (place === '/api/session' && method === 'GET') return 'session check';
  if (place === '/api/hello') return 'greeting';
  return place === '/api/events' ? 'events' : 'other';
}
