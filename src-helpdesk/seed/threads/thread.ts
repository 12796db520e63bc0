/** Stream of tickets a thread belongs to. */
export type SampleQueue = 'diagnostics' | 'billing' | 'partners';

/** Who speaks (customer, reply, note), the words, and the name of a sample file that goes along. */
export type Turn = readonly ['c' | 'r' | 'n', string, string?];

/**
 * A conversation the sample tickets are varied from. `[a|b]` is one of the alternatives, `{slot}` a fact of the ticket
 * (see `wording.ts`).
 */
export interface Thread {
  readonly queue: SampleQueue;
  readonly tags: readonly string[];
  readonly subject: string;
  /** Urgent matters come with a higher priority. */
  readonly urgent?: boolean;
  /** Came by telephone: the first turn is the record of the call. */
  readonly call?: boolean;
  readonly turns: readonly Turn[];
}
