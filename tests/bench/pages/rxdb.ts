/*
 * The same task with RxDB, as its documentation shows it: one collection on its free IndexedDB storage, `replicateRxCollection`
 * with the helpdesk's feed as pull handler and its commands as push handler, queries by compound indexes. The feed mixes
 * types and has one cursor, so one collection holds all rows and the cursor is the checkpoint. It trusts what the helpdesk
 * sends, and keeps no second copy of unsent work.
 */
import { createRxDatabase, type RxCollection, type RxDatabase, type RxJsonSchema } from 'rxdb';
import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Change } from '#shared/sync/change.ts';
import type { FirstScreen, Task } from './bench-page.ts';
import { fetchPage, pushCommands, tagCommand } from './helpdesk-calls.ts';
import { listKeysOf, type ListKeys } from './list-row.ts';
import { timeActs } from './time-acts.ts';

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
    const page = await fetchPage(cursor);
    cursor = page.cursor;
    for (const change of page.changes as Change[])
      if (!('gone' in change)) documents.push({ ...rowOf(change), _deleted: false });
    if (!page.more || documents.length >= size) return { documents, checkpoint: { cursor } };
  }
}

async function pushRows(client: string, changed: readonly { readonly newDocumentState: Row }[]) {
  const commands = changed.map(({ newDocumentState: { version, row } }) => {
    const ticket = row as Ticket;
    return tagCommand(client, (lastN += 1), ticket, version, ticket.tags.slice(-1));
  });
  await pushCommands(client, commands);
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
    counts: { mine, unassigned, 'waiting-for-us': us, 'waiting-for-customer': customer, snoozed: 0, all },
  };
}

async function ticketsOf({ rows }: Opened): Promise<Ticket[]> {
  const found = await rows.find({ selector: { type: 'ticket' } }).exec();
  return found.map((row) => row.row as Ticket);
}

async function messagesOf({ rows }: Opened, ticketId: string): Promise<Message[]> {
  const found = await rows.find({ selector: { ticketId }, sort: [{ at: 'asc' }] }).exec();
  return found.map((row) => row.row as Message);
}

globalThis.benchPage = {
  ...timeActs<Opened>({
    open,
    pull: ({ rows }) => replicate(rows),
    firstScreen,
    tickets: ticketsOf,
    messages: messagesOf,
  }),

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
};
