import type { CommandId, TicketId } from '#shared/base/brand.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import { breathe } from '../breathe.ts';
import { createCell } from '../cell.ts';
import { joinStored } from '../outbox/join-stored.ts';
import type { Database } from '../store/database.ts';
import { readLists } from '../store/read-lists.ts';
import { tryUnpackList, unpackList, type SegmentList } from '../store/segment.ts';
import type { SegmentKey, StoredCommand, StoredHot } from '../store/stored.ts';
import type { SyncStatus } from '../sync/channel.ts';
import { becauseOfLink, connectionOf } from './connection.ts';
import { createConversations } from './conversations.ts';
import { NO_COUNTS, sameCounts } from './counts.ts';
import type { Connection, OutboxItem, QuarantinedItem, StorageHealth, ViewCounts } from './desk-reader.ts';
import { createDraftCells } from './draft-cells.ts';
import { makeHot } from './make-hot.ts';
import { outboxItems } from './outbox-items.ts';
import { outboxNews, type OutboxChange, type OutboxNews } from './outbox-news.ts';
import { createReferenceRows } from './reference-rows.ts';
import { samePerson } from './same-person.ts';
import { createTicketTable, joinChanges, type RowsChanged } from './ticket-table.ts';
import { createViewLists } from './view-lists.ts';
import type { Mirror, MirrorEvents } from './mirror.ts';

/** Segments read at once from the disk: between two lots the window can breathe. */
const LOT = 2;
/** Rows read from the disk that enter the lists together, at least. */
const SHOWN_TOGETHER = 2_000;
const NOTHING_CHANGED: RowsChanged = { removed: [], added: [], ids: new Set() };

