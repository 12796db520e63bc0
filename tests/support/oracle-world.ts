import type { ClientId, CommandId, TicketId } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { CommandActor } from '#shared/sync/apply-command.ts';
import type { Command, CommandKind } from '#shared/sync/command.ts';
import { ModelClient, type Kept, type Surroundings } from './oracle-client.ts';
import { createOracleHelpdesk, type OracleHelpdesk } from './oracle-helpdesk.ts';
import { createNetwork, createTimeline, type Network, type Timeline } from './oracle-network.ts';
import { createSeededRandom, type SeededRandom } from './oracle-random.ts';
import {
  customerNoteId,
  clientId,
  commandId,
  epochMs,
  makeActor,
  makeAttachment,
  makeTicket,
  messageId,
  personId,
  queueId,
  referenceId,
  ticketId,
} from './oracle-things.ts';

const TICKETS = 3;
/** Rows in a page of the feed: small, so that pages are cut everywhere. */
const PAGE = 4;
/** In which queues a person may work. */
const QUEUES = [[queueId(0), queueId(1)], [queueId(0)], [queueId(1)]];

/** One thing that happens in a history. Numbers choose among what there is, modulo its count. */
export type Action = { readonly afterMs: number } & (
  | {
      readonly kind: 'record';
      readonly client: number;
      readonly ticket: number;
      readonly command: CommandKind;
      readonly choice: number;
      readonly files: readonly number[];
      readonly poisoned: boolean;
    }
  | { readonly kind: 'customer'; readonly ticket: number }
  | { readonly kind: 'decide'; readonly client: number; readonly which: number; readonly retry: boolean }
  | { readonly kind: 'undo' | 'take-back' | 'keep-sending'; readonly client: number; readonly which: number }
  | { readonly kind: 'move'; readonly ticket: number; readonly queue: number }
  /** A person works in other queues from now on: what he sees begins anew. */
  | { readonly kind: 'requeue'; readonly client: number; readonly queues: number }
  | { readonly kind: 'new-era' }
  | {
      readonly kind:
        | 'restart'
        | 'cut'
        | 'mend'
        | 'mend-unnoticed'
        | 'expire'
        | 'sign-in'
        | 'try-now'
        | 'lose-events'
        | 'die-at-next-commit'
        | 'demote'
        | 'promote';
      readonly client: number;
    }
  | { readonly kind: 'remove'; readonly ticket: number }
  | { readonly kind: 'forget-files' }
);

/** A history: what people, machines and the network do. */
export interface History {
  readonly seed: number;
  readonly clients: number;
  readonly actions: readonly Action[];
}

/** What has been recorded, by whom, and whether a person has decided that it is to be forgotten. */
export interface Recorded {
  readonly command: Command;
  readonly client: ModelClient;
  /** As `Kept.order`. */
  readonly order: number;
  discarded: boolean;
  /** The client has been told that it has taken effect, and has let it go. */
  settled: boolean;
}

export interface World {
  readonly timeline: Timeline;
  readonly network: Network;
  readonly helpdesk: OracleHelpdesk;
  readonly clients: readonly ModelClient[];
  readonly tickets: readonly Ticket[];
  readonly recorded: ReadonlyMap<CommandId, Recorded>;
  perform(action: Action): void;
  decide(client: ModelClient, kept: Kept, retry: boolean): void;
}

