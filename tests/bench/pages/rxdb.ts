/*
 * The same task with RxDB, as its documentation shows it: one collection on its free IndexedDB storage, `replicateRxCollection`
 * with the helpdesk's feed as pull handler and its commands as push handler, queries by compound indexes. The feed mixes
 * types and has one cursor, so one collection holds all rows and the cursor is the checkpoint. It trusts what the helpdesk
 * sends, and keeps no second copy of unsent work.
 */
import { createRxDatabase, type RxCollection, type RxDatabase, type RxJsonSchema } from 'rxdb';
import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { GUARD_HEADER, PATHS, type ChangesPage, type PushAnswer } from '#shared/contract/http/routes.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Change } from '#shared/sync/change.ts';
import { afterPaint, watchLongTasks, type FirstScreen, type Found, type Task } from './bench-page.ts';
import { countViews, idsInOrder, listKeysOf, type ListKeys } from './list-row.ts';

/** What RxDB asks its handlers for at once: the helpdesk's own pages. */
const PULL_BATCH = 2_000;
const PUSH_BATCH = 100;

/** One row of the feed; an index needs all of its fields in every row. */
interface Row extends ListKeys {
  readonly id: string;
  readonly type: Change['type'];
  readonly version: number;
  readonly status: string;
  readonly ticketId: string;
  readonly at: number;
  readonly row: unknown;
}

type Checkpoint = { readonly cursor: string };

interface Opened {
  readonly db: RxDatabase;
  readonly rows: RxCollection<Row>;
}

const text = (maxLength: number) => ({ type: 'string', maxLength }) as const;
const whole = (maximum: number) => ({ type: 'number', minimum: 0, maximum, multipleOf: 1 }) as const;

const SCHEMA: RxJsonSchema<Row> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: text(36),
    type: text(10),
    version: { type: 'number' },
    status: text(10),
    holder: text(36),
    done: whole(1),
    order: whole(2 ** 50),
    ticketId: text(36),
    at: whole(2 ** 50),
    row: { type: 'object' },
  },
  required: ['id', 'type', 'version', 'status', 'holder', 'done', 'order', 'ticketId', 'at', 'row'],
  indexes: [
    ['type', 'holder', 'done', 'order'],
    ['type', 'status', 'order'],
    ['ticketId', 'at'],
  ],
};

let opened: Opened | null = null;
let replication: RxReplicationState<Row, Checkpoint> | null = null;

async function open(): Promise<Opened> {
  if (opened !== null) return opened;
  const db = await createRxDatabase({ name: 'rxdb', storage: getRxStorageDexie(), multiInstance: false });
  const { rows } = await db.addCollections({ rows: { schema: SCHEMA } });
  opened = { db, rows: rows as RxCollection<Row> };
  return opened;
}

function rowOf(change: Exclude<Change, { gone: true }>): Row {
  const { id, type, version, row } = change;
  const blank = { status: '', holder: '', done: 0, order: 0, ticketId: '', at: 0 } as const;
  const own =
    change.type === 'ticket'
      ? { ...listKeysOf(change.row), status: change.row.status }
      : change.type === 'message'
        ? { ticketId: change.row.ticketId, at: change.row.at }
        : {};
  return { ...blank, ...own, id, type, version, row };
}

async function pullRows(given: Checkpoint | undefined, size: number) {
  const documents: (Row & { _deleted: boolean })[] = [];
  let cursor = given?.cursor ?? null;
  for (;;) {
    const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const response = await fetch(PATHS.changes + query);
    if (!response.ok) throw new Error(`The helpdesk answered ${response.status}.`);
    const page = (await response.json()) as ChangesPage;
    cursor = page.cursor;
    for (const change of page.changes as Change[])
      if (!('gone' in change)) documents.push({ ...rowOf(change), _deleted: false });
    if (!page.more || documents.length >= size) return { documents, checkpoint: { cursor } };
  }
}

async function pushRows(client: string, changed: readonly { readonly newDocumentState: Row }[]) {
  const commands = changed.map(({ newDocumentState: { id, version, row } }) => {
    const ticket = row as Ticket;
    const command = {
      id: crypto.randomUUID(),
      client,
      n: (lastN += 1),
      ticketId: id,
      seen: { ticketVersion: version, lastCustomerMessageId: ticket.lastCustomerMessageId },
      recordedAt: Date.now(),
      kind: 'tag',
      payload: { add: ticket.tags.slice(-1), remove: [] },
    };
    return { id: command.id, after: null, command };
  });
  const response = await fetch(PATHS.commands, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [GUARD_HEADER]: '1' },
    body: JSON.stringify({ client, commands }),
  });
  if (!response.ok) throw new Error(`The helpdesk answered ${response.status} to a push.`);
  const { answers } = (await response.json()) as PushAnswer;
  if (answers.length !== commands.length || answers.some(({ outcome }) => outcome.kind !== 'applied'))
    throw new Error('A command was not applied.');
  return [];
}
let lastN = 0;

