/* A helpdesk of the bench in a process of its own, with what it is compared with: the same database, the same HTTP framework. */
import { setTimeout as pause } from 'node:timers/promises';
import fastify from 'fastify';
import { sql } from 'kysely';
import type { PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import { addCustomerMessage } from '#helpdesk/desk/customer-side/add-customer-message.ts';
import { hashOfSecret, newConversationSecret } from '#helpdesk/desk/customer-side/conversation-secret.ts';
import { openHelpdesk, systemClock } from '#helpdesk/index.ts';
import { seedSample } from '#helpdesk/seed/seed-sample.ts';
import { publish } from '#helpdesk/storage/feed.ts';
import { newId } from '#helpdesk/storage/new-id.ts';
import { hashPassword } from '#helpdesk/storage/password.ts';
import { saveAccount } from '#helpdesk/storage/rows/person-rows.ts';
import { findQueues } from '#helpdesk/storage/rows/queue-rows.ts';
import { atPace, makeRandom } from './pace.ts';
import { answerQuestions } from './worker-process.ts';

/** Whom the clients sign in as. */
export interface Operator {
  readonly login: string;
  readonly queueIds: readonly QueueId[];
}
export interface Opened {
  readonly url: string;
  /** Of the bare route. */
  readonly bareUrl: string;
}
export interface Filled {
  readonly operators: readonly Operator[];
  readonly password: string;
  /** Tickets whose customers will write: nobody answers these. */
  readonly written: readonly TicketId[];
}
/** Bytes of this process, after rubbish has been collected. */
export interface Memory {
  readonly rss: number;
  readonly heap: number;
}
export interface Worked {
  /** Each time of a bare `INSERT … RETURNING`, in milliseconds. */
  readonly insertMs: readonly number[];
  readonly customerMessages: number;
  readonly failures: readonly string[];
  /** Share of the time in which this process was at work, of one processor. */
  readonly cpu: number;
}

/** Hundreds sign in at once, and the cost of a password is no part of what is measured. */
const CHEAP = { logN: 4, r: 1, p: 1 } as const;
const PASSWORD = 'bench';
/** Tickets whose customers write. */
const WRITTEN = 50;

let opened: { helpdesk: Awaited<ReturnType<typeof openHelpdesk>>; bare: ReturnType<typeof fastify> } | null =
  null;

function theHelpdesk() {
  if (opened === null) throw new Error('The helpdesk is not open.');
  return opened.helpdesk;
}

answerQuestions(
  {
    async open(given: { readonly data: string; readonly databaseUrl: string | null }): Promise<Opened> {
      const helpdesk = await openHelpdesk({
        data: given.data,
        passwordCost: CHEAP,
        ...(given.databaseUrl === null ? {} : { databaseUrl: given.databaseUrl }),
        log: {
          info: () => undefined,
          warn: (message, fields) => console.warn(message, fields),
          error: (message, fields) => console.error(message, fields),
        },
      });
      const bare = fastify({ keepAliveTimeout: 75_000, forceCloseConnections: true });
      bare.post('/', (request) => request.body);
      opened = { helpdesk, bare };
      return { url: helpdesk.url, bareUrl: await bare.listen({ host: '127.0.0.1', port: 0 }) };
    },

    async fill(given: { readonly tickets: number; readonly operators: number }): Promise<Filled> {
      const { storage } = theHelpdesk();
      const { db } = storage;
      await seedSample(storage, { tickets: given.tickets, messagesPerTicket: 3, now: storage.clock.now() });
      const queueIds = (await findQueues(db)).map((queue) => queue.id);
      // A team: some see every queue, most see one or two.
      const operators = Array.from({ length: given.operators }, (_, index) => ({
        login: `operator-${index}`,
        queueIds: queueIds.filter(
          (_id, at) => index % 4 === 0 || (index + at) % queueIds.length < 1 + (index % 2),
        ),
      }));
      const passwordHash = await hashPassword(PASSWORD, CHEAP);
      await db.transaction().execute(async (tx) => {
        const rows = [];
        for (const { login, queueIds: own } of operators) {
          const person = {
            id: newId<PersonId>(),
            name: login,
            role: 'operator',
            queueIds: own,
            active: true,
            tier: 1,
          } as const;
          rows.push(
            await saveAccount(
              tx,
              { person: { ...person, queueIds: [...own] }, login, passwordHash },
              storage.clock.now(),
            ),
          );
        }
        await publish(tx, rows);
      });
      await sql`create table bench_bare (id bigint generated always as identity primary key, body text not null)`.execute(
        db,
      );
      await sql`analyze`.execute(db);
      const { rows } = await sql<{
        id: TicketId;
      }>`select id from ticket order by id desc limit ${WRITTEN}`.execute(db);
      return { operators, password: PASSWORD, written: rows.map((row) => row.id) };
    },

    async memory(): Promise<Memory> {
      let least: Memory | null = null;
      for (let look = 0; look < 5; look += 1) {
        globalThis.gc?.();
        await pause(200);
        const { rss, heapUsed, external } = process.memoryUsage();
        if (least === null || rss < least.rss) least = { rss, heap: heapUsed + external };
      }
      return least as Memory;
    },

    /** Customers write through the desk's own customer side, and bare rows are inserted at the pace of the commands. */
    async work(given: {
      readonly seconds: number;
      readonly insertRate: number;
      readonly customerRate: number;
      readonly written: readonly TicketId[];
      readonly seed: number;
    }): Promise<Worked> {
      const { storage } = theHelpdesk();
      const random = makeRandom(given.seed);
      const failures: string[] = [];
      const insertMs: number[] = [];
      let customerMessages = 0;
      const secrets = given.written.map(() => newConversationSecret());
      await Promise.all(
        given.written.map((id, index) =>
          storage.db
            .updateTable('ticket')
            .set({ conversation_hash: hashOfSecret(secrets[index] as (typeof secrets)[number]) })
            .where('id', '=', id)
            .execute(),
        ),
      );
      const insert = async (): Promise<void> => {
        const began = performance.now();
        await sql`insert into bench_bare (body) values (${'x'.repeat(200)}) returning id`.execute(storage.db);
        insertMs.push(performance.now() - began);
      };
      const write = async (): Promise<void> => {
        const secret = secrets[Math.floor(random() * secrets.length)];
        if (secret === undefined) return;
        const added = await addCustomerMessage({ db: storage.db, clock: systemClock }, secret, {
          id: newId(),
          text: 'It still does not work. What else can I try?',
          attachments: [],
        });
        if (added.ok) customerMessages += 1;
        else failures.push(`A customer's message: ${added.error}`);
      };
      const caught = (run: () => Promise<void>) => () =>
        run().catch((error: unknown) => void failures.push(String(error)));
      const before = process.cpuUsage();
      const began = performance.now();
      const { seconds } = given;
      await Promise.all([
        atPace({ seconds, rate: given.insertRate, random }, caught(insert)),
        given.customerRate > 0
          ? atPace({ seconds, rate: given.customerRate, random }, caught(write))
          : Promise.resolve(),
      ]);
      const { user, system } = process.cpuUsage(before);
      return {
        insertMs,
        customerMessages,
        failures,
        cpu: (user + system) / 1_000 / (performance.now() - began),
      };
    },
  },
  async () => {
    await opened?.bare.close();
    await opened?.helpdesk.close();
  },
);