/** @param trace is given everything that happens to a client, in order */
export function createWorld(history: History, trace: (client: ClientId, what: unknown) => void): World {
  const random = createSeededRandom(history.seed);
  const timeline = createTimeline();
  const network = createNetwork(timeline, random);
  const tickets = Array.from({ length: TICKETS }, (_, count) => makeTicket(count));
  const helpdesk = createOracleHelpdesk(tickets);
  const recorded = new Map<CommandId, Recorded>();
  const dying = new Set<ModelClient>();
  const wakes = new Map<ModelClient, { cancel(): void }>();
  /** Helpdesk's clock. Clients' clocks are hours away from it, each another way (I12). */
  const helpdeskTime = () => 10_000_000 + timeline.now();
  let made = 0;

  /** Tells whoever listens. A stream of events can break instead: that is noticed, if only later. */
  const announce = () => {
    for (const client of clients) {
      const { life } = client;
      const breaks = network.stormy && random.chance(0.3);
      timeline.at(timeline.now() + (breaks ? random.between(1, 5_000) : random.between(1, 300)), () => {
        if (client.life !== life || network.cut.has(client)) return;
        if (network.expired.has(client)) client.feed({ kind: 'lost', failure: { kind: 'signed-out' } });
        else if (breaks) client.feed({ kind: 'lost', failure: { kind: 'unreachable' } });
        else client.feed({ kind: 'announced' });
      });
    }
  };

  const around: Surroundings = {
    now: timeline.now,
    random: random.next,
    push(client, lines, done) {
      network.exchange(
        client,
        () => {
          const before = helpdesk.rows;
          const answers = helpdesk.push(client.id, lines, client.actor, helpdeskTime());
          if (helpdesk.rows !== before) announce();
          // A helpdesk need not give the rows beside its answers: they come with the feed.
          return network.stormy && random.chance(0.2)
            ? (answers?.map((answer) => ({ ...answer, changes: [] })) ?? null)
            : answers;
        },
        done,
      );
    },
    upload(client, sha256, done) {
      network.exchange(
        client,
        () => ({ kept: helpdesk.files.add(sha256) }),
        (reply, late) => {
          done(reply.ok ? { ok: true, value: null } : reply, late);
        },
      );
    },
    pull(client, from, done) {
      network.exchange(client, () => helpdesk.page(client.actor.id, from, PAGE), done);
    },
    wake(client, at) {
      wakes.get(client)?.cancel();
      wakes.delete(client);
      if (at === null) return;
      const inMs = Math.max(0, at - client.clock());
      wakes.set(
        client,
        timeline.at(timeline.now() + inMs, () => client.feed({ kind: 'woke' })),
      );
    },
    diesNow: (client) => dying.delete(client),
    settled(_client, { command }) {
      const record = recorded.get(command.id);
      if (record !== undefined) record.settled = true;
    },
    putBack(_client, { command }) {
      // Sometimes there is another draft in the way: then a person decides.
      if (random.chance(0.3)) return false;
      const record = recorded.get(command.id);
      if (record !== undefined) record.discarded = true;
      return true;
    },
    trace: (client, what) => trace(client.id, what),
  };

  // Two machines of one person, and a colleague.
  const queueIds = [queueId(0), queueId(1)];
  const actors = [makeActor(0, { queueIds }), makeActor(1, { queueIds }), makeActor(0, { queueIds })];
  const clients = Array.from(
    { length: history.clients },
    (_, count) => new ModelClient(clientId(count), actors[count] ?? makeActor(count), around),
  );
  for (const client of clients) client.start();

  function pick<T>(values: readonly T[], index: number): T | undefined {
    return values[index % Math.max(1, values.length)];
  }

  /** A command as `data/write` makes it: from what the operator sees at this moment. */
  function compose(
    client: ModelClient,
    kind: CommandKind,
    id: TicketId,
    payload: (seen: Ticket) => Command['payload'],
    order = client.disk.n + 1,
  ): Command | null {
    const confirmed = client.ticket(id);
    const seen = client.view(id)?.ticket;
    if (confirmed === null || seen === undefined) return null;
    made += 1;
    const row = client.disk.rows.get(`ticket ${id}`)?.row;
    const command = {
      id: commandId(made),
      client: client.id,
      n: client.disk.n + 1,
      ticketId: id,
      seen: { ticketVersion: row?.version ?? 0, lastCustomerMessageId: confirmed.lastCustomerMessageId },
      recordedAt: helpdeskTime() + (clients.indexOf(client) - 1) * 7_200_000,
      kind,
      payload: payload(seen),
    } as unknown as Command;
    Object.freeze(command);
    recorded.set(command.id, { command, client, order, discarded: false, settled: false });
    return command;
  }

  function decide(client: ModelClient, kept: Kept, retry: boolean): void {
    const { command } = kept;
    const again = (seen: Ticket) =>
      command.kind === 'assign' ? { ...command.payload, from: seen.assigneeId } : command.payload;
    const replacement = retry ? compose(client, command.kind, command.ticketId, again, kept.order) : null;
    if (retry && replacement === null) return;
    const record = recorded.get(command.id);
    if (record !== undefined) record.discarded = true;
    client.discard(command.id, replacement);
  }

  function perform(action: Action): void {
    if (action.kind === 'customer') {
      made += 1;
      helpdesk.customerWrites(ticketId(action.ticket % TICKETS), made, helpdeskTime());
      return announce();
    }
    if (action.kind === 'remove') {
      helpdesk.remove(ticketId(action.ticket % TICKETS));
      return announce();
    }
    if (action.kind === 'forget-files') return helpdesk.files.clear();
    if (action.kind === 'move') {
      helpdesk.move(ticketId(action.ticket % TICKETS), queueId(action.queue % 2));
      return announce();
    }
    if (action.kind === 'new-era') {
      helpdesk.beginEra();
      return announce();
    }

    const client = pick(clients, action.client);
    if (client === undefined) return;
    switch (action.kind) {
      case 'record': {
        const command = compose(client, action.command, ticketId(action.ticket % TICKETS), (seen) =>
          payloadOf(action.command, action.choice, action.files, seen, client.actor),
        );
        if (command === null) return;
        if (action.poisoned) helpdesk.poison.add(command.id);
        return client.record(command, command.kind === 'reply' ? undoMs(action.choice) : 0);
      }
      case 'decide': {
        const undecided = client.disk.outbox.filter((kept) => kept.verdict !== null);
        const kept = pick(undecided, action.which);
        return kept === undefined ? undefined : decide(client, kept, action.retry);
      }
      case 'undo': {
        const unsent = client.disk.outbox.filter(
          (kept) => kept.verdict === null && kept.withdrawing === 'no' && client.canDiscard(kept),
        );
        const kept = pick(unsent, action.which);
        return kept === undefined ? undefined : decide(client, kept, false);
      }
      case 'take-back': {
        const kept = pick(
          client.disk.outbox.filter((each) => client.canTakeBack(each)),
          action.which,
        );
        return kept === undefined ? undefined : client.takeBack(kept);
      }
      case 'keep-sending': {
        const kept = pick(
          client.disk.outbox.filter((each) => each.withdrawing === 'wanted'),
          action.which,
        );
        return kept === undefined ? undefined : client.keepSending(kept);
      }
      case 'requeue':
        helpdesk.setQueues(client.actor.id, QUEUES[action.queues % QUEUES.length] ?? []);
        return announce();
      case 'restart':
        return client.start();
      case 'die-at-next-commit':
        dying.add(client);
        return;
      case 'cut':
        network.cut.add(client);
        return client.feed({ kind: 'lost', failure: { kind: 'unreachable' } });
      case 'mend':
        network.cut.delete(client);
        return client.feed({ kind: 'try-now' });
      case 'mend-unnoticed':
        network.cut.delete(client);
        return;
      case 'expire':
        network.expired.add(client);
        return;
      case 'sign-in':
        network.expired.delete(client);
        return client.feed({ kind: 'signed-in' });
      case 'try-now':
        return client.feed({ kind: 'try-now' });
      case 'lose-events':
        return client.feed({ kind: 'lost', failure: { kind: 'unreachable' } });
      case 'demote':
        return helpdesk.setActive(client.actor.id, false);
      case 'promote':
        return helpdesk.setActive(client.actor.id, true);
    }
  }

  return { timeline, network, helpdesk, clients, tickets, recorded, perform, decide };
}

