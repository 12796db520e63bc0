import type { CommandId, MessageId, TicketId } from '#shared/base/brand.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import { isUnread } from '#shared/domain/views/unread.ts';
import type { Reference } from '#shared/domain/references/reference.ts';
import { breathe } from '../breathe.ts';
import { createCell } from '../cell.ts';
import type { Database } from '../store/database.ts';
import { readLists } from '../store/read-lists.ts';
import { parseList, tryUnpackList, unpackList, type SegmentList } from '../store/segment.ts';
import type { SegmentKey, StoredHot } from '../store/stored.ts';
import type { SyncStatus } from '../sync/channel.ts';
import { createArrivals } from './create-arrivals.ts';
import { becauseOfLink, connectionOf } from './connection.ts';
import { createConversations } from './conversations.ts';
import { NO_COUNTS, sameCounts } from './counts.ts';
import type {
  Connection,
  DraftClash,
  DraftItem,
  OutboxItem,
  QuarantinedItem,
  ViewCounts,
} from './desk-reader.ts';
import { createCustomerHistories } from './customer-history.ts';
import { createHeldCommands } from './held-commands.ts';
import { createStorageHealth } from './storage-health.ts';
import { withSeen } from './with-seen.ts';
import { createDraftCells } from './draft-cells.ts';
import { draftItems } from './draft-items.ts';
import { makeHot } from './make-hot.ts';
import { outboxItems } from './outbox-items.ts';
import { outboxNews, type OutboxNews } from './outbox-news.ts';
import { createRelations } from './relations.ts';
import { createReferenceRows } from './reference-rows.ts';
import { samePerson } from './same-person.ts';
import { createTicketTable, joinChanges, type RowsChanged } from './ticket-table.ts';
import { createViewLists } from './view-lists.ts';
import { createWakeAlarm, type WakeTime } from './wake-alarm.ts';
import type { Mirror, MirrorEvents } from './mirror.ts';

/** Segments read at once from the disk: between two lots the window can breathe. */
const LOT = 2;
/** Rows read from the disk that enter the lists together, at least. */
const SHOWN_TOGETHER = 2_000;
const NOTHING_CHANGED: RowsChanged = { removed: [], added: [], ids: new Set() };

