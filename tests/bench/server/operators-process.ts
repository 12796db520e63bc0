/* All operators of the bench, in a process of their own: what they need is none of the helpdesk's. */
import http from 'node:http';
import { v7 as uuid } from 'uuid';
import type { QueueId, TicketId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Filled } from './helpdesk-process.ts';
import { signInOperator, request, type OperatorClient } from './operator-client.ts';
import { atPace, makeRandom } from './pace.ts';
import { answerQuestions } from './worker-process.ts';

/** What the operators have measured, in milliseconds. */
export interface Operated {
  readonly ackMs: readonly number[];
  /** From the acknowledgement of a command to the moment in which another client that may see its entry has it. */
  readonly fanOutMs: readonly number[];
  readonly bareRouteMs: readonly number[];
  /** Entries that should have come to somebody and have not. */
  readonly missing: number;
  readonly failures: readonly string[];
  readonly outcomes: Readonly<Record<string, number>>;
  readonly counts: { readonly events: number; readonly news: number; readonly pulls: number };
  readonly cpu: number;
}

/** Clients that sign in and read everything at a time. */
const AT_ONCE = 4;
/** How long entries may take to come after the last command, in milliseconds. */
const LATEST_MS = 10_000;

type Known = Pick<Ticket, 'id' | 'queueId' | 'priority' | 'lastCustomerMessageId'>;

/** A command whose entry is on its way to the others. */
interface Spread {
  ackAt: number | null;
  /** When each of them had it. */
  readonly hadAt: number[];
  readonly expected: number;
  readonly done: () => void;
}

let clients: OperatorClient[] = [];
const tickets = new Map<TicketId, Known>();
const spreading = new Map<string, Spread>();
const failures: string[] = [];

answerQuestions(
  {
    async 'sign in'(given: { readonly urls: readonly string[]; readonly filled: Filled }): Promise<void> {
      const waiting = given.filled.operators.map((operator, index) => ({ operator, index }));
      const found: OperatorClient[] = [];
      const work = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const url = given.urls[next.index % given.urls.length] ?? '';
          const client = await signInOperator(url, { ...next.operator, password: given.filled.password });
          // One who sees every queue tells what there is to work on.
          await client.synchronise(next.index === 0 ? learn : null);
          found[next.index] = client;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      for (const id of given.filled.written) tickets.delete(id);
      clients = found;
    },

    async connect(): Promise<void> {
      for (const client of clients) {
        await client.connect(
          ({ type, id, row }) => {
            const spread = type === 'message' && row !== undefined ? spreading.get(id) : undefined;
            if (spread === undefined) return;
            spread.hadAt.push(performance.now());
            if (spread.hadAt.length === spread.expected) spread.done();
          },
          (what) => failures.push(what),
        );
      }
    },

    async run(given: {
      readonly seconds: number;
      readonly rate: number;
      readonly seed: number;
      readonly bareUrls: readonly string[];
    }): Promise<Operated> {
      const random = makeRandom(given.seed);
      const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)] as T;
      const all = [...tickets.values()];
      const inQueue = (ids: ReadonlySet<QueueId>): Known => {
        for (;;) {
          const ticket = pick(all);
          if (ids.has(ticket.queueId)) return ticket;
        }
      };
      const ackMs: number[] = [];
      const bareRouteMs: number[] = [];
      const spreads: Spread[] = [];
      const arrived: Promise<void>[] = [];
      const outcomes: Record<string, number> = {};

      const act = async (): Promise<void> => {
        const client = pick(clients);
        const ticket = inQueue(client.queueIds);
        const id = uuid();
        const expected = clients.filter(({ queueIds }) => queueIds.has(ticket.queueId)).length;
        let done = (): void => undefined;
        arrived.push(new Promise((resolve) => (done = resolve)));
        const spread: Spread = { ackAt: null, hadAt: [], expected, done };
        spreads.push(spread);
        spreading.set(id, spread);
        const began = performance.now();
        const kind = await client.push({ id, ...commandOn(ticket, random) });
        spread.ackAt = performance.now();
        ackMs.push(spread.ackAt - began);
        outcomes[kind] = (outcomes[kind] ?? 0) + 1;
        if (kind !== 'applied') failures.push(`A command was ${kind}.`);
      };
      const agent = new http.Agent({ keepAlive: true });
      const bare = async (): Promise<void> => {
        const began = performance.now();
        const body = { hello: 'x'.repeat(200) };
        await request(pick(given.bareUrls), agent, 'POST', { 'content-type': 'application/json' }, body);
        bareRouteMs.push(performance.now() - began);
      };
      const caught = (run: () => Promise<void>) => () =>
        run().catch((error: unknown) => void failures.push(String(error)));

      const before = process.cpuUsage();
      const began = performance.now();
      const { seconds, rate } = given;
      await Promise.all([
        atPace({ seconds, rate, random }, caught(act)),
        atPace({ seconds, rate, random }, caught(bare)),
      ]);
      const { user, system } = process.cpuUsage(before);
      const cpu = (user + system) / 1_000 / (performance.now() - began);
      let cancel: NodeJS.Timeout | undefined;
      await Promise.race([
        Promise.all(arrived),
        new Promise((resolve) => (cancel = setTimeout(resolve, LATEST_MS))),
      ]);
      clearTimeout(cancel);
      agent.destroy();
      return {
        ackMs,
        // Who has it before the acknowledgement has come has not waited.
        fanOutMs: spreads.flatMap(({ ackAt, hadAt }) =>
          ackAt === null ? [] : hadAt.map((at) => Math.max(0, at - ackAt)),
        ),
        bareRouteMs,
        missing: spreads.reduce((sum, { expected, hadAt }) => sum + expected - hadAt.length, 0),
        failures,
        outcomes,
        counts: {
          events: clients.reduce((sum, { counts }) => sum + counts.events, 0),
          news: clients.reduce((sum, { counts }) => sum + counts.news, 0),
          pulls: clients.reduce((sum, { counts }) => sum + counts.pulls, 0),
        },
        cpu,
      };
    },

    disconnect(): void {
      for (const client of clients) client.close();
    },
  },
  () => Promise.resolve(),
);

function learn(changes: readonly unknown[]): void {
  for (const change of changes as readonly { readonly type: string; readonly row?: Known }[]) {
    if (change.type !== 'ticket' || change.row === undefined) continue;
    const { id, queueId, priority, lastCustomerMessageId } = change.row;
    tickets.set(id, { id, queueId, priority, lastCustomerMessageId });
  }
}

/** What operators do most: notes, answers: each leaves an entry of its own. */
function commandOn(ticket: Known, random: () => number): Readonly<Record<string, unknown>> {
  const common = {
    ticketId: ticket.id,
    seen: { ticketVersion: 1, lastCustomerMessageId: ticket.lastCustomerMessageId },
    recordedAt: 0,
  };
  const dice = random();
  const words = { text: 'Please install the new driver and restart the program.', attachments: [] };
  if (dice < 0.5) return { ...common, kind: 'reply', payload: words };
  return { ...common, kind: 'note', payload: words };
}
