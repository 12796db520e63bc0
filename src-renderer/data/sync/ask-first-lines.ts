import type { Profile } from '#shared/contract/ipc/settings.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import type { Fetch } from '../remote/exchange.ts';
import { createRemote } from '../remote/remote.ts';
import type { Timers } from '../timers.ts';
import { pullFirstLines, verifyHelpdesk } from './first-lines.ts';

/** First lines that are on their way. */
export interface AskedFirstLines {
  /** Reads them when they have come; null when they cannot be had now. */
  take(): ReturnType<typeof pullFirstLines>;
  /** They are not needed: nothing more is read. */
  drop(): void;
}

/** Asks for what a new database shows first. */
export function askFirstLines(given: {
  readonly profile: Profile;
  readonly startView: ViewId;
  readonly fetch: Fetch;
  readonly timers: Timers;
}): AskedFirstLines {
  const dropping = new AbortController();
  const remote = createRemote({ fetch: given.fetch, timers: given.timers, signal: dropping.signal });
  const isOurs = verifyHelpdesk(remote, given.profile).then((found) => found.ok);
  let tellWanted: (wanted: boolean) => void = () => undefined;
  const wanted = new Promise<boolean>((resolve) => (tellWanted = resolve));
  const lines = pullFirstLines(remote, given.startView, isOurs, wanted);
  return {
    take() {
      tellWanted(true);
      return lines;
    },
    drop() {
      tellWanted(false);
      dropping.abort();
    },
  };
}
