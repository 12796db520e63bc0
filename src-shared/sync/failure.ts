/** Why an exchange with the helpdesk brought no answer. Retry decisions read this code, never a message. */
export type Failure =
  /** No connection, cut in the middle, or no answer in time: what was sent may or may not have arrived. */
  | { readonly kind: 'unreachable' }
  /** The server's certificate is not trusted. */
  | { readonly kind: 'certificate' }
  /** Something answered that is not this helpdesk's contract: a captive portal, a wrong address, another version. */
  | { readonly kind: 'not-a-helpdesk' }
  | { readonly kind: 'wrong-version' }
  /** The session has expired or was revoked: somebody must sign in. */
  | { readonly kind: 'signed-out' }
  /** Asked to slow down. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  /** The helpdesk failed inside (5xx). */
  | { readonly kind: 'server' }
  /** The helpdesk understood and will not do it: repeating the same does not help (4xx). */
  | { readonly kind: 'rejected'; readonly status: number };
