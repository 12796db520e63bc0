import type {
  ClientId,
  CommandId,
  EpochMs,
  MessageId,
  PersonId,
  QueueId,
  Sha256,
  TicketId,
} from '#shared/base/brand.ts';
import { err, ok } from '#shared/base/result.ts';
import { MAX_ATTACHMENT_BYTES } from '#shared/domain/attachments/attachment.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { previewOf } from '#shared/domain/messages/preview.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { can } from '#shared/domain/roles/can.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { compareByDue, isInView, VIEW_IDS, type ViewId } from '#shared/domain/tickets/views.ts';
import { applyCommand } from '#shared/sync/apply-command.ts';
import { ACTION_OF, type Command } from '#shared/sync/command.ts';
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
  TicketList,
  TicketRow,
  ViewCounts,
} from '#renderer/data/read/desk-reader.ts';
import type { Intent, WriteError } from '#renderer/data/write/desk-writer.ts';
import { createInMemoryInspector } from './in-memory-inspector.ts';
import type { InMemoryWorld } from './in-memory-world.ts';
import { makeSampleData, sampleId, SAMPLE_PEOPLE, SAMPLE_QUEUES } from './sample-desk-data.ts';

export interface InMemoryDesk extends Desk {
  /** What a test or a preview does from the other side. */
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
  const customers = new Map(data.customers.map((customer) => [customer.id, customer]));
  const tickets = new Map(data.tickets.map((ticket) => [ticket.id, ticket]));
  const extra = new Map<TicketId, Message[]>();
  const files = new Map<Sha256, Blob>();
  const drafts = new Map<string, Cell<DraftState>>();
  const draftIds = createCell<ReadonlySet<TicketId>>(new Set());
  const outbox = createCell<readonly OutboxItem[]>([]);
  const goneOut = createCell<readonly Command[]>([]);
  const quarantine = createCell<readonly QuarantinedItem[]>([]);
  const connection = createCell<Connection>({ kind: 'online', progress: null, filesAhead: 0 });
  const storage = createCell<StorageHealth>({ kind: 'fine' });
  const counts = createCell<ViewCounts>({
    views: Object.fromEntries(VIEW_IDS.map((view) => [view, 0])) as Record<ViewId, number>,
    queues: new Map(),
  });
  const rows = new Map<TicketId, TicketRow>();
  const lists = new Map<
    string,
    { readonly view: ViewId; readonly queueId: QueueId | null; readonly live: Cell<TicketList> }
  >();
  const conversations = new Map<TicketId, Cell<Conversation>>();
  const calls = { signedIn: 0, wiped: 0, tryNow: 0, beginAnew: 0 };
  const inspector = createInMemoryInspector();
  let ready = true;
  let failure: WriteError | null = null;
  let holding = false;
  let n = 0;

  const pendingOn = (ticketId: TicketId) =>
    outbox.get().filter((item) => item.command.ticketId === ticketId && item.state.kind === 'waiting');

  const projected = (ticket: Ticket) =>
    project(
      ticket,
      pendingOn(ticket.id).map((i) => i.command),
      me.get(),
    );

