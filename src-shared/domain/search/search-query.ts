import type { Priority, TicketStatus } from '../tickets/ticket.ts';

/** One thing that is to be found in the words of a ticket. */
export interface SearchTerm {
  /** `phrase`: the words stand side by side in this form. `word`: one word, in any of its forms. */
  readonly kind: 'word' | 'phrase';
  /** Folded, see `foldWord`; at least one. */
  readonly words: readonly string[];
  /** The last word may be the beginning of a longer one. */
  readonly isPrefix: boolean;
  /** Tickets that have it are left out. */
  readonly isExcluded: boolean;
}

/** A day, counted back from today or by the calendar of whoever looks. */
export type SearchDay =
  { readonly daysAgo: number } | { readonly year: number; readonly month: number; readonly day: number };

/** One thing that is to be true of a ticket. Names are kept as they were written: who they are depends on the team. */
export type SearchField = { readonly isExcluded: boolean } & (
  | {
      /** `from`: the customer, or a colleague who wrote in it. The value is folded words, for `matchesName`. */
      readonly name: 'from' | 'customer' | 'assignee' | 'queue' | 'tag';
      readonly value: string;
    }
  | { readonly name: 'status'; readonly value: TicketStatus }
  | { readonly name: 'priority'; readonly value: Priority }
  /** By the last change of the ticket. `before` leaves the day itself out, `after` takes it in. */
  | { readonly name: 'before' | 'after'; readonly value: SearchDay }
  | { readonly name: 'has'; readonly value: 'attachment' }
  | { readonly name: 'is'; readonly value: 'unassigned' | 'mine' }
  | { readonly name: 'number'; readonly value: number }
);
export type SearchFieldName = SearchField['name'];

/** Something of the form of a field that was not understood: it is searched as text. */
export interface SearchProblem {
  readonly kind: 'unknown-field' | 'unknown-value' | 'no-value';
  /** As it was written. */
  readonly field: string;
  readonly value: string;
}

/** What a person looks for; made by `parseQuery`. All terms and fields must hold. */
export interface SearchQuery {
  readonly terms: readonly SearchTerm[];
  readonly fields: readonly SearchField[];
  readonly problems: readonly SearchProblem[];
}

/** Whether anything is looked for at all. */
export function isEmptyQuery({ terms, fields }: SearchQuery): boolean {
  return fields.length === 0 && !terms.some((term) => !term.isExcluded);
}