async function replicate(rows: RxCollection<Row>): Promise<void> {
  if (replication === null) {
    const client = crypto.randomUUID();
    replication = replicateRxCollection<Row, Checkpoint>({
      collection: rows,
      replicationIdentifier: 'helpdesk',
      live: true,
      waitForLeadership: false,
      pull: { batchSize: PULL_BATCH, handler: (checkpoint, size) => pullRows(checkpoint, size) as never },
      push: { batchSize: PUSH_BATCH, handler: (changed) => pushRows(client, changed as never) },
    });
    await replication.awaitInitialReplication();
  } else replication.reSync();
  await replication.awaitInSync();
}

async function firstScreen({ rows }: Opened, task: Task): Promise<FirstScreen> {
  const own = { type: 'ticket', holder: task.me, done: 0 } as const;
  const count = (selector: object) => rows.count({ selector }).exec();
  const [listed, mine, unassigned, us, customer, all] = await Promise.all([
    rows.find({ selector: own, sort: [{ order: 'asc' }, { id: 'asc' }], limit: task.firstRows }).exec(),
    count(own),
    count({ type: 'ticket', holder: '', done: 0 }),
    count({ type: 'ticket', status: 'open' }),
    count({ type: 'ticket', status: 'waiting' }),
    count({ type: 'ticket' }),
  ]);
  return {
    ids: listed.map((row) => row.id),
    counts: { mine, unassigned, 'waiting-for-us': us, 'waiting-for-customer': customer, all },
  };
}

async function ticketsOf({ rows }: Opened): Promise<Ticket[]> {
  const found = await rows.find({ selector: { type: 'ticket' } }).exec();
  return found.map((row) => row.row as Ticket);
}

async function countTagged(db: Opened, tag: string): Promise<number> {
  return (await ticketsOf(db)).filter((ticket) => ticket.tags.includes(tag)).length;
}

async function lookBack(db: Opened, task: Task, first: FirstScreen): Promise<Found> {
  const tickets = await ticketsOf(db);
  const conversations = await Promise.all(
    task.lookAt.map(async (id) => {
      const found = await db.rows.find({ selector: { ticketId: id }, sort: [{ at: 'asc' }] }).exec();
      return [id, idsInOrder(found.map((row) => row.row as Message))] as const;
    }),
  );
  return {
    tickets: tickets.length,
    counts: countViews(tickets, task.me),
    early: first,
    firstIds: first.ids,
    conversations,
  };
}

let pulling: Promise<number> | null = null;

globalThis.benchPage = {
  async synchronise(task) {
    const longest = watchLongTasks();
    const began = performance.now();
    const db = await open();
    await replicate(db.rows);
    const wholeMs = performance.now() - began;
    const early = await firstScreen(db, task);
    await afterPaint();
    const firstPageMs = performance.now() - began;
    return { firstPageMs, wholeMs, longestTaskMs: longest(), found: await lookBack(db, task, early) };
  },

  async push(_task, ticketIds, tag) {
    const { rows } = await open();
    const began = performance.now();
    const found = await rows.findByIds([...ticketIds]).exec();
    await Promise.all(
      [...found.values()].map((document) => {
        const ticket = document.row as Ticket;
        return document.patch({ row: { ...ticket, tags: [...ticket.tags, tag] } });
      }),
    );
    await replication?.awaitInSync();
    return { pushMs: performance.now() - began };
  },

  async close() {
    await replication?.cancel();
    await opened?.db.close();
    opened = null;
    replication = null;
  },

  async start(task, tag, tagged) {
    const began = performance.now();
    const db = await open();
    const early = await firstScreen(db, task);
    await afterPaint();
    const warmMs = performance.now() - began;
    await replicate(db.rows);
    const catchUpMs = performance.now() - began;
    const found = await countTagged(db, tag);
    if (found !== tagged) throw new Error(`${found} tickets carry the tag, not ${tagged}.`);
    const { usage = 0 } = await navigator.storage.estimate();
    return { warmMs, early, catchUpMs, diskBytes: usage };
  },

  async expectPull(_task, tag, tagged) {
    const db = await open();
    const before = await countTagged(db, tag);
    if (before > 0) throw new Error(`${before} tickets carry the tag already.`);
    pulling = new Promise((resolve, reject) => {
      const pull = async () => {
        const began = performance.now();
        await replicate(db.rows);
        const pullMs = performance.now() - began;
        const found = await countTagged(db, tag);
        if (found !== tagged) throw new Error(`${found} tickets carry the tag, not ${tagged}.`);
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
