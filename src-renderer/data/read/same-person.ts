import type { Person } from '#shared/domain/people/person.ts';

/** Whether nothing about a person has changed; the order of fields and of queues says nothing. */
export function samePerson(a: Person, b: Person): boolean {
  const text = (value: unknown) =>
    JSON.stringify(Array.isArray(value) ? value.map(String).toSorted() : value);
  const keys = new Set([...Object.keys(a), ...Object.keys(b)] as (keyof Person)[]);
  return [...keys].every((key) => text(a[key]) === text(b[key]));
}
