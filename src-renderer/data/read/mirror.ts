import type { CommandId, PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import { breathe } from '../breathe.ts';
import { createCell, type Cell } from '../cell.ts';
import type { Database } from '../store/database.ts';
import { unpackList, type SegmentList } from '../store/segment.ts';
import type { SegmentKey, StoredCommand, StoredHot } from '../store/stored.ts';
import type { Because, Message, SyncStatus } from '../sync/channel.ts';
import { createConversations, type Conversations } from './conversations.ts';
import { NO_COUNTS, sameCounts } from './counts.ts';
import type {
  Connection,
  DraftState,
  OutboxItem,
  QuarantinedItem,
  StorageHealth,
  ViewCounts,
} from './desk-reader.ts';
import { outboxItems } from './outbox-items.ts';
import type { StartContent } from './read-start.ts';
import { createReferenceRows } from './reference-rows.ts';
import { createTicketTable, type RowsChanged, type TicketTable } from './ticket-table.ts';
import { createViewLists, type ViewLists } from './view-lists.ts';

type OutboxChange = readonly [order: number, StoredCommand | null];

/** What a window holds in memory of the local database, and shows: kept right by what is told, never by asking again. */
export interface Mirror {
  readonly me: Cell<Person>;
  readonly people: Cell<ReadonlyMap<PersonId, Person>>;
  readonly queues: Cell<ReadonlyMap<QueueId, Queue>>;
  readonly counts: Cell<ViewCounts>;
  readonly outbox: Cell<readonly OutboxItem[]>;
  readonly quarantine: Cell<readonly QuarantinedItem[]>;
  readonly connection: Cell<Connection>;
  readonly storage: Cell<StorageHealth>;
  readonly drafts: Cell<ReadonlySet<TicketId>>;
  readonly table: TicketTable;
  readonly lists: ViewLists;
  readonly conversations: Conversations;
  draft(key: string): Cell<DraftState>;
  stored(id: CommandId): StoredCommand | null;
  storedCommands(): Iterable<StoredCommand>;
  start(content: StartContent): void;
  /** Reads everything that is not read yet; resolves when it is. */
  readAll(): Promise<void>;
  hear(message: Message): void;
  /** Takes in commands that are safe (or have left), and removes a provisional one in the same breath. */
  applyOutbox(changed: readonly OutboxChange[], instead?: symbol): void;
  /** Shows a command before it is safe: in lists and conversations, not in the outbox. */
  showProvisional(command: StoredCommand['command'], place?: number): symbol;
  hideProvisional(token: symbol): void;
  /** Tells what the window's own writing has found out about the disk. */
  setWriting(health: 'fine' | 'full' | 'failing'): void;
  noteDraft(key: string, draft: Draft | null, saved?: DraftState['saved']): void;
  hot(): StoredHot | null;
}

/** Segments read at once from the disk: between two lots the window can breathe. */
const LOT = 2;
/** Rows of each view that a start shows at once. */
const HOT_ROWS = 50;

/** Makes an empty mirror. @param outboxLeft called with commands that the helpdesk has settled */
export function createMirror(
  db: Database,
  person: Person,
  outboxLeft: (left: readonly (readonly [order: number, StoredCommand])[]) => void,
): Mirror {
  const me = createCell(person);
  const people = createReferenceRows<Person>([person]);
  const queues = createReferenceRows<Queue>();
  const counts = createCell<ViewCounts>(NO_COUNTS);
  const outbox = createCell<readonly OutboxItem[]>([]);
  const quarantine = createCell<readonly QuarantinedItem[]>([]);
  const connection = createCell<Connection>({ kind: 'connecting' });
  const storage = createCell<StorageHealth>({ kind: 'fine' });
  const drafts = createCell<ReadonlySet<TicketId>>(new Set());
  const draftCells = new Map<string, Cell<DraftState>>();

  const table = createTicketTable(me.get);
  const lists = createViewLists(() => me.get().id);
  let setIndexed = () => {};
  const indexed = new Promise<void>((resolve) => {
    setIndexed = resolve;
  });
  const conversations = createConversations(db, table, me.get, indexed);

  const commands = new Map<number, StoredCommand>();
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
    if (JSON.stringify(before) === JSON.stringify(next)) return;
    me.set(next);
    changed(table.reproject());
    lists.rebuild();
    conversations.refreshAll();
  }

  function changed(rows: RowsChanged): void {
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
    const otherwise: Because =
      status?.link.kind === 'offline'
        ? 'offline'
        : status?.link.kind === 'signed-out'
          ? 'signed-out'
          : 'sending';
    outbox.set(
      outboxItems(
        commands.values(),
        {
          ticket: (id) => table.row(id)?.ticket ?? null,
          because: new Map(status?.because),
          otherwise,
          attempted: new Set(status?.attempted ?? initiallyAttempted),
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
      if (stored === null) commands.delete(order);
      else commands.set(order, stored);
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
    const { link } = next;
    const shown: Connection =
      link.kind === 'offline'
        ? { kind: 'offline', why: link.why, nextTryAt: link.nextTryAt }
        : link.kind === 'online'
          ? { kind: 'online', progress: next.progress, filesAhead: next.filesAhead }
          : { kind: link.kind };
    if (JSON.stringify(shown) !== JSON.stringify(connection.get())) connection.set(shown);
    refreshOutbox();
    showStorage();
  }

  function draft(key: string): Cell<DraftState> {
    let cell = draftCells.get(key);
    if (cell === undefined) {
      cell = createCell<DraftState>({ draft: null, saved: 'saved' });
      draftCells.set(key, cell);
    }
    return cell;
  }

  function refreshDrafts(): void {
    const ids = new Set<TicketId>();
    for (const cell of draftCells.values()) {
      const { draft: words } = cell.get();
      if (words !== null && (words.text.trim() !== '' || words.attachments.length > 0))
        ids.add(words.ticketId);
    }
    const before = drafts.get();
    if (ids.size !== before.size || [...ids].some((id) => !before.has(id))) drafts.set(ids);
  }

  const mirror: Mirror = {
    me,
    people: people.cell,
    queues: queues.cell,
    counts,
    outbox,
    quarantine,
    connection,
    storage,
    drafts,
    table,
    lists,
    conversations,
    draft,
    stored: (id) => [...commands.values()].find((each) => each.id === id) ?? null,
    storedCommands: () => commands.values(),

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
      for (const stored of content.drafts) draft(stored.key).set({ draft: stored.draft, saved: 'saved' });
      refreshDrafts();
      if (hot !== undefined) {
        base = hot.counts;
        takeList(hot.gen, null, JSON.parse(hot.list) as SegmentList, hot.places);
        for (const delta of content.deltas) {
          // Of newer segments only what concerns rows that are shown already; the rest follows with all lists.
          const list = unpackList(delta);
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
      for (const from of [db.lists, db.deltas]) {
        for (let after = oldest - 1; ;) {
          const some = await from.where('key').above(after).limit(LOT).toArray();
          for (const stored of some) {
            after = stored.key;
            if (stored.key < oldest) continue;
            newestRead = Math.max(newestRead, stored.key);
            changed(takeList(stored.gen, stored.key, unpackList(stored)));
          }
          if (table.size > 0 && !complete) lists.setReady();
          if (some.length < LOT) break;
          // The disk answers so fast that all lots would be one long task.
          await breathe();
        }
      }
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
          const left = leftOf(message.outbox);
          const list = unpackList(segment);
          // Rows and commands together, and only then is anybody told: no value falls back in between.
          const rows = takeList(segment.gen, segment.key, list);
          const shown = joinChanges(rows, repend(noteCommands(message.outbox)));
          if (replaces.length === 0) conversations.take(segment, list);
          changed(shown);
          conversations.refresh(
            message.outbox.flatMap(([, stored]) => (stored === null ? [] : [stored.command.ticketId])),
          );
          conversations.refresh(left.map(([, stored]) => stored.command.ticketId));
          if (table.size > 0) lists.setReady();
          if (left.length > 0) outboxLeft(left);
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
          const left = leftOf(message.changed);
          mirror.applyOutbox(message.changed);
          if (left.length > 0) outboxLeft(left);
          return;
        }
        case 'draft': {
          // Words being typed here are newer than any other window's.
          if (draft(message.key).get().saved === 'saved') mirror.noteDraft(message.key, message.draft);
          return;
        }
        default:
          return;
      }
    },

    applyOutbox(changes, instead) {
      const ids = new Set(noteCommands(changes));
      const given = instead === undefined ? undefined : provisional.get(instead);
      if (instead !== undefined) provisional.delete(instead);
      if (given !== undefined) ids.add(given.command.ticketId);
      changed(repend(ids));
      conversations.refresh(ids);
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
      mirror.applyOutbox([], token);
    },

    setWriting(health) {
      writing = health;
      showStorage();
    },

    noteDraft(key, words, saved = 'saved') {
      const before = draft(key).get();
      if (before.draft !== words || before.saved !== saved) draft(key).set({ draft: words, saved });
      refreshDrafts();
    },

    hot() {
      if (!isIndexed || table.size === 0) return null;
      const rows = new Map(
        (['mine', 'unassigned', 'waiting-for-us', 'waiting-for-customer', 'all'] as const)
          .flatMap((view) => lists.head(view, HOT_ROWS))
          .map((row) => [row.ticket.id, row]),
      );
      const known = [...rows.keys()].flatMap((id) => {
        const confirmed = table.confirmed(id);
        return confirmed?.gen === gen ? [[confirmed.version, confirmed.ticket] as const] : [];
      });
      const list: SegmentList = {
        tickets: known,
        people: people.of(gen),
        queues: queues.of(gen),
        customers: [],
        elsewhere: [],
        gone: [],
      };
      return {
        key: 'hot',
        through: newestRead,
        gen,
        list: JSON.stringify(list),
        places: known.map(([, ticket]) => table.places(ticket.id)),
        counts: complete ? table.confirmedCounts() : (base ?? table.confirmedCounts()),
      };
    },
  };

  function leftOf(changes: readonly OutboxChange[]): readonly (readonly [number, StoredCommand])[] {
    return changes.flatMap(([order, stored]) => {
      const before = commands.get(order);
      return stored === null && before !== undefined ? [[order, before] as const] : [];
    });
  }

  return mirror;
}

/** Two changes one after the other as one. */
function joinChanges(first: RowsChanged, second: RowsChanged): RowsChanged {
  const between = new Set(first.added.filter((row) => second.removed.includes(row)));
  return {
    removed: [...first.removed, ...second.removed.filter((row) => !between.has(row))],
    added: [...first.added.filter((row) => !between.has(row)), ...second.added],
    ids: new Set([...first.ids, ...second.ids]),
  };
}
