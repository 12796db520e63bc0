import { openAccount, type Account } from './account.ts';
import { openCustomers, type Customers } from './customers.ts';
import type { KillableHelpdesk } from './killable-helpdesk.ts';
import { PEOPLE } from './schedule.ts';
import { takeSeat, type Seat } from './seat.ts';
import type { Tally } from './tally.ts';

/** What was settled when a backup was made: what must still be there after going back to it. */
export interface BackedUp {
  readonly queued: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly written: ReadonlyMap<string, readonly string[]>;
}

/** Everything that a schedule is played with. */
export interface Scene {
  readonly seed: number;
  readonly helpdesk: KillableHelpdesk;
  readonly customers: Customers;
  readonly account: Account;
  readonly seats: readonly Seat[];
  /** For each seat the instance that its line leads to. */
  readonly instanceOf: number[];
  readonly tally: Tally;
  /** What has happened, oldest first. */
  readonly history: string[];
  /** Acts that nobody waits for: customers at their forms. */
  readonly pending: Promise<unknown>[];
  backedUp: BackedUp | null;
  /** The helpdesk has been set back: what it decided since the backup, it does not know. */
  wasRewound: boolean;
  note(line: string): void;
  /** An address that answers at the moment, as far as is known. */
  target(): string;
}

/** Sets a scene: people at their machines, two customers who wait. */
export async function setScene(seed: number, helpdesk: KillableHelpdesk, tally: Tally): Promise<Scene> {
  const began = performance.now();
  const history: string[] = [];
  const target = () => {
    const running = helpdesk.urls.find((_, index) => helpdesk.isRunning(index));
    return running ?? helpdesk.urls[0] ?? '';
  };
  const customers = openCustomers(target);
  const instances = helpdesk.urls.length;
  const instanceOf = PEOPLE.map((_, index) => index % instances);
  const seats = await Promise.all(
    PEOPLE.map((login, index) =>
      takeSeat({
        name: login,
        who: helpdesk.people[login],
        target: () => helpdesk.urls[instanceOf[index] ?? 0] ?? '',
        random: () => ((seed + index * 7) % 10) / 10,
      }),
    ),
  );
  for (const n of [1, 2])
    await customers.ask(
      `Question 0.${n}`,
      `It does not work (0.${n}).`,
      n === 1 ? helpdesk.queues.first : helpdesk.queues.second,
    );
  return {
    seed,
    helpdesk,
    customers,
    account: openAccount(),
    seats,
    instanceOf,
    tally,
    history,
    pending: [],
    backedUp: null,
    wasRewound: false,
    note: (line) => void history.push(`${String(Math.round(performance.now() - began)).padStart(6)} ${line}`),
    target,
  };
}