/** Makes an empty mirror. */
export function createMirror(db: Database, person: Person, { outboxLeft, withdrawn }: MirrorEvents): Mirror {
  const me = createCell(person);
  const people = createReferenceRows<Person>([person]);
  const queues = createReferenceRows<Queue>();
  const counts = createCell<ViewCounts>(NO_COUNTS);
  const outbox = createCell<readonly OutboxItem[]>([]);
  const goneOut = createCell<readonly Command[]>([]);
  const quarantine = createCell<readonly QuarantinedItem[]>([]);
  const connection = createCell<Connection>({ kind: 'connecting' });
  const storage = createCell<StorageHealth>({ kind: 'fine' });
  const drafts = createDraftCells();

  const table = createTicketTable(me.get);
  const lists = createViewLists(() => me.get().id);
  let setIndexed = () => {};
  const indexed = new Promise<void>((resolve) => {
    setIndexed = resolve;
  });
  const conversations = createConversations(db, table, me.get, indexed);

  const commands = new Map<number, StoredCommand>();
  /** Places that were told to be free before it was known here what stood there: it has left already. None is used twice. */
  const freed = new Set<number>();
  const provisional = new Map<symbol, StoredCommand>();
  let provisionals = 0;
  const pending = new Map<TicketId, readonly StoredCommand[]>();
  let status: SyncStatus | null = null;
  let calm: StorageHealth = { kind: 'fine' };
  let writing: 'fine' | 'full' | 'failing' = 'fine';
  let base: ViewCounts | null = null;
  let isIndexed = false;
  let complete = false;
  let oldest: SegmentKey = 0;
  let newestRead: SegmentKey = 0;
  let gen = 0;
  /** Read from the disk and not shown yet: rows of several segments are put into the lists together, each time costs a copy of them. */
  let gathered: RowsChanged = NOTHING_CHANGED;

  function takeList(
    segmentGen: number,
    key: SegmentKey | null,
    list: SegmentList,
    places?: StoredHot['places'],
  ) {
    people.take(segmentGen, list.people);
    queues.take(segmentGen, list.queues);
    for (const [version, type, id] of list.gone) {
      if (type === 'person') people.drop(segmentGen, version, id);
      if (type === 'queue') queues.drop(segmentGen, version, id);
    }
    gen = Math.max(gen, segmentGen);
    const mine = list.people.find(([, row]) => row.id === me.get().id)?.[1];
    if (mine !== undefined && people.cell.get().get(mine.id) === mine) setMe(mine);
    return table.takeList(segmentGen, key, list, places);
  }

  function setMe(next: Person): void {
    const before = me.get();
    if (samePerson(before, next)) return;
    me.set(next);
    changed(table.reproject());
    lists.rebuild();
    conversations.refreshAll();
  }

  /** Shows changes of rows, after those that were gathered before them: each begins where the last one ended. */
  function changed(later: RowsChanged): void {
    const rows = joinChanges(gathered, later);
    gathered = NOTHING_CHANGED;
    lists.apply(rows);
    conversations.refresh(rows.ids);
    refreshCounts();
    refreshOutbox();
  }

  function refreshCounts(): void {
    const own = base === null || (isIndexed && complete);
    const next = table.counts(own ? null : base);
    if (!sameCounts(counts.get(), next)) counts.set(next);
  }

  function refreshOutbox(): void {
    outbox.set(
      outboxItems(
        commands.values(),
        {
          ticket: (id) => table.row(id)?.ticket ?? null,
          version: (id) => table.confirmed(id)?.version ?? null,
          because: new Map(status?.because),
          otherwise: becauseOfLink(status),
          attempted: new Set(status?.attempted ?? initiallyAttempted),
          missingFiles: new Set(status?.missingFiles),
        },
        outbox.get(),
      ),
    );
  }
  let initiallyAttempted: readonly CommandId[] = [];

  /** Sorts the commands of some tickets anew and shows them. */
  function repend(ids: ReadonlySet<TicketId>): RowsChanged {
    const all = [...commands.values(), ...provisional.values()].filter((each) =>
      ids.has(each.command.ticketId),
    );
    for (const id of ids) {
      const own = all.filter((each) => each.command.ticketId === id).toSorted((a, b) => a.order - b.order);
      if (own.length === 0) pending.delete(id);
      else pending.set(id, own);
    }
    return table.setPending(pending);
  }

  function noteCommands(changes: readonly OutboxChange[]): ReadonlySet<TicketId> {
    const ids = new Set<TicketId>();
    for (const [order, stored] of changes) {
      const before = commands.get(order);
      if (before !== undefined) ids.add(before.command.ticketId);
      if (stored !== null) ids.add(stored.command.ticketId);
      if (stored === null) {
        if (before === undefined) freed.add(order);
        commands.delete(order);
      } else if (!freed.has(order)) commands.set(order, joinStored(before, stored));
    }
    return ids;
  }

  function showStorage(): void {
    const worst = [writing, status?.storage ?? 'fine'];
    const kind = worst.includes('full') ? 'full' : worst.includes('failing') ? 'failing' : null;
    if (kind !== null) {
      if (storage.get().kind !== kind) storage.set({ kind });
    } else storage.set(calm);
  }

  function takeStatus(next: SyncStatus): void {
    status = next;
    const shown = connectionOf(next);
    if (JSON.stringify(shown) !== JSON.stringify(connection.get())) connection.set(shown);
    refreshOutbox();
    showStorage();
  }

  const mirror: Mirror = {
    me,
    people: people.cell,
    queues: queues.cell,
    counts,
    outbox,
    goneOut,
    quarantine,
    connection,
    storage,
    drafts: drafts.tickets,
    table,
    lists,
    conversations,
    draft: drafts.cell,
    stored: (id) => [...commands.values()].find((each) => each.id === id) ?? null,
    storedCommands: () => [...commands.values(), ...provisional.values()],

    start(content) {
      const { hot, sync } = content;
      complete = sync.complete;
      gen = sync.gen;
      oldest = sync.sweeping ? 0 : sync.genStart;
      initiallyAttempted = content.attempted;
      calm = content.storage;
      storage.set(calm);
      quarantine.set(content.quarantine);
      for (const stored of content.outbox) commands.set(stored.order, stored);
      for (const stored of content.drafts) drafts.note(stored.key, stored.draft);
      if (hot !== undefined) {
        base = hot.counts;
        takeList(hot.gen, null, JSON.parse(hot.list) as SegmentList, hot.places);
        for (const delta of content.deltas) {
          // Of newer segments only what concerns rows that are shown already; the rest follows with all lists.
          const list = tryUnpackList(delta);
          if (list === null) continue;
          takeList(delta.gen, delta.key, {
            ...list,
            tickets: list.tickets.filter(([, ticket]) => table.row(ticket.id) !== null),
          });
        }
      }
      repend(new Set([...commands.values()].map((each) => each.command.ticketId)));
      lists.apply({ removed: [], added: [...table.rows()], ids: new Set() });
      // Without first lines, what is read first is not what stands first: the lists are ready when all is read.
      if (table.size > 0) lists.setReady();
      refreshCounts();
      refreshOutbox();
    },

    async readAll() {
      const show = () => {
        changed(NOTHING_CHANGED);
        if (table.size > 0 && !complete) lists.setReady();
      };
      for await (const some of readLists(db, oldest, LOT)) {
        for (const stored of some) {
          if (stored.key < oldest) continue;
          newestRead = Math.max(newestRead, stored.key);
          // One that is damaged comes again with all others: the place of synchronisation sees to it.
          const list = tryUnpackList(stored);
          if (list !== null) gathered = joinChanges(gathered, takeList(stored.gen, stored.key, list));
        }
        if (gathered.added.length >= SHOWN_TOGETHER) show();
        // The disk answers so fast that all lots would be one long task.
        await breathe();
      }
      show();
      isIndexed = true;
      setIndexed();
      if (complete) lists.setReady();
      refreshCounts();
      conversations.refreshAll();
    },

    hear(message) {
      switch (message.kind) {
        case 'segment': {
          const { segment, replaces } = message;
          if (segment.key < oldest) return;
          newestRead = Math.max(newestRead, segment.key);
          table.noteJoined(replaces, segment.key);
          const news = outboxNews(commands, message.outbox);
          const list = unpackList(segment);
          // Rows and commands together, and only then is anybody told: no value falls back in between.
          const rows = takeList(segment.gen, segment.key, list);
          const shown = joinChanges(rows, repend(noteCommands(message.outbox)));
          if (replaces.length === 0) conversations.take(segment, list);
          changed(shown);
          conversations.refresh(
            message.outbox.flatMap(([, stored]) => (stored === null ? [] : [stored.command.ticketId])),
          );
          conversations.refresh(news.left.map(([, stored]) => stored.command.ticketId));
          if (table.size > 0) lists.setReady();
          tellNews(news);
          return;
        }
        case 'first': {
          const list = JSON.parse(message.list) as SegmentList;
          base = { views: message.counts, queues: table.confirmedCounts().queues };
          changed(takeList(message.gen, null, list));
          lists.setReady();
          return;
        }
        case 'complete': {
          complete = true;
          base = null;
          gen = message.gen;
          oldest = message.genStart;
          people.sweep(gen);
          queues.sweep(gen);
          changed(table.sweep(message.gen, message.genStart));
          lists.setReady();
          conversations.forget();
          conversations.refreshAll();
          return;
        }
        case 'status':
          return takeStatus(message.status);
        case 'me':
          return setMe(message.person);
        case 'quarantined': {
          const out = new Set([...message.released, ...message.items.map((item) => item.key)]);
          quarantine.set([...quarantine.get().filter((item) => !out.has(item.key)), ...message.items]);
          return;
        }
        case 'outbox': {
          const news = outboxNews(commands, message.changed);
          mirror.applyOutbox(message.changed);
          tellNews(news);
          return;
        }
        case 'draft': {
          // Words being typed here are newer than any other window's.
          if (drafts.cell(message.key).get().saved === 'saved') drafts.note(message.key, message.draft);
          return;
        }
        default:
          return;
      }
    },

    applyOutbox(changes, instead = []) {
      const ids = new Set(noteCommands(changes));
      const late = changes.flatMap(([order, stored]) =>
        stored !== null && freed.delete(order) ? [[order, stored] as const] : [],
      );
      for (const token of instead) {
        const given = provisional.get(token);
        if (given !== undefined) ids.add(given.command.ticketId);
        provisional.delete(token);
      }
      changed(repend(ids));
      conversations.refresh(ids);
      if (late.length > 0) outboxLeft(late);
    },

    showProvisional(command, place) {
      const token = Symbol('provisional');
      provisionals += 1;
      provisional.set(token, {
        order: place ?? Number.MAX_SAFE_INTEGER / 2 + provisionals,
        id: command.id,
        command,
        state: { kind: 'waiting' },
        confirmed: false,
      });
      changed(repend(new Set([command.ticketId])));
      conversations.refresh([command.ticketId]);
      return token;
    },

    hideProvisional(token) {
      mirror.applyOutbox([], [token]);
    },

    setWriting(health) {
      writing = health;
      showStorage();
    },

    noteDraft: drafts.note,

    hot() {
      if (!isIndexed || table.size === 0) return null;
      const own = complete ? table.confirmedCounts() : (base ?? table.confirmedCounts());
      return makeHot({ table, lists, people, queues, gen, through: newestRead, counts: own });
    },
  };

  /** Tells, once it is shown, what has become of commands. */
  function tellNews({ left, tooLate, back }: OutboxNews): void {
    if (left.length > 0) outboxLeft(left);
    if (tooLate.length > 0) goneOut.set([...goneOut.get(), ...tooLate]);
    for (const id of back) withdrawn(id);
  }

  return mirror;
}
