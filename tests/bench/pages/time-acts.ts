import type { TicketId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import {
  afterPaint,
  watchLongTasks,
  type BenchPage,
  type FirstScreen,
  type Found,
  type Task,
} from './bench-page.ts';
import { countViews, idsInOrder } from './list-row.ts';

/** How a library keeps the rows of the feed. */
interface Way<Db> {
  open(): Promise<Db>;
  /** Gets everything from the helpdesk, or what has changed since. */
  pull(db: Db): Promise<void>;
  /** What the window shows first: the first of a person's own rows, and how many tickets each view has. */
  firstScreen(db: Db, task: Task): Promise<FirstScreen>;
  /** All tickets. Not measured. */
  tickets(db: Db): Promise<readonly Ticket[]>;
  /** The messages of a ticket. Not measured. */
  messages(db: Db, ticketId: TicketId): Promise<readonly Message[]>;
}

/** What is measured of the other ways, timed alike for all of them: the clock stops before anything is looked at. */
export function timeActs<Db>(
  way: Way<Db>,
): Pick<BenchPage, 'synchronise' | 'start' | 'expectPull' | 'pulled'> {
  let pulling: Promise<number> | null = null;

  async function lookBack(db: Db, task: Task, first: FirstScreen): Promise<Found> {
    const tickets = await way.tickets(db);
    const conversations = await Promise.all(
      task.lookAt.map(async (id) => [id, idsInOrder(await way.messages(db, id))] as const),
    );
    return {
      tickets: tickets.length,
      counts: countViews(tickets, task.me),
      early: first,
      firstIds: first.ids,
      conversations,
    };
  }

  async function checkTagged(db: Db, tag: string, tagged: number): Promise<void> {
    const found = (await way.tickets(db)).filter((ticket) => ticket.tags.includes(tag)).length;
    if (found !== tagged) throw new Error(`${found} tickets carry the tag, not ${tagged}.`);
  }

  return {
    async synchronise(task) {
      const longest = watchLongTasks();
      const began = performance.now();
      const db = await way.open();
      await way.pull(db);
      const wholeMs = performance.now() - began;
      const early = await way.firstScreen(db, task);
      await afterPaint();
      const firstPageMs = performance.now() - began;
      return { firstPageMs, wholeMs, longestTaskMs: longest(), found: await lookBack(db, task, early) };
    },

    async start(task, tag, tagged) {
      const began = performance.now();
      const db = await way.open();
      const early = await way.firstScreen(db, task);
      await afterPaint();
      const warmMs = performance.now() - began;
      await way.pull(db);
      const catchUpMs = performance.now() - began;
      await checkTagged(db, tag, tagged);
      const { usage = 0 } = await navigator.storage.estimate();
      return { warmMs, early, catchUpMs, diskBytes: usage };
    },

    async expectPull(_task, tag, tagged) {
      const db = await way.open();
      await checkTagged(db, tag, 0);
      pulling = new Promise((resolve, reject) => {
        const pull = async () => {
          const began = performance.now();
          await way.pull(db);
          const pullMs = performance.now() - began;
          await checkTagged(db, tag, tagged);
          return pullMs;
        };
        globalThis.addEventListener('online', () => void pull().then(resolve, reject), { once: true });
      });
      pulling.catch(() => undefined);
    },

    async pulled() {
      if (pulling === null) throw new Error('Nothing is expected.');
      return { pullMs: await pulling };
    },
  };
}