/** Makes an empty mirror. */
export function createMirror(
  db: Database,
  person: Person,
  { outboxLeft, withdrawn }: MirrorEvents,
  time: WakeTime,
): Mirror {
  const me = createCell(person);
  const people = createReferenceRows<Person>([person]);
  const queues = createReferenceRows<Queue>();
  const references = createReferenceRows<Reference>();
  const counts = createCell<ViewCounts>(NO_COUNTS);
  const outbox = createCell<readonly OutboxItem[]>([]);
  const goneOut = createCell<readonly Command[]>([]);
  const quarantine = createCell<readonly QuarantinedItem[]>([]);
  const connection = createCell<Connection>({ kind: 'connecting' });
  const storage = createStorageHealth();
  const drafts = createDraftCells();
  const arrivals = createArrivals();

  const draftList = createCell<readonly DraftItem[]>([]);
  const draftClashes = createCell<readonly DraftClash[]>([]);
  drafts.all.subscribe(() => refreshDrafts());
  const seen = createCell<ReadonlyMap<TicketId, MessageId>>(new Map());
  const allHere = createCell(false);

  const table = createTicketTable(me.get, time.clock);
  const alarm = createWakeAlarm(time, () => changed(table.wake()));
  const relations = createRelations((id) => table.row(id)?.ticket ?? null);
  const lists = createViewLists({
    me: () => me.get().id,
    hasDraft: (id) => drafts.tickets.get().has(id),
    isUnread: (ticket) => isUnread(ticket, seen.get().get(ticket.id)),
    now: time.clock.now,
    after: time.timers.after,
  });
  let draftsBefore = drafts.tickets.get();
  drafts.tickets.subscribe(() => {
    const now = drafts.tickets.get();
    const other = [...draftsBefore, ...now].filter((id) => draftsBefore.has(id) !== now.has(id));
    draftsBefore = now;
    marksChanged(other);
  });
  const histories = createCustomerHistories(() => table.rows());
  let setIndexed = () => {};
  const indexed = new Promise<void>((resolve) => {
    setIndexed = resolve;
  });
  const conversations = createConversations(db, table, me.get, indexed);

  const commands = createHeldCommands();
  let status: SyncStatus | null = null;
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
    references.take(segmentGen, list.references);
    for (const [version, type, id] of list.gone) {
      if (type === 'person') people.drop(segmentGen, version, id);
      if (type === 'queue') queues.drop(segmentGen, version, id);
      if (type === 'reference') references.drop(segmentGen, version, id);
    }
    gen = Math.max(gen, segmentGen);
    const mine = list.people.find(([, row]) => row.id === me.get().id)?.[1];
    if (mine !== undefined && people.cell.get().get(mine.id) === mine) setMe(mine);
    return table.takeList(segmentGen, key, list, places);
  }

  function marksChanged(ids: readonly TicketId[]): void {
    lists.marksChanged(ids.flatMap((id) => table.row(id) ?? []));
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
    relations.apply(rows);
    histories.apply(rows);
    alarm.note(rows.added);
    conversations.refresh(rows.ids);
    refreshCounts();
    refreshOutbox();
    refreshDrafts();
  }

  function refreshDrafts(): void {
    draftList.set(draftItems(drafts.all.get(), (id) => table.row(id)?.ticket ?? null, draftList.get()));
  }

  function refreshCounts(): void {
    allHere.set(isIndexed && complete);
    const own = base === null || (isIndexed && complete);
    const next = table.counts(own ? null : base);
    if (!sameCounts(counts.get(), next)) counts.set(next);
  }

  function refreshOutbox(): void {
    outbox.set(
      outboxItems(
        commands.stored(),
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
  const repend = (ids: ReadonlySet<TicketId>): RowsChanged => table.setPending(commands.sort(ids));

  function takeStatus(next: SyncStatus): void {
    status = next;
    const shown = connectionOf(next);
    if (JSON.stringify(shown) !== JSON.stringify(connection.get())) connection.set(shown);
    refreshOutbox();
    storage.noteSynchronised(next.storage);
  }

  const mirror: Mirror = {
    me,
    people: people.cell,
    queues: queues.cell,
    references: references.cell,
    counts,
    outbox,
    goneOut,
    quarantine,
    connection,
    storage: storage.cell,
    drafts: drafts.tickets,
    arrivals,
    draftList,
    draftClashes,
    complete: allHere,
    seen,
    table,
    lists,
    relations,
    conversations,
    histories,
    draft: drafts.cell,
    stored: (id) => commands.stored().find((each) => each.id === id) ?? null,
    storedCommands: commands.all,

    start(content) {
      const { hot, sync } = content;
      complete = sync.complete;
      gen = sync.gen;
      oldest = sync.sweeping ? 0 : sync.genStart;
      if (sync.complete && !sync.sweeping) arrivals.expect(sync.gen);
      initiallyAttempted = content.attempted;
      storage.start(content.storage);
      quarantine.set(content.quarantine);
      const held = commands.start(content.outbox);
      seen.set(new Map(content.seen));
      for (const stored of content.drafts) drafts.note(stored.key, stored.draft, 'saved', stored.at);
      if (hot !== undefined) {
        base = hot.counts;
        takeList(hot.gen, null, parseList(hot.list), hot.places);
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
      repend(held);
      const rows = [...table.rows()];
      const shown: RowsChanged = { removed: [], added: rows, ids: new Set() };
      lists.apply(shown);
      relations.apply(shown);
      alarm.note(rows);
      // Without first lines, what is read first is not what stands first: the lists are ready when all is read.
      if (table.size > 0) lists.setReady();
      refreshCounts();
      refreshOutbox();
      refreshDrafts();
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
          const news = outboxNews(commands.places(), message.outbox);
          const list = unpackList(segment);
          // Rows and commands together, and only then is anybody told: no value falls back in between.
          const rows = takeList(segment.gen, segment.key, list);
          const shown = joinChanges(rows, repend(commands.note(message.outbox)));
          if (replaces.length === 0) conversations.take(segment, list);
          changed(shown);
          conversations.refresh(
            message.outbox.flatMap(([, stored]) => (stored === null ? [] : [stored.command.ticketId])),
          );
          conversations.refresh(news.left.map(([, stored]) => stored.command.ticketId));
          if (table.size > 0) lists.setReady();
          if (replaces.length === 0) arrivals.take(segment, (id) => table.row(id)?.ticket ?? null);
          tellNews(news);
          return;
        }
        case 'first': {
          const list = parseList(message.list);
          base = { views: message.counts, queues: table.confirmedCounts().queues };
          changed(takeList(message.gen, null, list));
          lists.setReady();
          return;
        }
        case 'complete': {
          complete = true;
          base = null;
          gen = message.gen;
          arrivals.expect(message.gen);
          oldest = message.genStart;
          people.sweep(gen);
          queues.sweep(gen);
          references.sweep(gen);
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
          const news = outboxNews(commands.places(), message.changed);
          mirror.applyOutbox(message.changed);
          tellNews(news);
          return;
        }
        case 'draft': {
          // Words being typed here are newer than any other window's.
          if (drafts.cell(message.key).get().saved === 'saved')
            drafts.note(message.key, message.draft, 'saved', message.at);
          return;
        }
        default:
          return;
      }
    },

    applyOutbox(changes, instead = []) {
      const { tickets, late } = commands.exchange(changes, instead);
      changed(repend(tickets));
      conversations.refresh(tickets);
      if (late.length > 0) outboxLeft(late);
    },

    showProvisional(command, place, delay) {
      const token = commands.foresee(command, place, delay);
      changed(repend(new Set([command.ticketId])));
      conversations.refresh([command.ticketId]);
      return token;
    },

    hideProvisional(token) {
      mirror.applyOutbox([], [token]);
    },

    setWriting: storage.noteWriting,

    noteDraft: drafts.note,

    noteSeen(changes) {
      seen.set(withSeen(seen.get(), changes));
      marksChanged(changes.map(([id]) => id));
    },

    hot() {
      // None at all is written too: what has left sight must not be shown first at the next start (I8).
      if (!isIndexed || (table.size === 0 && !complete)) return null;
      const own = complete ? table.confirmedCounts() : (base ?? table.confirmedCounts());
      return makeHot({ table, lists, people, queues, references, gen, through: newestRead, counts: own });
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