  const refreshRow = (id: TicketId) => {
    const ticket = tickets.get(id);
    if (ticket === undefined) return void rows.delete(id);
    rows.set(id, {
      ticket: projected(ticket).ticket,
      pending: pendingOn(id).length > 0,
      undecided: outbox.get().some((i) => i.command.ticketId === id && i.state.kind !== 'waiting'),
    });
  };
  const compute = (view: ViewId, queueId: QueueId | null): TicketList => ({
    ready,
    rows: !ready
      ? []
      : [...rows.values()]
          .filter(
            (row) =>
              isInView(view, row.ticket, me.get().id) && (queueId === null || row.ticket.queueId === queueId),
          )
          .sort((a, b) => compareByDue(a.ticket, b.ticket)),
  });
  const conversationOf = (id: TicketId): Conversation => {
    const ticket = tickets.get(id);
    if (ticket === undefined) return { kind: 'absent' };
    const projection = projected(ticket);
    return {
      kind: 'open',
      ticket: projection.ticket,
      customer: customers.get(ticket.customerId) ?? null,
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
    for (const { view, queueId, live } of lists.values()) live.set(compute(view, queueId));
    if (id !== null) conversations.get(id)?.set(conversationOf(id));
    const all = [...rows.values()];
    counts.set({
      views: Object.fromEntries(
        VIEW_IDS.map((view) => [view, all.filter((row) => isInView(view, row.ticket, me.get().id)).length]),
      ) as Record<ViewId, number>,
      queues: new Map(
        SAMPLE_QUEUES.map((queue) => [
          queue.id,
          all.filter((row) => row.ticket.queueId === queue.id && row.ticket.status === 'open').length,
        ]),
      ),
    });
  };
  for (const id of tickets.keys()) refreshRow(id);
  refresh(null);

  const draftCell = (ticketId: TicketId, kind: Draft['kind']) => {
    const key = `${ticketId}/${kind}`;
    const known = drafts.get(key);
    if (known !== undefined) return known;
    const made = createCell<DraftState>({ draft: null, saved: 'saved' });
    drafts.set(key, made);
    return made;
  };
  const setDraft = (ticketId: TicketId, kind: Draft['kind'], state: DraftState) => {
    draftCell(ticketId, kind).set(state);
    const ids = new Set<TicketId>();
    for (const [key, value] of drafts) if (value.get().draft !== null) ids.add(key.split('/')[0] as TicketId);
    draftIds.set(ids);
  };
  const because = (): Extract<OutboxState, { kind: 'waiting' }>['because'] =>
    connection.get().kind === 'signed-out'
      ? 'signed-out'
      : connection.get().kind === 'online'
        ? 'sending'
        : 'offline';

  const settle = (command: Command) => {
    const ticket = tickets.get(command.ticketId);
    if (ticket === undefined) return;
    const effect = applyCommand(ticket, command, me.get(), command.recordedAt as EpochMs);
    if (!effect.ok) return;
    tickets.set(ticket.id, effect.value.ticket);
    if (effect.value.message !== null)
      extra.set(ticket.id, [...(extra.get(ticket.id) ?? []), effect.value.message]);
  };
  const deliver = () => {
    const sent = outbox.get().filter((item) => item.state.kind === 'waiting');
    outbox.set(outbox.get().filter((item) => item.state.kind !== 'waiting'));
    for (const item of sent) settle(item.command);
    for (const item of sent) refresh(item.command.ticketId);
  };
  const record = async (intent: Intent) => {
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
        state: { kind: 'waiting', because: because() },
        canDiscard: true,
        canTakeBack: false,
        canKeepSending: false,
        changes: 0,
      },
    ]);
    refresh(ticket.id);
    if (connection.get().kind === 'online') setTimeout(deliver, 0);
    return ok(command.id);
  };
  const remove = (id: CommandId) => {
    const item = outbox.get().find((candidate) => candidate.command.id === id);
    outbox.set(outbox.get().filter((candidate) => candidate !== item));
    if (item !== undefined) {
      const { command } = item;
      if (command.kind === 'reply' || command.kind === 'note') {
        if (draftCell(command.ticketId, command.kind).get().draft === null)
          setDraft(command.ticketId, command.kind, {
            draft: { ticketId: command.ticketId, kind: command.kind, ...command.payload },
            saved: 'saved',
          });
      }
      refresh(command.ticketId);
    }
    return item;
  };
  const setSent = (id: CommandId, change: Partial<OutboxItem>) => {
    const sent = { canDiscard: false, canTakeBack: false, canKeepSending: false };
    const state = { kind: 'waiting', because: because() } as const;
    outbox.set(
      outbox.get().map((item) => (item.command.id === id ? { ...item, state, ...sent, ...change } : item)),
    );
  };
  const judge = (id: CommandId, state: OutboxState) => {
    outbox.set(outbox.get().map((item) => (item.command.id === id ? { ...item, state } : item)));
    const item = outbox.get().find((candidate) => candidate.command.id === id);
    if (item !== undefined) refresh(item.command.ticketId);
  };

  return {
    read: {
      me,
      people,
      queues,
      tickets: (view, queueId) => {
        const key = `${view}/${queueId ?? ''}`;
        const known = lists.get(key);
        if (known !== undefined) return known.live;
        const live = createCell(compute(view, queueId));
        lists.set(key, { view, queueId, live });
        return live;
      },
      counts,
      conversation: (id) => {
        const known = conversations.get(id);
        if (known !== undefined) return known;
        const live = createCell(conversationOf(id));
        conversations.set(id, live);
        return live;
      },
      findTicketByNumber: (number) =>
        [...tickets.values()].find((ticket) => ticket.number === number)?.id ?? null,
      draft: draftCell,
      drafts: draftIds,
      outbox,
      goneOut,
      quarantine,
      connection,
      storage,
      inspector,
      readFile: async (sha256) => {
        const file = files.get(sha256);
        if (file !== undefined) return ok(file);
        return err(connection.get().kind === 'online' ? ('missing' as const) : ('offline' as const));
      },
    },
    write: {
      record,
      send: async (ticketId, kind) => {
        const { draft } = draftCell(ticketId, kind).get();
        if (draft === null || (draft.text.trim() === '' && draft.attachments.length === 0))
          return err('invalid' as const);
        const { text, attachments } = draft;
        const recorded = await record({ kind, ticketId, payload: { text, attachments } });
        if (recorded.ok) setDraft(ticketId, kind, { draft: null, saved: 'saved' });
        return recorded;
      },
      undo: async (id) => (remove(id) === undefined ? err('too-late' as const) : ok(null)),
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
        setDraft(ticketId, kind, { draft: null, saved: 'saved' });
        return ok(null);
      },
      keepFile: async (file, name) => {
        if (file.size === 0) return err('empty' as const);
        if (file.size > MAX_ATTACHMENT_BYTES) return err('too-large' as const);
        const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
        const sha256 = [...new Uint8Array(digest)]
          .map((byte) => byte.toString(16).padStart(2, '0'))
          .join('') as Sha256;
        files.set(sha256, file);
        return ok({ sha256, name, type: file.type || 'application/octet-stream', size: file.size });
      },
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
        const command = item?.command;
        if (item === undefined || (command?.kind !== 'reply' && command?.kind !== 'note'))
          return err('too-late' as const);
        const { ticketId, kind } = command;
        const draftBefore = draftCell(ticketId, kind).get().draft;
        const words: Draft = { ticketId, kind, ...command.payload };
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
            if (swapped === null || draftBefore === null) return [];
            const { text, attachments } = draftBefore;
            return [{ ...item, command: { ...command, id: swapped, payload: { text, attachments } } }];
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
          changes: 0,
        };
        outbox.set([...outbox.get().filter((each) => each.command.id !== swapped), back]);
        if (draft !== null && (command.kind === 'reply' || command.kind === 'note'))
          setDraft(command.ticketId, command.kind, { draft: draft.draftBefore, saved: 'saved' });
        refresh(command.ticketId);
        return ok(id);
      },
      beginAnew: () => {
        calls.beginAnew += 1;
      },
      tryNow: () => {
        calls.tryNow += 1;
      },
    },
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
      colleagueActs: (id, message) => {
        extra.set(message.ticketId, [...(extra.get(message.ticketId) ?? []), message]);
        outbox.set(
          outbox
            .get()
            .map((item) => (item.command.id === id ? { ...item, changes: item.changes + 1 } : item)),
        );
        refresh(message.ticketId);
      },
      setConnection: (next) => {
        connection.set(next);
        outbox.set(
          outbox
            .get()
            .map((item) =>
              item.state.kind === 'waiting'
                ? { ...item, state: { kind: 'waiting', because: because() } }
                : item,
            ),
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
        const message: Extract<Message, { kind: 'customer' }> = {
          kind: 'customer',
          id: sampleId('6', n) as MessageId,
          ticketId,
          at: Date.now() as EpochMs,
          authorName: ticket.customerName,
          text,
          html: null,
          channel: 'form',
          attachments: [],
        };
        extra.set(ticketId, [...(extra.get(ticketId) ?? []), message]);
        tickets.set(ticketId, {
          ...ticket,
          status: 'open',
          waitingSince: ticket.waitingSince ?? message.at,
          lastCustomerMessageId: message.id,
          lastLine: { from: 'customer', text: previewOf(text) },
          updatedAt: message.at,
        });
        refresh(ticketId);
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
      setReady: (next) => {
        ready = next;
        refresh(null);
      },
    },
  };
}
