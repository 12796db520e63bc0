import { z } from 'zod';
import { storableText } from '#shared/base/storable-text.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Partner, PartnerField } from '#shared/domain/references/partner.ts';
import type { Ticket } from './ticket.ts';

/** Longest letter, in UTF-16 units. */
export const MAX_LETTER_CHARS = 50_000;
/** Longest subject of a letter, in UTF-16 units. */
export const MAX_SUBJECT_CHARS = 400;

export const partnerLetterSchema = z.object({
  subject: z.string().trim().min(1).max(MAX_SUBJECT_CHARS).overwrite(storableText),
  text: z.string().min(1).max(MAX_LETTER_CHARS).overwrite(storableText),
});
/** What is written to a partner: plain text, read and changed by the operator before it goes. */
export type PartnerLetter = z.output<typeof partnerLetterSchema>;

/** All that a letter can be composed from. */
export interface LetterFacts {
  readonly ticket: Pick<Ticket, 'number' | 'subject' | 'environment' | 'customerName'>;
  /** Null while it is not on this machine. */
  readonly customer: Pick<Customer, 'name' | 'email' | 'phone' | 'company' | 'products' | 'merged'> | null;
  /** What the customer has written, oldest first. */
  readonly questions: readonly string[];
  /** What the operator adds for the partner. */
  readonly words: string;
  /** When an answer is expected, as the partner reads it. */
  readonly until: string;
  /** Under whose name the letter goes. */
  readonly from: string;
}

/** A letter, and what of the customer's is in it. */
export interface Composed {
  readonly letter: PartnerLetter;
  /** Allowed fields about which something is known, in the order of the letter. */
  readonly passed: readonly PartnerField[];
}

const WORDS = {
  en: {
    about: (number: number) => `Request ${number}`,
    greeting: 'Hello,',
    please: 'please help us with a request of our customer.',
    until: (date: string) => `We expect your answer by ${date}.`,
    withheld: '[not passed on]',
    labels: {
      subject: 'Subject',
      question: 'What the customer wrote',
      name: 'Customer',
      company: 'Company',
      email: 'E-mail',
      phone: 'Phone',
      environment: 'Environment',
      products: 'Products',
    },
  },
  ru: {
    about: (number: number) => `Обращение ${number}`,
    greeting: 'Здравствуйте!',
    please: 'Просим помочь с обращением нашего клиента.',
    until: (date: string) => `Ждём вашего ответа до ${date}.`,
    withheld: '[не передаётся]',
    labels: {
      subject: 'Тема',
      question: 'Что написал клиент',
      name: 'Клиент',
      company: 'Компания',
      email: 'Почта',
      phone: 'Телефон',
      environment: 'Окружение',
      products: 'Продукты',
    },
  },
} as const;

/** In which order a letter says what it says; `words` stand above it. */
const IN_ORDER = [
  'subject',
  'question',
  'name',
  'company',
  'email',
  'phone',
  'environment',
  'products',
] as const satisfies readonly PartnerField[];

/**
 * The letter to a partner, in its language, of the fields it may see and of no others: what is withheld is masked also where
 * the customer has written it himself.
 */
export function composeLetter(partner: Pick<Partner, 'language' | 'fields'>, facts: LetterFacts): Composed {
  const words = WORDS[partner.language];
  const allowed = new Set(partner.fields);
  const secrets = CONTACT.filter((field) => !allowed.has(field))
    // An address first: it may have the name in it.
    .toReversed()
    .flatMap((field) => patternsOf(field, facts));
  const mask = (text: string) => masked(text, secrets, words.withheld);
  const has = (field: PartnerField) => allowed.has(field) && valueOf(field, facts) !== '';
  const lines = IN_ORDER.filter(has).map((field) => {
    const value = valueOf(field, facts);
    if (field === 'question') return `${words.labels[field]}:\n\n${quoted(mask(value))}\n`;
    return `${words.labels[field]}: ${field === 'subject' ? mask(value) : value}`;
  });
  const own = has('words') ? [mask(facts.words.trim()), ''] : [];
  const text = [
    words.greeting,
    '',
    words.please,
    '',
    ...own,
    ...lines,
    '',
    words.until(facts.until),
    '',
    facts.from,
  ].join('\n');
  const subject = has('subject')
    ? `${words.about(facts.ticket.number)}: ${mask(facts.ticket.subject)}`
    : words.about(facts.ticket.number);
  return {
    letter: { subject, text: text.replace(/\n{3,}/g, '\n\n').slice(0, MAX_LETTER_CHARS) },
    passed: [...(has('words') ? (['words'] as const) : []), ...IN_ORDER.filter(has)],
  };
}

