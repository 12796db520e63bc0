import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { CustomerId, EpochMs, MessageId, PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { openHelpdesk, silentLog, type Helpdesk, type HelpdeskOptions } from '#helpdesk/index.ts';
import { publish } from '#helpdesk/storage/feed.ts';
import { newId } from '#helpdesk/storage/new-id.ts';
import { hashPassword, type PasswordCost } from '#helpdesk/storage/password.ts';
import { saveCustomers } from '#helpdesk/storage/rows/customer-rows.ts';
import { insertMessages } from '#helpdesk/storage/rows/message-rows.ts';
import { findAccount, saveAccount } from '#helpdesk/storage/rows/person-rows.ts';
import { saveQueues } from '#helpdesk/storage/rows/queue-rows.ts';
import {
  insertTickets,
  lockTicket,
  takeTicketNumber,
  updateTicket,
} from '#helpdesk/storage/rows/ticket-rows.ts';
import { openTicket, applyCustomerMessage } from '#helpdesk/desk/customer-side/apply-customer-message.ts';
import type { Storage } from '#helpdesk/storage/storage.ts';
import { cookieClient, type Backstage, type ContractHost, type ContractPeople } from './contract-host.ts';
import { migratedTemplate } from './helpdesk-template.ts';
import { createTestDatabase } from './test-database.ts';

/** scrypt in a millisecond: tests sign in often. */
export const CHEAP: PasswordCost = { logN: 4, r: 1, p: 1 };

const PASSWORD = 'correct horse';

/** A helpdesk in this process, on a free port, with a database in memory and the people of the contract. */
export interface TestHelpdesk extends ContractHost {
  readonly helpdesk: Helpdesk;
  readonly url: string;
  readonly storage: Storage;
}

/** @param options what the test needs otherwise; with `memory: undefined` the database is in the folder */
export async function bootHelpdesk(options: Partial<HelpdeskOptions> = {}): Promise<TestHelpdesk> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-test-'));
  let offsetMs = 0;
  const databaseUrl = options.databaseUrl ?? (await createTestDatabase());
  const helpdesk = await openHelpdesk({
    data: path.join(folder, 'data'),
    passwordCost: CHEAP,
    clock: { now: () => (Date.now() + offsetMs) as EpochMs },
    log: { ...silentLog, error: (message, fields) => console.error(message, fields) },
    ...(databaseUrl === null ? { memory: { template: await migratedTemplate() } } : { databaseUrl }),
    ...options,
  });
  const { storage } = helpdesk;
  const { people, queues } = await addTeam(storage);
  return {
    helpdesk,
    url: helpdesk.url,
    storage,
    people,
    queues,
    backstage: createBackstage(storage, queues, (ms) => {
      offsetMs += ms;
    }),
    newClient: async () => cookieClient(helpdesk.url),
    async close() {
      await helpdesk.close();
      await fs.rm(folder, { recursive: true, force: true });
    },
  };
}

/** Adds the people and queues of the contract to an empty helpdesk. */
export async function addTeam(storage: Storage): Promise<Pick<ContractHost, 'people' | 'queues'>> {
  const queues = { first: newId<QueueId>(), second: newId<QueueId>() };
  const team: Record<keyof ContractPeople, Omit<Person, 'id'>> = {
    anna: { name: 'Anna Lind', role: 'operator', queueIds: [queues.first], active: true, tier: 1 },
    boris: {
      name: 'Борис Котов',
      role: 'operator',
      queueIds: [queues.first, queues.second],
      active: true,
      tier: 1,
    },
    vera: { name: 'Vera Holm', role: 'operator', queueIds: [queues.second], active: true, tier: 1 },
    maria: { name: 'Maria Ortiz', role: 'supervisor', queueIds: [], active: true, tier: 1 },
    timur: { name: 'Тимур Саид', role: 'trainee', queueIds: [queues.first], active: true, tier: 1 },
    pavel: { name: 'Павел Ней', role: 'administrator', queueIds: [], active: true, tier: 1 },
    gone: { name: 'Gone Long', role: 'operator', queueIds: [queues.first], active: false, tier: 1 },
  };
  const passwordHash = await hashPassword(PASSWORD, CHEAP);
  const people = Object.fromEntries(
    Object.keys(team).map((login) => [login, { id: newId<PersonId>(), login, password: PASSWORD }]),
  ) as ContractPeople;
  await storage.db.transaction().execute(async (tx) => {
    const rows = [
      ...(await saveQueues(tx, [
        { id: queues.first, name: 'First', position: 1 },
        { id: queues.second, name: 'Second', position: 2 },
      ])),
    ];
    for (const { id, login } of Object.values(people)) {
      const person = { id, ...team[login as keyof ContractPeople] };
      rows.push(await saveAccount(tx, { person, login, passwordHash }, storage.clock.now()));
    }
    await publish(tx, rows);
  });
  return { people, queues };
}