function payloadOf(
  kind: CommandKind,
  choice: number,
  files: readonly number[],
  seen: Ticket,
  actor: CommandActor,
): Command['payload'] {
  const random: SeededRandom = createSeededRandom(choice);
  switch (kind) {
    case 'reply':
    case 'note': {
      const attachments: Attachment[] = files.map(makeAttachment);
      return { text: random.chance(0.9) ? `Words ${choice}` : '', attachments };
    }
    case 'assign':
      return {
        from: seen.assigneeId,
        to: random.chance(0.5) ? actor.id : random.pick([null, personId(0), personId(1)]),
      };
    case 'status':
      return { to: random.pick(['open', 'waiting', 'resolved', 'resolved'] as const) };
    case 'priority':
      return { to: random.pick(['low', 'normal', 'high', 'urgent'] as const) };
    case 'category':
      return { to: random.pick(['technical', 'financial', null] as const) };
    case 'snooze':
      return random.pick([{}, { until: null }, { until: epochMs(90_000) }]);
    case 'follow':
      return { on: random.chance(0.6) };
    case 'link':
      return { to: random.pick([ticketId(0), ticketId(1), ticketId(2)]), on: random.chance(0.7) };
    case 'delegate':
      return {
        from: seen.assigneeId,
        to: random.pick([
          { kind: 'person' as const, id: actor.id },
          { kind: 'queue' as const, id: queueId(choice % 2) },
          { kind: 'tier' as const, tier: random.pick([1, 2, 3] as const) },
        ]),
        note: random.chance(0.5) ? `Handed over ${choice}` : '',
      };
    case 'merge':
      return { into: random.pick([null, null, ticketId(0), ticketId(1)]) };
    case 'split':
      return {
        messageId: messageId(choice),
        newTicketId: ticketId(1_000 + choice),
        newMessageId: messageId(100_000 + choice),
        subject: `Split ${choice}`,
      };
    case 'customer-note':
      // Few notes, so that they are changed and removed too.
      return {
        noteId: customerNoteId(choice % 3),
        text: random.chance(0.7) ? `Known about him ${choice}` : null,
      };
    case 'hand-to-partner':
      return {
        partner: { id: referenceId(0), name: 'Partner 0', email: 'partner@example.com' },
        passed: ['words'],
        letter: { subject: `Request ${choice}`, text: `Letter ${choice}` },
        until: epochMs(90_000),
      };
    case 'back-from-partner':
      return random.chance(0.5)
        ? { how: 'answered', text: `Answer ${choice}` }
        : { how: 'taken-back', text: '' };
    case 'tag': {
      const tags = ['till', 'printer', 'licence'];
      return { add: tags.filter(() => random.chance(0.4)), remove: tags.filter(() => random.chance(0.4)) };
    }
  }
}

/** Some answers can be undone for a while: none, or 2 to 20 seconds. */
function undoMs(choice: number): number {
  return choice % 3 === 0 ? 2_000 + (choice % 10) * 2_000 : 0;
}
