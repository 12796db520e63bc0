import type { Desk } from '#renderer/data/desk.ts';
import { differences, hashOf, rowsInSight, rowsOnDisk } from './client-rows.ts';
import type { Found } from './checkers.ts';
import type { Seat } from './seat.ts';

/** How long anything may take that is waited for, in milliseconds: a machine under load is slow, not broken. */
const PATIENCE_MS = 45_000;

/** Waits until something holds. @param told what it is now, for the message of a wait in vain */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  told: () => string = () => '',
  patienceMs = PATIENCE_MS,
): Promise<void> {
  for (const end = Date.now() + patienceMs; !(await holds());) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}. ${told()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Whether a window has nothing under way: what waits stands behind something that a person has to decide. */
export function isAtRest(desk: Desk): boolean {
  const link = desk.read.connection.get();
  if (link.kind !== 'online' || link.progress !== null) return false;
  const items = desk.read.outbox.get();
  const stopped = new Set(
    items.filter((item) => item.state.kind !== 'waiting').map((item) => item.command.ticketId),
  );
  return items.every(
    ({ state, command }) =>
      state.kind !== 'waiting' || (state.because === 'behind-another' && stopped.has(command.ticketId)),
  );
}

/** Waits until a window has nothing under way. */
export function atRest(seat: Seat): Promise<void> {
  return until(
    () => isAtRest(seat.desk),
    `${seat.name} is at rest`,
    () => describe(seat),
  );
}

/**
 * Waits until the rows on a machine's disk are those the helpdesk shows its person, by hash (I4), and until the window
 * shows them.
 */
export async function converged(seat: Seat): Promise<void> {
  let different: readonly string[] = ['not finished'];
  await until(
    async () => {
      const [here, there] = await Promise.all([
        rowsOnDisk(seat.disk, seat.profileKey),
        // A line that the helpdesk has just closed is no answer.
        rowsInSight((path) => seat.ask(path)).catch((error: unknown) => {
          if (error instanceof TypeError) return null;
          throw error;
        }),
      ]);
      if (there === null) {
        different = ['the helpdesk does not answer'];
        return false;
      }
      if (here === null || hashOf(here) !== hashOf(there)) {
        different = here === null ? ['not finished'] : differences(here, there);
        await new Promise((resolve) => setTimeout(resolve, 50));
        return false;
      }
      const held = [...there.keys()].filter((key) => key.startsWith('ticket ')).length;
      const shown = seat.desk.read.tickets('all', null).get().rows.length;
      const counted = seat.desk.read.counts.get().views.all;
      different =
        shown === held && counted === held ? [] : [`shown ${shown}, counted ${counted}, held ${held}`];
      return different.length === 0;
    },
    `I4: ${seat.name} holds what the helpdesk has`,
    () => `${describe(seat)}\n${different.slice(0, 6).join('\n')}`,
  );
}

/** What a seat has that is not on the helpdesk. */
export async function leftAt(seat: Seat): Promise<Found['seats'][number]> {
  const { read } = seat.desk;
  const drafts = read.draftList.get().map(({ draft }) => draft);
  return { name: seat.name, isTrainee: seat.person.role === 'trainee', outbox: read.outbox.get(), drafts };
}

/** A seat in one line. */
export function describe(seat: Seat): string {
  if (!seat.isOpen) return `${seat.name} has no window`;
  const { read } = seat.desk;
  const items = read.outbox
    .get()
    .map(
      ({ command, state }) =>
        `${command.kind} ${state.kind}${state.kind === 'waiting' ? ` ${state.because}` : ''}`,
    );
  return `${seat.name}: ${JSON.stringify(read.connection.get())}, outbox [${items.join(', ')}], told ${[...seat.told].join(', ')}`;
}
