import { assertNever } from '#shared/base/assert-never.ts';
import type { EpochMs, PersonId, QueueId } from '#shared/base/brand.ts';
import type { Person } from '../people/person.ts';
import type { Queue } from '../queues/queue.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { matchesName } from './match-word.ts';
import type { SearchDay, SearchField } from './search-query.ts';

/** What fields ask of a ticket itself. */
export type SearchedTicket = Pick<
  Ticket,
  'number' | 'status' | 'priority' | 'queueId' | 'assigneeId' | 'tags' | 'updatedAt' | 'customerName'
>;

/** What fields ask of what belongs to a ticket. */
export interface Belongings {
  /** Name, address and company of the customer, in one text. */
  customer(): string;
  /** Colleagues who wrote in it. */
  authors(): readonly PersonId[];
  hasAttachment(): boolean;
}

/** Who looks, and whom names stand for. */
export interface SearchContext {
  readonly me: PersonId;
  readonly people: ReadonlyMap<PersonId, Pick<Person, 'name'>>;
  readonly queues: ReadonlyMap<QueueId, Pick<Queue, 'name'>>;
  /** When a day begins where the person is. */
  readonly startOf: (day: SearchDay) => EpochMs;
}

const ME: ReadonlySet<string> = new Set(['me', 'я', 'меня', 'мне', 'мной']);
const NOBODY: ReadonlySet<string> = new Set(['none', 'nobody', 'никто', 'никому', 'нет']);

/** Whether a value of a field means whoever looks. */
export const isMe = (value: string): boolean => ME.has(value);
/** Whether it means that there is nobody. */
export const isNobody = (value: string): boolean => NOBODY.has(value);

/** Whether everything that fields ask is true of a ticket. */
export type FieldsMatch = (ticket: SearchedTicket, belongings: Belongings) => boolean;

/** Makes the rule of some fields. Names are looked at once each: good for many tickets, as long as the context stays. */
export function fieldsMatch(fields: readonly SearchField[], context: SearchContext): FieldsMatch {
  const rules = fields.map((field) => [ruleOf(field, context), field.isExcluded] as const);
  return (ticket, belongings) => rules.every(([rule, isExcluded]) => rule(ticket, belongings) !== isExcluded);
}

function ruleOf(field: SearchField, { me, people, queues, startOf }: SearchContext): FieldsMatch {
  switch (field.name) {
    case 'from': {
      const [isName, isPerson] = [nameRule(field.value), personRule(field.value)];
      return (ticket, { customer, authors }) =>
        isName(ticket.customerName) || isName(customer()) || authors().some(isPerson);
    }
    case 'customer': {
      const isName = nameRule(field.value);
      return (ticket, { customer }) => isName(ticket.customerName) || isName(customer());
    }
    case 'assignee': {
      if (isNobody(field.value)) return ({ assigneeId }) => assigneeId === null;
      const isPerson = personRule(field.value);
      return ({ assigneeId }) => assigneeId !== null && isPerson(assigneeId);
    }
    case 'queue': {
      const isName = nameRule(field.value);
      return ({ queueId }) => isName(queues.get(queueId)?.name ?? '');
    }
    case 'tag': {
      const isName = nameRule(field.value);
      return ({ tags }) => tags.some(isName);
    }
    case 'status':
      return ({ status }) => status === field.value;
    case 'priority':
      return ({ priority }) => priority === field.value;
    case 'before':
    case 'after': {
      const start = startOf(field.value);
      return field.name === 'before'
        ? ({ updatedAt }) => updatedAt < start
        : ({ updatedAt }) => updatedAt >= start;
    }
    case 'has':
      return (_, { hasAttachment }) => hasAttachment();
    case 'is':
      return ({ assigneeId }) => assigneeId === (field.value === 'mine' ? me : null);
    case 'number':
      return ({ number }) => number === field.value;
    default:
      return assertNever(field);
  }

  function personRule(value: string): (id: PersonId) => boolean {
    if (isMe(value)) return (id) => id === me;
    const isName = nameRule(value);
    return (id) => isName(people.get(id)?.name ?? '');
  }
}

function nameRule(value: string): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    let is = known.get(name);
    if (is === undefined) known.set(name, (is = matchesName(value, name)));
    return is;
  };
}
