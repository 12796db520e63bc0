import { commandSchema } from '#shared/sync/command.ts';
import { customerSchema } from '#shared/domain/customers/customer.ts';
import { draftSchema } from '#shared/domain/drafts/draft.ts';
import { messageSchema } from '#shared/domain/messages/message.ts';
import { personSchema } from '#shared/domain/people/person.ts';
import { queueSchema } from '#shared/domain/queues/queue.ts';
import { ticketSchema } from '#shared/domain/tickets/ticket.ts';

/** Names of fields that our own schemas have: any other may be somebody's words. */
const KNOWN: ReadonlySet<string> = new Set([
  ...[ticketSchema, customerSchema, draftSchema, personSchema, queueSchema].flatMap((schema) =>
    Object.keys(schema.shape),
  ),
  ...[...commandSchema.options, ...messageSchema.options].flatMap((schema) => Object.keys(schema.shape)),
  ...['type', 'id', 'version', 'row', 'gone', 'order', 'command', 'state', 'confirmed', 'key', 'draft'],
]);

/** Deepest and longest that is described. */
const MOST_DEPTH = 4;
const MOST_CHARS = 2_000;

/**
 * The form of something that cannot be read, without anything that is in it: `{id:string(36),subject:string(20),?:2}` is
 * an object with two fields that are known and two that are not.
 */
export function shapeOf(value: unknown): string {
  return describe(value, 0).slice(0, MOST_CHARS);
}

function describe(value: unknown, depth: number): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `string(${value.length})`;
  if (typeof value !== 'object') return typeof value;
  if (depth >= MOST_DEPTH) return '*';
  if (Array.isArray(value)) {
    const kinds = new Set(value.slice(0, 20).map((item) => describe(item, depth + 1)));
    return `[${value.length}:${[...kinds].slice(0, 3).join(',')}]`;
  }
  const fields = Object.entries(value);
  const known = fields.filter(([name]) => KNOWN.has(name));
  const parts = known.map(([name, inner]) => `${name}:${describe(inner, depth + 1)}`);
  if (known.length < fields.length) parts.push(`?:${fields.length - known.length}`);
  return `{${parts.join(',')}}`;
}
