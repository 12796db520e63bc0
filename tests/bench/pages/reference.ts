/*
 * The straightforward way: what one writes on the first day. Pages of 2,000 rows (the helpdesk's own: 500 tickets with
 * three messages each), each put into indexed tables of Dexie; an outbox table; views by query. It trusts what the
 * helpdesk sends, which the product does not.
 */
import { Dexie, type Table } from 'dexie';
import type { TicketId } from '#shared/base/brand.ts';
import { GUARD_HEADER, PATHS, type ChangesPage, type PushAnswer } from '#shared/contract/http/routes.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Change } from '#shared/sync/change.ts';
import type { Command } from '#shared/sync/command.ts';
import { afterPaint, watchLongTasks, type FirstScreen, type Found, type Task } from './bench-page.ts';
import { countViews, idsInOrder, listKeysOf, type ListKeys } from './list-row.ts';

/** A ticket with what its views are selected and sorted by. */
type Row = Ticket & ListKeys & { readonly version: number };

interface Reference {
  readonly dexie: Dexie;
  readonly tickets: Table<Row, string>;
  readonly messages: Table<Message & { readonly version: number }, string>;
  readonly things: Table<Change, string>;
  readonly outbox: Table<Command, string>;
  readonly state: Table<{ readonly key: string; readonly value: string }, string>;
}

let opened: Reference | null = null;

async function open(): Promise<Reference> {
  if (opened !== null) return opened;
  const dexie = new Dexie('reference');
  dexie.version(1).stores({
    tickets: 'id, number, queueId, customerId, updatedAt, [status+order+id], [holder+done+order+id]',
    messages: 'id, [ticketId+at]',
    things: 'id',
    outbox: 'id, n',
    state: 'key',
  });
  await dexie.open();
  opened = {
    dexie,
    tickets: dexie.table('tickets'),
    messages: dexie.table('messages'),
    things: dexie.table('things'),
    outbox: dexie.table('outbox'),
    state: dexie.table('state'),
  };
  return opened;
}

async function pullAll(db: Reference): Promise<void> {
  let cursor = (await db.state.get('cursor'))?.value ?? null;
  for (;;) {
    const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const response = await fetch(PATHS.changes + query);
    if (!response.ok) throw new Error(`The helpdesk answered ${response.status}.`);
    const page = (await response.json()) as ChangesPage;
    cursor = page.cursor;
    await keep(db, page.changes as Change[], cursor);
    if (!page.more) return;
  }
}

async function keep(db: Reference, changes: readonly Change[], cursor: string): Promise<void> {
  const tickets: Row[] = [];
  const messages: (Message & { version: number })[] = [];
  const things: Change[] = [];
  for (const change of changes) {
    if ('gone' in change) continue;
    if (change.type === 'ticket')
      tickets.push({ ...change.row, ...listKeysOf(change.row), version: change.version });
    else if (change.type === 'message') messages.push({ ...change.row, version: change.version });
    else things.push(change);
  }
  await db.dexie.transaction('rw', [db.tickets, db.messages, db.things, db.state], async () => {
    await db.tickets.bulkPut(tickets);
    await db.messages.bulkPut(messages);
    await db.things.bulkPut(things);
    await db.state.put({ key: 'cursor', value: cursor });
  });
}

/** What the window shows first: the first of a person's own rows, and how many tickets each view has. */
async function firstScreen(db: Reference, task: Task): Promise<FirstScreen> {
  const own = (holder: string) =>
    db.tickets
      .where('[holder+done+order+id]')
      .between([holder, 0, Dexie.minKey, Dexie.minKey], [holder, 0, Dexie.maxKey, Dexie.maxKey]);
  const ofStatus = (status: Ticket['status']) =>
    db.tickets
      .where('[status+order+id]')
      .between([status, Dexie.minKey, Dexie.minKey], [status, Dexie.maxKey, Dexie.maxKey]);
  const [rows, mine, unassigned, us, customer, all] = await Promise.all([
    own(task.me).limit(task.firstRows).toArray(),
    own(task.me).count(),
    own('').count(),
    ofStatus('open').count(),
    ofStatus('waiting').count(),
    db.tickets.count(),
  ]);
  return {
    ids: rows.map((row) => row.id),
    counts: { mine, unassigned, 'waiting-for-us': us, 'waiting-for-customer': customer, all },
  };
}

