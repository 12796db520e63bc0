/*
 * The straightforward way: what one writes on the first day. Pages of 2,000 rows (the helpdesk's own: 500 tickets with
 * three messages each), each put into indexed tables of Dexie; an outbox table; views by query. It trusts what the
 * helpdesk sends, which the product does not.
 */
import { Dexie, type Table } from 'dexie';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Change } from '#shared/sync/change.ts';
import type { Command } from '#shared/sync/command.ts';
import type { FirstScreen, Task } from './bench-page.ts';
import { fetchPage, pushCommands, tagCommand } from './helpdesk-calls.ts';
import { listKeysOf, type ListKeys } from './list-row.ts';
import { timeActs } from './time-acts.ts';

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
    const page = await fetchPage(cursor);
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
    counts: { mine, unassigned, 'waiting-for-us': us, 'waiting-for-customer': customer, snoozed: 0, all },
  };
}

globalThis.benchPage = {
  ...timeActs<Reference>({
    open,
    pull: pullAll,
    firstScreen,
    tickets: (db) => db.tickets.toArray(),
    messages: (db, id) =>
      db.messages.where('[ticketId+at]').between([id, Dexie.minKey], [id, Dexie.maxKey]).toArray(),
  }),

  async push(_task, ticketIds, tag) {
    const db = await open();
    const client = crypto.randomUUID();
    const rows = await db.tickets.bulkGet([...ticketIds]);
    const commands = rows.map((row, index): Command => {
      if (row === undefined) throw new Error('A ticket is not here.');
      return tagCommand(client, index + 1, row, row.version, [tag]);
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
    for (const command of commands) {
      await pushCommands(client, [command]);
      await db.outbox.delete(command.id);
    }
    return { pushMs: performance.now() - began };
  },

  async close() {
    (await open()).dexie.close();
    opened = null;
  },
};
