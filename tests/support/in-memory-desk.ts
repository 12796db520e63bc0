import type {
  ClientId,
  CommandId,
  EpochMs,
  MessageId,
  PersonId,
  Sha256,
  TicketId,
} from '#shared/base/brand.ts';
import { err, ok } from '#shared/base/result.ts';
import { isSendable, type Draft } from '#shared/domain/drafts/draft.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { can } from '#shared/domain/roles/can.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { isUnread } from '#shared/domain/views/unread.ts';
import { applyCommand } from '#shared/sync/apply-command.ts';
import { ACTION_OF, type Command } from '#shared/sync/command.ts';
import type { Delay } from '#shared/sync/delay.ts';
import { project } from '#shared/sync/project.ts';
import type { Desk } from '#renderer/data/desk.ts';
import { createCell, type Cell } from '#renderer/data/cell.ts';
import type {
  Connection,
  Conversation,
  DraftState,
  OutboxItem,
  OutboxState,
  QuarantinedItem,
  StorageHealth,
  TicketRow,
} from '#renderer/data/read/desk-reader.ts';
import { createCustomerHistories } from '#renderer/data/read/customer-history.ts';
import { createRelations } from '#renderer/data/read/relations.ts';
import { NO_COUNTS } from '#renderer/data/read/counts.ts';
import { fixedQuery } from '#renderer/data/read/view-query.ts';
import { joinDrafts } from '#renderer/data/write/draft-saver.ts';
import type { Intent, WriteError } from '#renderer/data/write/desk-writer.ts';
import { createInMemoryOutbox } from './in-memory-outbox.ts';
import { draftOf, intentOf } from '#renderer/data/write/draft-words.ts';
import { createInMemorySearch } from './in-memory-search.ts';
import { createInMemoryDrafts, delayOf, heldActs } from './in-memory-drafts.ts';
import { answeredBy, createInMemoryCustomers, customerMessage } from './in-memory-customer.ts';
import { keepIn } from './in-memory-files.ts';
import { createInMemoryInspector } from './in-memory-inspector.ts';
import { createInMemoryNews } from './in-memory-news.ts';
import { countRows, createInMemoryLists, marked } from './in-memory-lists.ts';
import type { InMemoryWorld } from './in-memory-world.ts';
import {
  makeSampleData,
  sampleId,
  SAMPLE_REFERENCES,
  SAMPLE_PEOPLE,
  SAMPLE_QUEUES,
} from './sample-desk-data.ts';

/** With what a test or a preview does from the other side. */
export interface InMemoryDesk extends Desk {
  readonly world: InMemoryWorld;
}

