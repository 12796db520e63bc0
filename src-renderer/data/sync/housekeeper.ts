import type { Timers } from '../timers.ts';
import type { Ledger } from './ledger.ts';

/** Quiet after which housekeeping begins, in milliseconds. */
const HOUSE_AFTER_MS = 2_000;

/** Puts the stored segments in order while nothing else is to be done. */
export interface Housekeeper {
  /** There was work: begins when it has been quiet for a while. */
  later(): void;
  end(): void;
}

/** @param options.isBusy a page or a push is on its way: the next one that ends calls `later` */
export function createHousekeeper(options: {
  readonly ledger: Pick<Ledger, 'keepHouse'>;
  readonly timers: Timers;
  readonly signal: AbortSignal;
  readonly isBusy: () => boolean;
}): Housekeeper {
  const { ledger, timers, signal, isBusy } = options;
  let cancel = () => {};

  function later(): void {
    cancel();
    cancel = timers.after(HOUSE_AFTER_MS, () => {
      if (isBusy()) return;
      ledger.keepHouse().then(
        (more) => {
          if (more && !signal.aborted) later();
        },
        () => undefined, // A full disk: tried again after the next commit.
      );
    });
  }
  return { later, end: () => cancel() };
}
