import type { ReferenceId } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import { isIncompatible, type Incompatibility } from '#shared/domain/references/incompatibility.ts';
import { referencesOf, type Reference } from '#shared/domain/references/reference.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';

/** What is known not to work for a customer, in his language. */
export interface KnownExplanation {
  readonly id: ReferenceId;
  readonly title: string;
  readonly explanation: string;
  readonly link: Incompatibility['link'];
  /** What is told to him: explanation and link. */
  readonly text: string;
}

/** The language that a customer is answered in. */
export function languageOf(ticket: Ticket, customer: Customer | null): 'ru' | 'en' {
  return customer?.language ?? ticket.language;
}

/** What is known not to work where the customer wrote from. */
export function explanationsFor(
  references: ReadonlyMap<ReferenceId, Reference>,
  ticket: Ticket,
  customer: Customer | null,
): readonly KnownExplanation[] {
  const language = languageOf(ticket, customer);
  const facts = {
    environment: ticket.environment ?? customer?.environment ?? null,
    products: customer?.products ?? [],
  };
  return referencesOf(references.values(), 'incompatibility')
    .filter(({ content }) => isIncompatible(content, facts))
    .map(({ id, content: { title, explanation, link } }) => ({
      id,
      title: title[language],
      explanation: explanation[language],
      link,
      text: [explanation[language], link].filter((part) => part !== null).join('\n'),
    }));
}
