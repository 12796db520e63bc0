import type { ClientId } from '#shared/base/brand.ts';
import { checkConvergence, checkRest, checkViews, createAccount } from './oracle-checks.ts';
import { claim } from './oracle-invariants.ts';
import { createWorld, type History, type World } from './oracle-world.ts';

/** More events than any history needs to come to rest, by far: beyond it, something turns in circles. */
const MOST_EVENTS = 20_000;
/** Longer than the longest wait between two tries. */
const LONG_MS = 30 * 60_000;

/**
 * Lives a history through, ends the faults, and holds the world against the invariants: after every event, at rest with
 * what is poisoned still poisoned, and at the very end, when people have decided on everything.
 * @param trace is given everything that happens to a client, in order
 * @throws Error whose message names the invariant that does not hold
 */
export function liveThrough(
  history: History,
  trace: (client: ClientId, what: unknown) => void = () => undefined,
): World {
  const world = createWorld(history, trace);
  const account = createAccount(world);
  let events = 0;

  const run = (forMs: number) => {
    const until = world.timeline.now() + forMs;
    while (world.timeline.advance(until)) {
      events += 1;
      claim(events < MOST_EVENTS, 'it turns in circles: too many events');
      if (!world.network.stormy) signInWhereAsked(world);
      account();
    }
  };

  for (const action of history.actions) {
    run(action.afterMs);
    world.perform(action);
    account();
    checkViews(world);
  }

  endFaults(world);
  run(LONG_MS);
  checkRest(world);
  checkAtRest(world);

  world.helpdesk.poison.clear();
  run(LONG_MS);
  checkRest(world);
  checkConvergence(world);

  decideAll(world, run);
  checkRest(world);
  checkConvergence(world);
  for (const client of world.clients)
    claim(client.disk.outbox.length === 0, 'the outbox is not empty at last');
  claim(!world.timeline.advance(Infinity), 'something is still planned when nothing is left to do');
  return world;
}

/** The network is mended without a word to the clients: they must find out by themselves. */
function endFaults(world: World): void {
  world.network.stormy = false;
  world.network.cut.clear();
  world.network.expired.clear();
  signInWhereAsked(world);
}

function signInWhereAsked(world: World): void {
  for (const client of world.clients) if (!client.state.signedIn) client.feed({ kind: 'signed-in' });
}

function checkAtRest(world: World): void {
  for (const { state } of world.clients) {
    claim(state.signedIn && state.link.kind === 'online', 'liveness: a client has not found back');
    claim(!state.pulling && !state.pullWanted && state.uploading === null, 'liveness: not at rest');
  }
}

/** People decide on everything: some try again first, in the end what cannot be done is forgotten. */
function decideAll(world: World, run: (forMs: number) => void): void {
  for (let round = 0; round < 200; round += 1) {
    let open = 0;
    for (const client of world.clients) {
      open += client.disk.outbox.length;
      const kept = client.disk.outbox.find((each) => each.verdict !== null);
      if (kept !== undefined) world.decide(client, kept, round < 2);
    }
    if (open === 0) return;
    run(LONG_MS);
  }
  claim(false, 'liveness: people have decided on everything, and the outbox is still not empty');
}