/** Contact fields that a partner may not see and whose values a letter holds all the same: somebody has typed them. */
export function withheldIn(
  letter: PartnerLetter,
  fields: readonly PartnerField[],
  facts: Pick<LetterFacts, 'ticket' | 'customer'>,
): readonly PartnerField[] {
  const text = `${letter.subject}\n${letter.text}`;
  return CONTACT.filter(
    (field) => !fields.includes(field) && patternsOf(field, facts).some((pattern) => pattern.test(text)),
  );
}

/** What tells who a customer is: looked for in free text. */
const CONTACT = ['name', 'company', 'email', 'phone'] as const satisfies readonly PartnerField[];
/** Shorter values are in every text; a mask for them would tell more than it hides. */
const SHORTEST = 3;
/** A shorter number may be anything. */
const SHORTEST_PHONE = 5;

/** How a value may stand in a text; each pattern is made for one look. */
function patternsOf(
  field: (typeof CONTACT)[number],
  { ticket, customer }: Pick<LetterFacts, 'ticket' | 'customer'>,
): readonly RegExp[] {
  // Whoever stands for others is known under their names and addresses too.
  const also = field === 'company' ? [] : (customer?.merged ?? []).map((other) => other[field] ?? '');
  const known = [customer?.[field] ?? '', ...also];
  if (field === 'phone')
    // However it is divided.
    return [...new Set(known.map((phone) => phone.replace(/\D/g, '')))]
      .filter((digits) => digits.length >= SHORTEST_PHONE)
      .map((digits) => new RegExp(String.raw`[+(]*${digits.split('').join(String.raw`[\s().\-]*`)}`, 'iu'));
  const whole = field === 'name' ? [ticket.customerName, ...known] : known;
  // A first name under a message tells too.
  const all = field === 'name' ? whole.flatMap((name) => [name, ...name.split(/\s+/)]) : whole;
  return [...new Set(all.map((value) => value.trim()))]
    .filter((value) => value.length >= SHORTEST)
    .toSorted((x, y) => y.length - x.length)
    .map(
      (value) =>
        new RegExp(
          String.raw`(?<![\p{L}\p{N}])${value.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)}(?![\p{L}\p{N}])`,
          'iu',
        ),
    );
}

function masked(text: string, patterns: readonly RegExp[], mask: string): string {
  return patterns.reduce((left, { source }) => left.replace(new RegExp(source, 'giu'), () => mask), text);
}

/** What is known of a field, as a line or as several; empty where nothing is. */
function valueOf(field: PartnerField, { ticket, customer, questions, words }: LetterFacts): string {
  switch (field) {
    case 'subject':
      return ticket.subject.trim();
    case 'question':
      return questions
        .map((text) => text.trim())
        .filter((text) => text !== '')
        .join('\n\n');
    case 'words':
      return words.trim();
    case 'name':
      return (customer?.name ?? ticket.customerName).trim();
    case 'company':
    case 'email':
    case 'phone':
      return (customer?.[field] ?? '').trim();
    case 'environment': {
      const { os, browser, screen } = ticket.environment ?? { os: null, browser: null, screen: null };
      return [os, browser, screen].filter((fact) => fact !== null && fact.trim() !== '').join(', ');
    }
    case 'products':
      return (customer?.products ?? [])
        .map(({ name, version }) => (version === null ? name : `${name} ${version}`).trim())
        .join(', ');
  }
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

/** Longest address that mail programs take on every system, in characters. */
const MAX_MAILTO_CHARS = 1_900;

/** The address that opens the letter in a mail program; null where it is too long for one, and has to be copied. */
export function mailtoOf(email: string, { subject, text }: PartnerLetter): string | null {
  const lines = encodeURIComponent(text.replace(/\r?\n/g, '\r\n'));
  const address = `mailto:${encodeURIComponent(email).replace('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${lines}`;
  return address.length > MAX_MAILTO_CHARS ? null : address;
}
