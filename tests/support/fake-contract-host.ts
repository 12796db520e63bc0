import type { QueueId } from '#shared/base/brand.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { ContractHost, ContractPeople } from './contract-host.ts';
import { createFakeHelpdesk } from './fake-helpdesk.ts';
import { fakeId, FAKE_PEOPLE, FIRST_QUEUE, SECOND_QUEUE } from './fake-people.ts';

const PASSWORD = 'correct horse';
const QUEUES = { first: FIRST_QUEUE, second: SECOND_QUEUE } as const;

function person(n: number, name: string, role: Person['role'], queueIds: QueueId[], active = true): Person {
  return { id: fakeId(1, n), name, role, queueIds, active, tier: 1 };
}

/** The fake helpdesk with the people of the contract. */
export async function bootFakeHelpdesk(): Promise<ContractHost> {
  const team: Record<keyof ContractPeople, Person> = {
    ...FAKE_PEOPLE,
    anna: { ...FAKE_PEOPLE.anna, name: 'Anna Lind' },
    vera: person(5, 'Vera Holm', 'operator', [SECOND_QUEUE]),
    pavel: person(6, 'Pavel Ney', 'administrator', []),
    gone: person(7, 'Gone Long', 'operator', [FIRST_QUEUE], false),
  };
  const people = Object.fromEntries(
    Object.entries(team).map(([login, { id }]) => [login, { id, login, password: PASSWORD }]),
  ) as ContractPeople;
  const helpdesk = createFakeHelpdesk({
    people: Object.values(team),
    accounts: Object.values(people).map(({ id, login, password }) => ({ personId: id, login, password })),
  });
  const { backstage } = helpdesk;

  function change(login: string, patch: Partial<Person>): void {
    const before = helpdesk.row<Person>(people[login as keyof ContractPeople].id);
    if (before === null) throw new Error(`There is no ${login}`);
    backstage.setPerson({ ...before, ...patch });
  }

  return {
    people,
    queues: QUEUES,
    backstage: {
      async openTicket({ queue = 'first', customerId, customerName, text, attachment } = {}) {
        return backstage.openTicket({
          queueId: QUEUES[queue],
          customerName: customerName ?? 'Kim Customer',
          ...(customerId !== undefined && { customerId }),
          ...(text !== undefined && { text }),
          ...(attachment !== undefined && {
            attachments: [await backstage.receiveFile(attachment, 'from-customer.bin')],
          }),
        });
      },
      writeAsCustomer: async (ticketId, text) => backstage.writeAsCustomer(ticketId, text),
      moveTicket: async (ticketId, queue) => backstage.changeTicket(ticketId, { queueId: QUEUES[queue] }),
      setQueues: async (login, names) => change(login, { queueIds: names.map((name) => QUEUES[name]) }),
      deactivate: async (login) => change(login, { active: false }),
      activate: async (login) => change(login, { active: true }),
      advanceClock: backstage.advanceClock,
    },
    newClient: async () => ({ fetch: helpdesk.newClient() }),
    close: async () => undefined,
  };
}
