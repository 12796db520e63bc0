import type { PersonId, QueueId } from '#shared/base/brand.ts';
import type { Person } from '#shared/domain/people/person.ts';

/** A version 7 identifier whose order is that of its number. */
export function fakeId<T extends string>(kind: number, n: number): T {
  return `01980000-${kind.toString(16).padStart(4, '0')}-7000-8000-${n.toString(16).padStart(12, '0')}` as T;
}

export const FIRST_QUEUE = fakeId<QueueId>(2, 1);
export const SECOND_QUEUE = fakeId<QueueId>(2, 2);

function person(n: number, name: string, role: Person['role'], queueIds: readonly QueueId[]): Person {
  return { id: fakeId<PersonId>(1, n), name, role, queueIds: [...queueIds], active: true, tier: 1 };
}

/** The people of a fake helpdesk unless others are given. */
export const FAKE_PEOPLE = {
  anna: person(1, 'Anna Petrova', 'operator', [FIRST_QUEUE]),
  boris: person(2, 'Boris Smirnov', 'operator', [FIRST_QUEUE, SECOND_QUEUE]),
  maria: person(3, 'Maria Ivanova', 'supervisor', []),
  timur: person(4, 'Timur Aliev', 'trainee', [FIRST_QUEUE]),
} as const;