function createBackstage(
  storage: Storage,
  queues: ContractHost['queues'],
  advanceClock: (ms: number) => void,
): Backstage {
  const customerMessage = (ticketId: TicketId, text: string): Extract<Message, { kind: 'customer' }> => ({
    kind: 'customer',
    id: newId<MessageId>(),
    ticketId,
    at: storage.clock.now(),
    authorName: 'Kim Customer',
    text,
    attachments: [],
    html: null,
    channel: 'form',
  });
  const change = async (login: string, patch: Partial<Person>): Promise<void> => {
    const account = await findAccount(storage.db, login);
    if (account === null) throw new Error(`There is no ${login}`);
    await storage.db.transaction().execute(async (tx) => {
      const person = { ...account.person, ...patch };
      await publish(tx, [await saveAccount(tx, { ...account, person }, storage.clock.now())]);
    });
  };

  return {
    async openTicket({
      queue = 'first',
      customerId = newId<CustomerId>(),
      customerName = 'Kim Customer',
      text = 'It does not print.',
      attachment,
    } = {}) {
      const ticketId = newId<TicketId>();
      const message = customerMessage(ticketId, text);
      const file =
        attachment === undefined ? null : await storage.files.put(once(attachment), attachment.length);
      await storage.db.transaction().execute(async (tx) => {
        if (file?.ok === true) {
          message.attachments.push({ ...file.value, name: 'from-customer.bin' });
        }
        const customers = await saveCustomers(tx, [
          {
            id: customerId,
            name: customerName,
            email: null,
            phone: null,
            company: null,
            language: 'en',
            level: 'beginner',
            products: [],
            environment: null,
            createdAt: storage.clock.now(),
          },
        ]);
        const ticket = openTicket(
          {
            id: ticketId,
            number: await takeTicketNumber(tx),
            subject: 'No print',
            queueId: queues[queue],
            customer: { id: customerId, name: customerName },
            language: 'en',
            environment: null,
            priority: 'normal',
            assigneeId: null,
            tags: [],
          },
          message,
        );
        const rows = [
          ...(await insertTickets(tx, [ticket])),
          ...(await insertMessages(tx, [message], () => ticket.queueId)),
        ];
        await publish(tx, [...customers, ...rows]);
      });
      return { ticketId, messageId: message.id, customerId };
    },

    async writeAsCustomer(ticketId, text) {
      const message = customerMessage(ticketId, text);
      await storage.db.transaction().execute(async (tx) => {
        const ticket = await lockTicket(tx, ticketId);
        if (ticket === null) throw new Error('There is no such ticket');
        const row = await updateTicket(tx, applyCustomerMessage(ticket, message));
        await publish(tx, [row, ...(await insertMessages(tx, [message], () => ticket.queueId))]);
      });
      return message.id;
    },

    async moveTicket(ticketId, queue) {
      await storage.db.transaction().execute(async (tx) => {
        const ticket = await lockTicket(tx, ticketId);
        if (ticket === null) throw new Error('There is no such ticket');
        await publish(tx, [await updateTicket(tx, { ...ticket, queueId: queues[queue] })]);
      });
    },

    setQueues: (login, names) => change(login, { queueIds: names.map((name) => queues[name]) }),
    deactivate: (login) => change(login, { active: false }),
    activate: (login) => change(login, { active: true }),
    advanceClock,
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
