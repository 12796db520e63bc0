import { sql, type RawBuilder } from 'kysely';
import { assertNever } from '#shared/base/assert-never.ts';
import type { EpochMs, PersonId } from '#shared/base/brand.ts';
import { isMe, isNobody } from '#shared/domain/search/meets-fields.ts';
import type { SearchDay, SearchField, SearchTerm } from '#shared/domain/search/search-query.ts';
import { wordsOf } from '#shared/domain/search/words.ts';

/** SQL: the words of a message; the expression of the index `message_words`. */
export const messageWords = sql`to_tsvector('russian', translate(coalesce(message.text, ''), 'Ёё', 'Ее'))`;
/** SQL: the words of a ticket's head; the expression of the index `ticket_words`. */
const ticketWords = sql`to_tsvector('russian', translate(subject || ' ' || customer_name, 'Ёё', 'Ее'))`;
/** SQL: whose tickets a customer's are: his own, or those of the one he goes on in. */
const presentCustomer = sql`coalesce(customer.merged_into, customer.id)`;

/**
 * SQL: what a term asks for. Its words are letters, figures and accents only (see `wordsOf`), so nothing in them means
 * anything to the language of queries. Empty where they are all too common to be kept.
 */
export function wordsQuery({ kind, words, isPrefix }: SearchTerm): RawBuilder<unknown> {
  const whole = isPrefix ? words.slice(0, -1) : words;
  const last = `'${words.at(-1) ?? ''}':*`;
  const begun = sql`to_tsquery('russian', ${last})`;
  if (whole.length === 0) return begun;
  const text = whole.join(' ');
  const plain =
    kind === 'phrase' ? sql`phraseto_tsquery('russian', ${text})` : sql`plainto_tsquery('russian', ${text})`;
  return isPrefix ? sql`(${plain} <-> ${begun})` : plain;
}

/** SQL: ids of the tickets that have a term: in a message, the name of a file, their head, or their customer. */
export function ticketsWith(term: SearchTerm): RawBuilder<unknown> {
  const query = wordsQuery(term);
  // Between words that were written together stands any one character.
  const like = `%${term.words.join('_')}%`;
  const number = /^\d{1,9}$/.test(term.words.join(' ')) ? Number(term.words[0]) : -1;
  return sql`(
    select ticket_id from message where ${messageWords} @@ ${query}
    union select id from ticket where ${ticketWords} @@ ${query} or number = ${number} or tags::text ilike ${like}
    union select message.ticket_id from message_attachment
      join message on message.id = message_attachment.message_id where message_attachment.name ilike ${like}
    union select ticket.id from ticket join customer on ${presentCustomer} = ticket.customer_id
      where concat_ws(' ', customer.name, customer.email, customer.company, customer.phone) ilike ${like})`;
}

/** SQL: whether what a field asks is true of a row of `ticket`. */
export function meetsField(
  field: SearchField,
  { me, startOf }: { readonly me: PersonId; readonly startOf: (day: SearchDay) => EpochMs },
): RawBuilder<boolean> {
  const is = meets();
  // What is unknown is not so: a ticket that nobody has is not Anna's.
  return field.isExcluded ? sql<boolean>`not coalesce(${is}, false)` : is;

  function meets(): RawBuilder<boolean> {
    switch (field.name) {
      case 'from':
        return sql`(${isOfCustomer(field.value)} or ticket.id in (
          select message.ticket_id from message join person on person.id = message.author_id
          where ${isPerson(field.value)}))`;
      case 'customer':
        return isOfCustomer(field.value);
      case 'assignee':
        return isNobody(field.value)
          ? sql`ticket.assignee_id is null`
          : sql`ticket.assignee_id in (select id from person where ${isPerson(field.value)})`;
      case 'queue':
        return sql`ticket.queue_id in (select id from queue where ${isName(sql`name`, field.value)})`;
      case 'tag':
        return sql`exists (
          select 1 from jsonb_array_elements_text(ticket.tags) as tag (name) where ${isName(sql`tag.name`, field.value)})`;
      case 'status':
        return sql`ticket.status = ${field.value}`;
      case 'priority':
        return sql`ticket.priority = ${field.value}`;
      case 'before':
        return sql`ticket.updated_at < ${startOf(field.value)}`;
      case 'after':
        return sql`ticket.updated_at >= ${startOf(field.value)}`;
      case 'has':
        return sql`exists (
          select 1 from message_attachment join message on message.id = message_attachment.message_id
          where message.ticket_id = ticket.id)`;
      case 'is':
        return field.value === 'mine'
          ? sql`ticket.assignee_id = ${me}::uuid`
          : sql`ticket.assignee_id is null`;
      case 'number':
        return sql`ticket.number = ${field.value}`;
      default:
        return assertNever(field);
    }
  }

  function isPerson(value: string): RawBuilder<boolean> {
    return isMe(value) ? sql`person.id = ${me}::uuid` : isName(sql`person.name`, value);
  }
}

function isOfCustomer(value: string): RawBuilder<boolean> {
  const names = sql`concat_ws(' ', customer.name, customer.email, customer.company)`;
  return sql`ticket.customer_id in (select ${presentCustomer} from customer where ${isName(names, value)})`;
}

/** SQL of `matchesName`: all words, each as a beginning. */
function isName(name: RawBuilder<unknown>, value: string): RawBuilder<boolean> {
  const words = wordsOf(value).map((word) => sql<boolean>`translate(${name}, 'Ёё', 'Ее') ~* ${`\\m${word}`}`);
  return sql`(${sql.join(words, sql` and `)})`;
}
