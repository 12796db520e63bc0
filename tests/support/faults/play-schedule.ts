import { setTimeout as sleep } from 'node:timers/promises';
import { strike } from './blows.ts';
import { check } from './checkers.ts';
import { doDeed } from './deeds.ts';
import type { KillableHelpdesk } from './killable-helpdesk.ts';
import { converged, describe, isAtRest, leftAt, until } from './rest.ts';
import { setScene, type Scene } from './scene.ts';
import { isBlow, isDeed, PEOPLE, type Schedule } from './schedule.ts';
import type { Tally } from './tally.ts';

/** How long a whole team may take to come to rest, in milliseconds. */
const REST_MS = 120_000;

/** What became of a schedule. */
export interface Played {
  /** Sentences, none when all is well. */
  readonly wrong: readonly string[];
  readonly history: readonly string[];
}

/**
 * Plays a schedule on a helpdesk that nobody has used, ends all faults, waits until everything has come to rest, and holds
 * what is found from outside against what was shown.
 */
export async function playSchedule(
  schedule: Schedule,
  helpdesk: KillableHelpdesk,
  tally: Tally,
): Promise<Played> {
  const scene = await setScene(schedule.seed, helpdesk, tally);
  try {
    const wrong = await play(scene, schedule).catch((error: unknown) => [
      error instanceof Error ? error.message : String(error),
    ]);
    for (const seat of scene.seats) for (const { fault } of seat.proxy.injections) tally.count(fault);
    return {
      wrong: [...wrong, ...scene.history.filter((line) => line.includes('WRONG: '))],
      history: [...scene.history, ...injected(scene), ...(wrong.length > 0 ? [helpdesk.complaints()] : [])],
    };
  } finally {
    await Promise.all(scene.seats.map((seat) => seat.leave()));
  }
}

async function play(scene: Scene, { acts }: Schedule): Promise<readonly string[]> {
  await Promise.all(scene.seats.map((seat) => seat.open()));
  await Promise.all(
    scene.seats.map((seat) =>
      until(
        () => isAtRest(seat.desk),
        `${seat.name} has begun`,
        () => describe(seat),
      ),
    ),
  );
  for (const act of acts) {
    await sleep(act.afterMs);
    const said = isBlow(act) ? await strike(scene, act) : isDeed(act) ? await doDeed(scene, act) : '';
    scene.note(`${PEOPLE[act.seat] ?? ''}: ${act.what}: ${said}`);
  }
  scene.note('the faults end');
  await endFaults(scene);
  await allAtRest(scene);
  scene.note('everything is at rest');
  await decideAll(scene);
  await allAtRest(scene);
  for (const seat of scene.seats) await converged(seat);
  return look(scene);
}

async function endFaults({ seats, helpdesk, instanceOf, pending }: Scene): Promise<void> {
  await helpdesk.startAll();
  seats.forEach((seat, index) => {
    seat.proxy.storm(null);
    seat.proxy.pointTo(helpdesk.urls[instanceOf[index] ?? 0] ?? '');
    seat.proxy.mend();
  });
  for (const seat of seats) await seat.open();
  await Promise.all(pending);
}

/** People sign in where they are asked to; nobody presses anything else. */
async function allAtRest({ seats }: Scene): Promise<void> {
  await until(
    async () => {
      for (const seat of seats)
        if (seat.desk.read.connection.get().kind === 'signed-out') await seat.signIn();
      return seats.every((seat) => isAtRest(seat.desk));
    },
    'everybody is at rest',
    () => seats.map(describe).join('\n'),
    REST_MS,
  );
}

/** Everybody reads what is held or refused, and gives it again once: with what is new before his eyes. */
async function decideAll({ seats, account, note }: Scene): Promise<void> {
  for (const seat of seats)
    for (const { command, state } of seat.desk.read.outbox.get()) {
      if (state.kind === 'waiting') continue;
      const conversation = seat.desk.read.conversation(command.ticketId);
      const stop = conversation.subscribe(() => undefined);
      await until(() => conversation.get().kind !== 'loading', 'the conversation is open');
      const again = await seat.desk.write.retry(command.id);
      stop();
      note(`${seat.name}: at last: give ${command.id} again: ${again.ok ? again.value : again.error}`);
      if (again.ok) account.queue(seat, command.ticketId, again.value, command.id);
    }
}

async function look(scene: Scene): Promise<readonly string[]> {
  const { customers, seats, account, helpdesk } = scene;
  const views = [];
  for (const conversation of customers.conversations)
    views.push({ conversation, view: await customers.look(conversation) });
  const left = await Promise.all(seats.map(leftAt));
  return check({
    account,
    customers: views,
    seats: left,
    tables: await helpdesk.tables(),
    wasRewound: scene.wasRewound,
  });
}

function injected({ seats }: Scene): string[] {
  return seats.flatMap((seat) =>
    seat.proxy.injections.map(
      ({ fault, seen, atMs }) =>
        `${String(atMs).padStart(6)} ${seat.name}'s line: ${fault} at ${seen.step} ${seen.ofStep}`,
    ),
  );
}
