import { setTimeout as sleep } from 'node:timers/promises';
import { PATHS } from '#shared/contract/http/routes.ts';
import { openDatabase } from '#renderer/data/store/database.ts';
import { sending } from '../contract-host.ts';
import { emptyDisk } from './disk-image.ts';
import { stormOf, type Act, type Blow } from './schedule.ts';
import type { Scene } from './scene.ts';
import type { Seat } from './seat.ts';

/** Farthest a clock may be wrong, in milliseconds: two days either way. */
const MOST_OFF_MS = 2 * 24 * 3_600_000;

/** Does what nobody wants. @returns what came of it, for the history */
export async function strike(scene: Scene, act: Act & { readonly what: Blow }): Promise<string> {
  const { helpdesk, tally } = scene;
  const seat = scene.seats[act.seat];
  if (seat === undefined) throw new Error('There is no such seat.');
  const { proxy } = seat;
  switch (act.what) {
    case 'storm': {
      const choose = stormOf(scene.seed * 31 + act.seat, act.at[0], act.at[1]);
      proxy.storm((seen) => choose(seen.step, seen.ofStep));
      return 'begins';
    }
    case 'calm':
      proxy.storm(null);
      return 'begins';
    case 'cut the line':
      proxy.cut();
      tally.count('line cut');
      return 'done';
    case 'mend the line':
      proxy.mend();
      return 'done';
    case 'kill the client':
      if (!seat.isOpen) return 'has no window';
      await seat.kill();
      tally.count('client killed');
      await seat.open();
      return 'and opened again';
    case 'close and open the window':
      if (!seat.isOpen) return 'has no window';
      // A window that waits for a helpdesk that does not answer closes all the same.
      await seat.close();
      await seat.open();
      return 'done';
    case 'delete the local database':
      if (!seat.isOpen) return 'has no window';
      await seat.kill();
      seat.disk = emptyDisk();
      tally.count('local database deleted');
      await seat.open();
      return 'and opened again';
    case 'damage the local database':
      if (!seat.isOpen) return 'has no window';
      await seat.kill();
      await damage(seat);
      tally.count('local database damaged');
      await seat.open();
      return 'and opened again';
    case 'expire the session':
      tally.count('session ended');
      return seat.ask(PATHS.session, sending('DELETE')).then(
        (response) => `gave ${response.status}`,
        () => 'did not get through',
      );
    case 'kill an instance': {
      const index = Math.floor(act.at[0] * helpdesk.urls.length);
      if (!helpdesk.isRunning(index)) return 'is not running';
      await helpdesk.killInstance(index);
      tally.count('instance killed');
      return `number ${index}`;
    }
    case 'kill the database':
      if (helpdesk.killDatabase === null) return 'is the instance itself';
      await helpdesk.killDatabase();
      tally.count('database server killed');
      await sleep(act.at[0] * 300);
      await helpdesk.startAll();
      return 'and started again';
    case 'start everything':
      await helpdesk.startAll();
      repoint(scene);
      return 'done';
    case 'fail over': {
      scene.instanceOf[act.seat] = ((scene.instanceOf[act.seat] ?? 0) + 1) % helpdesk.urls.length;
      repoint(scene);
      if (helpdesk.urls.length > 1) tally.count('failed over');
      return `to instance ${scene.instanceOf[act.seat]}`;
    }
    case 'client clock jumps':
      seat.clockOffMs = Math.round((act.at[0] - 0.5) * 2 * MOST_OFF_MS);
      tally.count('client clock jumped');
      return `to ${seat.clockOffMs} ms off`;
    case 'helpdesk clock jumps': {
      const offMs = Math.round((act.at[0] - 0.5) * 2 * MOST_OFF_MS);
      helpdesk.setClocks(offMs);
      tally.count('helpdesk clock jumped');
      return `to ${offMs} ms off`;
    }
    case 'back up':
      await backUp(scene);
      return 'made';
    case 'rewind':
      if (scene.backedUp === null) return 'has no backup';
      await rewind(scene);
      tally.count('helpdesk rewound');
      return 'done';
  }
}

function repoint(scene: Scene): void {
  scene.seats.forEach((seat, index) =>
    seat.proxy.pointTo(scene.helpdesk.urls[scene.instanceOf[index] ?? 0] ?? ''),
  );
}

/** What a broken disk leaves: rows that are none. */
async function damage(seat: Seat): Promise<void> {
  const opened = await openDatabase(seat.profileKey, 'relaxed', seat.disk);
  if (!opened.ok) return;
  await opened.value.meta.clear();
  await opened.value.lists.toCollection().modify({ list: '{"tickets":[[' });
  await opened.value.deltas.toCollection().modify({ list: '{"tickets":[[' });
  await opened.value.meta.put({ key: 'sync', cursor: 7 } as never);
  opened.value.close();
}

/** Marks of words that machines hold now: in outboxes and drafts. */
function heldWords(scene: Scene): ReadonlySet<string> {
  const held = new Set<string>();
  for (const seat of scene.seats) {
    if (!seat.isOpen) continue;
    const { read } = seat.desk;
    const texts = [
      ...read.outbox
        .get()
        .map(({ command }) => ('text' in command.payload ? (command.payload.text ?? '') : '')),
      ...[...read.drafts.get()].flatMap((id) =>
        (['reply', 'note'] as const).map((kind) => read.draft(id, kind).get().draft?.text ?? ''),
      ),
    ];
    for (const text of texts) for (const words of scene.account.wordsIn(text)) held.add(words.mark);
  }
  return held;
}

function heldIds(scene: Scene): ReadonlySet<string> {
  return new Set(
    scene.seats.flatMap((seat) =>
      seat.isOpen ? seat.desk.read.outbox.get().map(({ command }) => command.id as string) : [],
    ),
  );
}

/** What has left the machines before the copy is made is in it. */
async function backUp(scene: Scene): Promise<void> {
  const { account, customers } = scene;
  const [ids, marks] = [heldIds(scene), heldWords(scene)];
  const all = scene.seats.every((seat) => seat.isOpen);
  const backedUp = {
    queued: new Set(all ? [...account.queued.keys()].filter((id) => !ids.has(id)) : []),
    words: new Set(
      all
        ? [...account.words.values()]
            .filter(({ kept, mark }) => kept && !marks.has(mark))
            .map(({ mark }) => mark)
        : [],
    ),
    written: new Map(customers.conversations.map(({ subject, written }) => [subject, [...written]])),
  };
  await scene.helpdesk.backUp();
  repoint(scene);
  scene.backedUp = backedUp;
}

/**
 * A restored backup: what the helpdesk had confirmed since is truly lost there, and nobody can bring it back; what is
 * still on a machine, waiting or undecided, must not be.
 */
async function rewind(scene: Scene): Promise<void> {
  const { account, customers, backedUp } = scene;
  if (backedUp === null) return;
  await scene.helpdesk.rewind();
  repoint(scene);
  scene.wasRewound = true;
  const [ids, marks] = [heldIds(scene), heldWords(scene)];
  for (const queued of account.queued.values())
    if (queued.fate === 'ours' && !ids.has(queued.id) && !backedUp.queued.has(queued.id))
      queued.fate = 'lost by the helpdesk';
  for (const words of account.words.values())
    if (!marks.has(words.mark) && !backedUp.words.has(words.mark)) words.mayBeGone = true;
  for (const conversation of [...customers.conversations]) {
    const kept = backedUp.written.get(conversation.subject);
    if (kept === undefined) customers.forget(conversation);
    else conversation.written.splice(0, conversation.written.length, ...kept);
  }
}
