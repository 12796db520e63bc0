import type { HelpdeskId } from '#shared/base/brand.ts';
import type { Logger } from '#shared/base/ports.ts';

/** Where requests go. */
export type ProxyTarget =
  | { readonly kind: 'none' }
  | { readonly kind: 'down' }
  /** The helpdesk on this computer, on a port of ours; `key` names it among the kept tokens. */
  | { readonly kind: 'here'; readonly key: string; readonly origin: string }
  /** A team's helpdesk under one or more addresses; its identity, when it is known, is the key of its token. */
  | { readonly kind: 'team'; readonly origins: readonly string[]; readonly id: HelpdeskId | null };

export interface ProxyPorts {
  /** The system's network, without cookies of its own and without following redirects. */
  fetch(url: string, init: RequestInit & { duplex?: 'half' }): Promise<Response>;
  target(): ProxyTarget;
  /** The helpdesk at the team's addresses has said who it is, which was not known. */
  learnId(id: HelpdeskId): void;
  findToken(key: string): string | null;
  keepToken(key: string, token: string): Promise<void>;
  forgetToken(key: string): Promise<void>;
  readonly log: Logger;
  /** Monotonic milliseconds. */
  now(): number;
  /** Milliseconds without a byte sent and without an answer after which the helpdesk counts as unreachable. */
  readonly silenceMs: number;
  /** The same, while there is another address to try. */
  readonly switchMs: number;
}
