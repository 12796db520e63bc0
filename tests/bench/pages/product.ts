/*
 * The product as it is: its worker, its journal, its validation, its projection. Only React is missing; what the window
 * does with the rows is measured in the window.
 */
import type { Desk } from '#renderer/data/desk.ts';
import type { Live } from '#renderer/data/live.ts';
import { openDesk } from '#renderer/data/open-desk.ts';
import type { TicketList } from '#renderer/data/read/desk-reader.ts';
import { detectPlatform } from '#renderer/platform/detect-platform.ts';
import { afterPaint, watchLongTasks, type FirstScreen, type Task } from './bench-page.ts';

/** Known before anybody signs in, as in the window. */
const platform = detectPlatform();
let opened: Desk | null = null;

async function open({ profile, view }: Task, isReturning = false): Promise<Desk> {
  opened = await openDesk({ profile, platform: await platform, startView: view, isReturning });
  return opened;
}

/** Resolves with the first value that is as wanted, this one or a later one. */
function until<T>(live: Live<T>, isWanted: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    let stop = (): void => undefined;
    let done = false;
    const look = () => {
      const value = live.get();
      if (done || !isWanted(value)) return;
      done = true;
      stop();
      resolve(value);
    };
    stop = live.subscribe(look);
    look();
    if (done) stop();
  });
}

/** The first rows of the view and the counts, as soon as they are there. */
async function firstScreen(desk: Desk, task: Task): Promise<FirstScreen> {
  const list = await until(
    desk.read.tickets(task.view, null),
    ({ ready, rows }) => ready && rows.length >= task.firstRows,
  );
  const { views } = desk.read.counts.get();
  await afterPaint();
  return { ids: idsOf(list, task.firstRows), counts: views };
}

function idsOf(list: TicketList, count: number): string[] {
  return list.rows.slice(0, count).map((row) => row.ticket.id);
}

async function conversationOf(desk: Desk, id: Task['lookAt'][number]) {
  const open = await until(desk.read.conversation(id), ({ kind }) => kind === 'open');
  return [id, open.kind === 'open' ? open.timeline.map(({ message }) => message.id) : []] as const;
}

/** How many tickets carry a tag. Looked at after every change of the list, so it must not cost anything itself. */
function countTagged({ rows }: TicketList, tag: string): number {
  let count = 0;
  for (const { ticket } of rows) if (ticket.tags.includes(tag)) count += 1;
  return count;
}

let pulling: Promise<number> | null = null;

globalThis.benchPage = {
  async synchronise(task) {
    const longest = watchLongTasks();
    const began = performance.now();
    const desk = await open(task);
    const early = await firstScreen(desk, task);
    const firstPageMs = performance.now() - began;
    const all = await until(desk.read.tickets('all', null), ({ rows }) => rows.length >= task.tickets);
    // Not before the last page is on the disk: only then is the helpdesk's cursor moved on and nothing in progress.
    await until(desk.read.connection, (link) => link.kind === 'online' && link.progress === null);
    const wholeMs = performance.now() - began;
    const longestTaskMs = longest();
    return {
      firstPageMs,
      wholeMs,
      longestTaskMs,
      found: {
        tickets: all.rows.length,
        counts: desk.read.counts.get().views,
        early,
        firstIds: idsOf(desk.read.tickets(task.view, null).get(), task.firstRows),
        conversations: await Promise.all(task.lookAt.map((id) => conversationOf(desk, id))),
      },
    };
  },

  async push(task, ticketIds, tag) {
    const desk = opened ?? (await open(task));
    const began = performance.now();
    const all = await Promise.all(
      ticketIds.map((ticketId) =>
        desk.write.record({ kind: 'tag', ticketId, payload: { add: [tag], remove: [] } }),
      ),
    );
    for (const recorded of all)
      if (!recorded.ok) throw new Error(`A command could not be recorded: ${recorded.error}.`);
    await until(desk.read.outbox, (items) => items.length === 0);
    return { pushMs: performance.now() - began };
  },

  async close() {
    await opened?.close();
    opened = null;
  },

  async start(task, tag, tagged) {
    const began = performance.now();
    const desk = await open(task, true);
    const early = await firstScreen(desk, task);
    const warmMs = performance.now() - began;
    await until(desk.read.tickets('all', null), (list) => countTagged(list, tag) === tagged);
    const catchUpMs = performance.now() - began;
    const { usage = 0 } = await navigator.storage.estimate();
    return { warmMs, early, catchUpMs, diskBytes: usage };
  },

  async expectPull(task, tag, tagged) {
    const desk = opened ?? (await open(task));
    const all = desk.read.tickets('all', null);
    const before = countTagged(all.get(), tag);
    if (before > 0) throw new Error(`${before} tickets carry the tag already.`);
    pulling = new Promise((resolve) => {
      globalThis.addEventListener(
        'online',
        () => {
          const began = performance.now();
          void until(all, (list) => countTagged(list, tag) === tagged).then(() =>
            resolve(performance.now() - began),
          );
        },
        { once: true },
      );
    });
  },

  async pulled() {
    if (pulling === null) throw new Error('Nothing is expected.');
    return { pullMs: await pulling };
  },
};
