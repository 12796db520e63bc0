import type { CommandId, Sha256 } from '#shared/base/brand.ts';
import type { Entry } from './entry.ts';
import type { Failure } from './failure.ts';
import type { Answer } from './outcome.ts';

/** What happens to a client, as `step` takes it in. */
export type Input =
  /**
   * The operator did something, and it is on the disk. Given in the order of the operator's acts, whichever window it was done in: read
   * from the disk, not from the windows' messages, which overtake each other (I3).
   */
  | { readonly kind: 'recorded'; readonly entry: Entry }
  /**
   * A person has decided that a command is to be forgotten. The store allows it only for what is undecided or has never
   * been attempted: anything else may have arrived, and could take effect after it was forgotten.
   */
  | { readonly kind: 'discarded'; readonly id: CommandId }
  /**
   * A person takes back a command that may have arrived: it is not sent any more, the helpdesk is asked instead not to
   * decide it. Changes only what waits.
   */
  | { readonly kind: 'withdrawn'; readonly id: CommandId }
  /** A person has thought better of it before the helpdesk was asked: the command is sent again. */
  | { readonly kind: 'kept'; readonly id: CommandId }
  /** It may go from this time on, in the driver's monotonic milliseconds: a person has said "now". */
  | { readonly kind: 'due'; readonly id: CommandId; readonly at: number }
  /** A person gives an undecided command again: the new one takes its place in the order, before what it fenced (I3). */
  | { readonly kind: 'replaced'; readonly id: CommandId; readonly entry: Entry }
  /**
   * Answers have come and are committed to the store. `push` is the number of the push they belong to; without it they
   * belong to the one under way. Every push ends by one `answered` or `push-failed`; what comes later is only taken for
   * its verdicts.
   */
  | {
      readonly kind: 'answered';
      readonly answers: readonly Pick<Answer, 'id' | 'outcome'>[];
      readonly push?: number;
    }
  /** `unsent`: the way failed before anything of it was sent, so whatever the failure is, it is none of the commands'. */
  | {
      readonly kind: 'push-failed';
      readonly failure: Failure;
      readonly push?: number;
      readonly unsent?: boolean;
    }
  | { readonly kind: 'uploaded'; readonly sha256: Sha256 }
  /** `unsent`: as above. */
  | {
      readonly kind: 'upload-failed';
      readonly sha256: Sha256;
      readonly failure: Failure;
      readonly unsent?: boolean;
    }
  /** A page and its cursor are committed to the store. */
  | { readonly kind: 'pulled'; readonly more: boolean }
  | { readonly kind: 'pull-failed'; readonly failure: Failure }
  /** The helpdesk says that there is something new. */
  | { readonly kind: 'announced' }
  /** The stream of events is open, or the system says that the network is back, or the operator presses "Try now". */
  | { readonly kind: 'try-now' }
  /** The stream of events or the network was lost: nothing may have been missed, but better look. */
  | { readonly kind: 'lost'; readonly failure: Failure }
  | { readonly kind: 'signed-in' }
  /** A wake-up that was asked for. */
  | { readonly kind: 'woke' };