/** A whole desk in memory, by the same rules as the real one: for component tests and for looking at the window. */
export function createInMemoryDesk(
  options: {
    readonly me?: Person;
    readonly count?: number;
    readonly now?: number;
  } = {},
): InMemoryDesk {
  const now = options.now ?? Date.now();
  const data = makeSampleData(options.count ?? 40, now);
  const me = createCell<Person>(options.me ?? SAMPLE_PEOPLE.dmitry);
  const people = createCell<ReadonlyMap<PersonId, Person>>(
    new Map(Object.values(SAMPLE_PEOPLE).map((person) => [person.id, person])),
  );
  const queues = createCell(new Map(SAMPLE_QUEUES.map((queue) => [queue.id, queue])));
  const references = createCell(SAMPLE_REFERENCES);
  const customers = createInMemoryCustomers(data.customers);
  const tickets = new Map(data.tickets.map((ticket) => [ticket.id, ticket]));
  const extra = new Map<TicketId, Message[]>();
  const files = new Map<Sha256, Blob>();
  const drafts = new Map<string, Cell<DraftState>>();
  const draftIds = createCell<ReadonlySet<TicketId>>(new Set());
  const goneOut = createCell<readonly Command[]>([]);
  const quarantine = createCell<readonly QuarantinedItem[]>([]);
  const connection = createCell<Connection>({ kind: 'online', progress: null, filesAhead: 0 });
  const { outbox, because, pendingOn, setSent, judge, changeEach } = createInMemoryOutbox(connection, (id) =>
    refresh(id),
  );
  const storage = createCell<StorageHealth>({ kind: 'fine' });
  const counts = createCell(NO_COUNTS);
  const rows = new Map<TicketId, TicketRow>();
  const complete = createCell(true);
  const seen = createCell<ReadonlyMap<TicketId, MessageId>>(new Map());
  const conversations = new Map<TicketId, Cell<Conversation>>();
  const calls = { signedIn: 0, wiped: 0, tryNow: 0, beginAnew: 0 };
  const inspector = createInMemoryInspector();
  const news = createInMemoryNews((id) => rows.get(id)?.ticket ?? null);
  let ready = true;
  let isReadingHeld = false;
  let failure: WriteError | null = null;
  let holding = false;
  let n = 0;

  const projected = (ticket: Ticket) =>
    project(
      ticket,
      pendingOn(ticket.id).map((i) => i.command),
      me.get(),
    );

  const histories = createCustomerHistories(() => rows.values());
  const relations = createRelations((id) => rows.get(id)?.ticket ?? null);
  const refreshRow = (id: TicketId) => {
    const ticket = tickets.get(id);
    const before = rows.get(id);
    const after = ticket && {
      ticket: projected(ticket).ticket,
      pending: pendingOn(id).length > 0,
      undecided: outbox.get().some((i) => i.command.ticketId === id && i.state.kind !== 'waiting'),
    };
    if (after === undefined) rows.delete(id);
    else rows.set(id, after);
    const change = { removed: before ? [before] : [], added: after ? [after] : [], ids: new Set([id]) };
    relations.apply(change);
    histories.apply(change);
  };
  const lists = createInMemoryLists(
    () => (ready ? rows.values() : null),
    () => ({
      me: me.get().id,
      now: Date.now(),
      hasDraft: (id) => draftIds.get().has(id),
      isUnread: (ticket) => isUnread(ticket, seen.get().get(ticket.id)),
    }),
  );
  const conversationOf = (id: TicketId): Conversation => {
    const ticket = tickets.get(id);
    if (ticket === undefined) return { kind: 'absent' };
    if (isReadingHeld) return { kind: 'loading', ticket };
    const projection = projected(ticket);
    return {
      kind: 'open',
      ticket: projection.ticket,
      customer: customers.now(ticket.customerId, outbox.get(), me.get()),
      timeline: [
        ...[...data.messages(data.tickets.find((t) => t.id === id) ?? ticket), ...(extra.get(id) ?? [])].map(
          (message) => ({ message, delivery: 'confirmed' as const }),
        ),
        ...projection.predicted.map((message) => ({ message, delivery: 'waiting' as const })),
      ],
    };
  };
  const refresh = (id: TicketId | null) => {
    if (id !== null) refreshRow(id);
    lists.refresh();
    if (id !== null) conversations.get(id)?.set(conversationOf(id));
    counts.set(countRows([...rows.values()], me.get().id));
  };
  for (const id of tickets.keys()) refreshRow(id);
  refresh(null);

  const kept = createInMemoryDrafts((id) => tickets.get(id) ?? null);
  const draftCell = (ticketId: TicketId, kind: Draft['kind']) => {
    const key = `${ticketId}/${kind}`;
    const cell = drafts.get(key) ?? createCell<DraftState>({ draft: null, saved: 'saved' });
    drafts.set(key, cell);
    return cell;
  };
  const setDraft = (ticketId: TicketId, kind: Draft['kind'], state: DraftState) => {
    draftCell(ticketId, kind).set(state);
    const ids = new Set<TicketId>();
    for (const [key, value] of drafts) if (value.get().draft !== null) ids.add(key.split('/')[0] as TicketId);
    draftIds.set(ids);
    kept.show([...drafts.values()].map((cell) => cell.get().draft));
  };
  const search = createInMemorySearch(
    { me, people, queues, outbox, row: (id) => rows.get(id) ?? null },
    {
      tickets: () => [...tickets.values()],
      messages: (ticket) => [...data.messages(ticket), ...(extra.get(ticket.id) ?? [])],
      customers: data.customers,
    },
  );
  const settle = (command: Command) => {
    const ticket = tickets.get(command.ticketId);
    if (ticket === undefined) return;
    const effect = applyCommand(ticket, command, me.get(), command.recordedAt as EpochMs);
    if (!effect.ok) return;
    tickets.set(ticket.id, effect.value.ticket);
    customers.settle(ticket.customerId, command, me.get());
    if (effect.value.message !== null)
      extra.set(ticket.id, [...(extra.get(ticket.id) ?? []), effect.value.message]);
  };
  const deliver = () => {
    const sent = outbox.get().filter((item) => item.state.kind === 'waiting' && item.delay === null);
    outbox.set(outbox.get().filter((item) => !sent.includes(item)));
    for (const item of sent) settle(item.command);
    for (const item of sent) refresh(item.command.ticketId);
  };
  const record = async (intent: Intent, delay: Delay | null = null) => {
    const ticket = tickets.get(intent.ticketId);
    if (failure !== null) return err(failure);
    if (ticket === undefined) return err('no-such-ticket' as const);
    if (!can(me.get(), ACTION_OF[intent.kind], ticket)) return err('not-allowed' as const);
    n += 1;
    const command = {
      id: sampleId('9', n) as CommandId,
      client: sampleId('8', 1) as ClientId,
      n,
      seen: { ticketVersion: 1, lastCustomerMessageId: ticket.lastCustomerMessageId },
      recordedAt: Date.now(),
      ...intent,
    } as Command;
    outbox.set([
      ...outbox.get(),
      {
        command,
        ticket,
        state: { kind: 'waiting', because: delay === null ? because() : 'delayed' },
        canDiscard: true,
        canTakeBack: false,
        canKeepSending: false,
        delay,
        changes: 0,
      },
    ]);
    refresh(ticket.id);
    if (connection.get().kind === 'online' && delay === null) setTimeout(deliver, 0);
    return ok(command.id);
  };
  const remove = (id: CommandId, words?: 'let-go') => {
    const item = outbox.get().find((candidate) => candidate.command.id === id);
    outbox.set(outbox.get().filter((candidate) => candidate !== item));
    if (item !== undefined) {
      const { command } = item;
      const draft = words === 'let-go' ? null : draftOf(command);
      if (draft !== null && draftCell(draft.ticketId, draft.kind).get().draft === null)
        setDraft(draft.ticketId, draft.kind, { draft, saved: 'saved' });
      refresh(command.ticketId);
    }
    return item;
  };
  return {
    read: {
      me,
      people,
      queues,
      tickets: (view, queueId) => lists.list(fixedQuery(view, queueId)),
      list: lists.list,
      complete,
      row: (id) => rows.get(id) ?? null,
      seen,
      counts,
      conversation: (id) => {
        const known = conversations.get(id);
        if (known !== undefined) return known;
        const live = createCell(conversationOf(id));
        conversations.set(id, live);
        return live;
      },
      findTicket: (id) => rows.get(id)?.ticket ?? null,
      related: relations.related,
      references,
      customerTickets: histories.history,
      findTicketByNumber: (number) =>
        [...tickets.values()].find((ticket) => ticket.number === number)?.id ?? null,
      draft: draftCell,
      drafts: draftIds,
      draftList: kept.list,
      draftVersions: kept.versions,
      draftClashes: kept.clashes,
      outbox,
      goneOut,
      quarantine,
      connection,
      storage,
      presence: news.presence,
      arrivals: news.arrivals,
      inspector,
      search,
      readFile: async (sha256) => {
        const file = files.get(sha256);
        if (file !== undefined) return ok(file);
        return err(connection.get().kind === 'online' ? ('missing' as const) : ('offline' as const));
      },
    },
    write: {
      record: async (intent, instead) => {
        const recorded = await record(intent);
        if (recorded.ok && instead !== undefined) {
          kept.keep(draftCell(intent.ticketId, instead).get().draft, 'sent');
          setDraft(intent.ticketId, instead, { draft: null, saved: 'saved' });
        }
        return recorded;
      },
      send: async (ticketId, kind, wait) => {
        const { draft } = draftCell(ticketId, kind).get();
        if (draft === null || (draft.text.trim() === '' && draft.attachments.length === 0))
          return err('invalid' as const);
        setDraft(ticketId, kind, { draft: null, saved: 'saved' });
        const recorded = await record(intentOf({ ...draft, kind }, null), delayOf(wait));
        if (recorded.ok) kept.keep(draft, 'sent');
        else {
          const since = draftCell(ticketId, kind).get().draft ?? draft;
          setDraft(ticketId, kind, { draft: joinDrafts(draft, since), saved: 'failed' });
        }
        return recorded;
      },
      ...heldActs({ outbox, connection, deliver, draft: draftCell, setDraft, keep: kept.keep }),
      undo: async (id, words) => (remove(id, words) === undefined ? err('too-late' as const) : ok(null)),
      saveDraft: async (draft) => {
        const empty = draft.text === '' && draft.attachments.length === 0;
        const before = draftCell(draft.ticketId, draft.kind).get();
        if (failure !== null) {
          setDraft(draft.ticketId, draft.kind, { draft: before.draft, saved: 'failed' });
          return err(failure);
        }
        setDraft(draft.ticketId, draft.kind, {
          draft: empty ? null : draft,
          saved: holding ? 'saving' : 'saved',
        });
        return ok(null);
      },
      discardDraft: async (ticketId, kind) => {
        kept.keep(draftCell(ticketId, kind).get().draft, 'discarded');
        setDraft(ticketId, kind, { draft: null, saved: 'saved' });
        return ok(null);
      },
      keepFile: keepIn(files),
      retry: async (id) => {
        const item = outbox.get().find((candidate) => candidate.command.id === id);
        if (item === undefined) return err('invalid' as const);
        outbox.set(outbox.get().filter((candidate) => candidate !== item));
        const { kind, ticketId, payload } = item.command;
        return record({ kind, ticketId, payload } as Intent);
      },
      discard: async (id) => {
        if (outbox.get().some((item) => item.command.id === id && item.canTakeBack)) {
          setSent(id, { canKeepSending: true, state: { kind: 'waiting', because: 'taking-back' } });
          return ok('withdrawing' as const);
        }
        return remove(id) === undefined ? err('too-late' as const) : ok('forgotten' as const);
      },
      keepSending: async (id) => {
        setSent(id, { canTakeBack: true });
        return ok(null);
      },
      edit: async (id, place) => {
        const item = outbox.get().find((candidate) => candidate.command.id === id);
        const words = item === undefined ? null : draftOf(item.command);
        if (item === undefined || words === null) return err('too-late' as const);
        const { ticketId, kind } = words;
        const draftBefore = draftCell(ticketId, kind).get().draft;
        const swaps = place === 'swap' && draftBefore !== null && item.state.kind !== 'waiting';
        const joined = place === 'after' ? [draftBefore, words] : [words, draftBefore];
        const draftNow = swaps
          ? words
          : { ...words, text: joined.flatMap((each) => each?.text ?? []).join('\n\n') };
        n += 1;
        const swapped = swaps ? (sampleId('9', n) as CommandId) : null;
        outbox.set(
          outbox.get().flatMap((each): OutboxItem[] => {
            if (each !== item) return [each];
            if (swapped === null || draftBefore === null || !isSendable(draftBefore)) return [];
            const { payload } = intentOf(draftBefore, null);
            return [{ ...item, command: { ...item.command, id: swapped, payload } as Command }];
          }),
        );
        setDraft(ticketId, kind, { draft: draftNow, saved: 'saved' });
        refresh(ticketId);
        return ok({ draftBefore, draftNow, swapped });
      },
      putBack: async ({ command, state, draft, swapped }) => {
        if (failure !== null) return err(failure);
        n += 1;
        const id = sampleId('9', n) as CommandId;
        const ticket = tickets.get(command.ticketId) ?? null;
        const shown: OutboxState = state.kind === 'waiting' ? { kind: 'waiting', because: because() } : state;
        const back: OutboxItem = {
          command: { ...command, id },
          ticket,
          state: shown,
          canDiscard: true,
          canTakeBack: false,
          canKeepSending: false,
          delay: null,
          changes: 0,
        };
        outbox.set([...outbox.get().filter((each) => each.command.id !== swapped), back]);
        const words = draftOf(command);
        if (draft !== null && words !== null)
          setDraft(words.ticketId, words.kind, { draft: draft.draftBefore, saved: 'saved' });
        refresh(command.ticketId);
        return ok(id);
      },
      beginAnew: () => {
        calls.beginAnew += 1;
      },
      choose: async (patch) => ok(patch),
      mark: (ids, as) => {
        seen.set(marked(seen.get(), ids, as, rows));
        refresh(null);
      },
      tryNow: () => {
        calls.tryNow += 1;
      },
    },
    attendance: news.attendance,
    signedIn: () => {
      calls.signedIn += 1;
      connection.set({ kind: 'online', progress: null, filesAhead: 0 });
    },
    close: async () => undefined,
    wipe: async () => {
      calls.wiped += 1;
    },
    world: {
      calls,
      inspector,
      attended: news.attended,
      setPresence: (next) => news.presence.set(next),
      colleagueActs: (id, message) => {
        extra.set(message.ticketId, [...(extra.get(message.ticketId) ?? []), message]);
        changeEach((item) => (item.command.id === id ? { ...item, changes: item.changes + 1 } : item));
        refresh(message.ticketId);
        news.arrive(message);
      },
      setConnection: (next) => {
        connection.set(next);
        changeEach((item) =>
          item.state.kind === 'waiting' ? { ...item, state: { kind: 'waiting', because: because() } } : item,
        );
      },
      setStorage: (health) => storage.set(health),
      setQuarantine: (items) => quarantine.set(items),
      failWrites: (error) => {
        failure = error;
      },
      holdSaves: (hold) => {
        holding = hold;
        if (hold) return;
        for (const live of drafts.values())
          if (live.get().saved === 'saving') live.set({ ...live.get(), saved: 'saved' });
      },
      customerWrites: (ticketId, text) => {
        const ticket = tickets.get(ticketId);
        if (ticket === undefined) throw new Error('no such ticket');
        n += 1;
        const message = customerMessage(ticket, sampleId('6', n) as MessageId, text);
        extra.set(ticketId, [...(extra.get(ticketId) ?? []), message]);
        tickets.set(ticketId, answeredBy(ticket, message));
        refresh(ticketId);
        news.arrive(message);
        return message;
      },
      attempt: (id) => setSent(id, { canTakeBack: true }),
      answerApplied: (id) => {
        const item = outbox.get().find((candidate) => candidate.command.id === id);
        if (item === undefined) return;
        outbox.set(outbox.get().filter((candidate) => candidate !== item));
        settle(item.command);
        refresh(item.command.ticketId);
        if (item.state.kind === 'waiting' && item.state.because === 'taking-back')
          goneOut.set([...goneOut.get(), item.command]);
      },
      hold: (id, newer) => judge(id, { kind: 'held', reason: 'newer-message', newer }),
      refuse: (id, reason, holder) => judge(id, { kind: 'refused', reason, holder }),
      deliver,
      setComplete: (next) => complete.set(next),
      changeTicket: (id, change) => {
        const ticket = tickets.get(id);
        if (ticket === undefined) throw new Error('no such ticket');
        tickets.set(id, { ...ticket, ...change });
        refresh(id);
      },
      holdReading: (hold) => {
        isReadingHeld = hold;
        for (const [id, live] of conversations) live.set(conversationOf(id));
      },
      setReady: (next) => {
        ready = next;
        refresh(null);
      },
    },
  };
}