async function lookBack(db: Reference, task: Task, first: FirstScreen): Promise<Found> {
  const all = await db.tickets.toArray();
  const conversations = await Promise.all(
    task.lookAt.map(async (id) => {
      const rows = await db.messages
        .where('[ticketId+at]')
        .between([id, Dexie.minKey], [id, Dexie.maxKey])
        .toArray();
      return [id, idsInOrder(rows)] as const;
    }),
  );
  return {
    tickets: all.length,
    counts: countViews(all, task.me),
    early: first,
    firstIds: first.ids,
    conversations,
  };
}

async function pushOne(db: Reference, command: Command): Promise<void> {
  const response = await fetch(PATHS.commands, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [GUARD_HEADER]: '1' },
    body: JSON.stringify({
      client: command.client,
      commands: [{ id: command.id, after: null, command }],
    }),
  });
  if (!response.ok) throw new Error(`The helpdesk answered ${response.status} to a push.`);
  const { answers } = (await response.json()) as PushAnswer;
  const [answer] = answers;
  if (answer?.outcome.kind !== 'applied') throw new Error('A command was not applied.');
  await db.outbox.delete(command.id);
}

async function checkTagged(db: Reference, tag: string, tagged: number): Promise<void> {
  const found = await db.tickets.filter((row) => row.tags.includes(tag)).count();
  if (found !== tagged) throw new Error(`${found} tickets carry the tag, not ${tagged}.`);
}

let pulling: Promise<number> | null = null;

globalThis.benchPage = {
  async synchronise(task) {
    const longest = watchLongTasks();
    const began = performance.now();
    const db = await open();
    await pullAll(db);
    const wholeMs = performance.now() - began;
    const early = await firstScreen(db, task);
    await afterPaint();
    const firstPageMs = performance.now() - began;
    return { firstPageMs, wholeMs, longestTaskMs: longest(), found: await lookBack(db, task, early) };
  },

  async push(_task, ticketIds, tag) {
    const db = await open();
    const client = crypto.randomUUID();
    const rows = await db.tickets.bulkGet([...ticketIds]);
    const commands = rows.map((row, index): Command => {
      if (row === undefined) throw new Error('A ticket is not here.');
      return {
        id: crypto.randomUUID(),
        client,
        n: index + 1,
        ticketId: row.id as TicketId,
        seen: { ticketVersion: row.version, lastCustomerMessageId: row.lastCustomerMessageId },
        recordedAt: Date.now(),
        kind: 'tag',
        payload: { add: [tag], remove: [] },
      } as unknown as Command;
    });
    const began = performance.now();
    await Promise.all(
      commands.map((command) =>
        db.dexie.transaction('rw', [db.tickets, db.outbox], async () => {
          await db.outbox.put(command);
          const row = await db.tickets.get(command.ticketId);
          if (row !== undefined) await db.tickets.put({ ...row, tags: [...row.tags, tag] });
        }),
      ),
    );
    for (const command of commands) await pushOne(db, command);
    return { pushMs: performance.now() - began };
  },

  async close() {
    (await open()).dexie.close();
    opened = null;
  },

  async start(task, tag, tagged) {
    const began = performance.now();
    const db = await open();
    const early = await firstScreen(db, task);
    await afterPaint();
    const warmMs = performance.now() - began;
    await pullAll(db);
    const catchUpMs = performance.now() - began;
    await checkTagged(db, tag, tagged);
    const { usage = 0 } = await navigator.storage.estimate();
    return { warmMs, early, catchUpMs, diskBytes: usage };
  },

  async expectPull(_task, tag, tagged) {
    const db = await open();
    await checkTagged(db, tag, 0);
    pulling = new Promise((resolve, reject) => {
      const pull = async () => {
        const began = performance.now();
        await pullAll(db);
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
