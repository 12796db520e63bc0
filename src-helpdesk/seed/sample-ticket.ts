import type { ClientId, CommandId, EpochMs, MessageId, TicketId } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { applyCommand } from '#shared/sync/apply-command.ts';
import type { Command } from '#shared/sync/command.ts';
import {
  applyCustomerMessage,
  openTicket,
  type CustomerMessage,
} from '../desk/customer-side/apply-customer-message.ts';
import { makeRandom, type Random } from './random.ts';
import { samplePhone, SAMPLE_ADAPTERS, SAMPLE_VERSIONS, type SampleCustomer } from './sample-customers.ts';
import type { SampleFile } from './sample-files.ts';
import { sampleHtml, type HtmlKind } from './sample-html.ts';
import { sampleId } from './sample-id.ts';
import type { SampleTeam } from './sample-people.ts';
import type { TicketPlan } from './sample-plan.ts';
import { fillIn, type Facts } from './wording.ts';

/** A ticket with its timeline, oldest entry first. */
export interface SampleTicket {
  readonly ticket: Ticket;
  readonly messages: readonly Message[];
}

/** What the tickets of one sample share. */
export interface SampleWorld {
  readonly team: SampleTeam;
  readonly customers: readonly SampleCustomer[];
  readonly files: ReadonlyMap<string, SampleFile>;
  /** Assignments and changes of priority and tags appear in the timeline; off when entries are counted. */
  readonly events: boolean;
}

/** A command without what every one of these has. */
type Deed = Pick<Command, 'kind' | 'payload'>;

/**
 * Writes out a planned ticket: the conversation is played through the product's own rules, customer's message by
 * customer's message and command by command, so the row and its timeline fit together as they do in real work.
 */
export function playTicket(plan: TicketPlan, number: number, world: SampleWorld): SampleTicket {
  const random = makeRandom(4, plan.index);
  const queueId = world.team.queueIds[plan.thread.queue];
  const sender = pickCustomer(plan, world, random);
  const operator = pickOperator(plan, world, random);
  const facts = sampleFacts(plan, sender, operator, random);
  const [opening] = plan.turns;
  if (opening === undefined) throw new Error('A planned ticket has no turns');

  const id = sampleId(opening.at, random) as TicketId;
  const file = (name: string | undefined): Attachment[] => {
    if (name === undefined) return [];
    const found = world.files.get(name);
    if (found === undefined) throw new Error(`The sample has no file ${name}`);
    return [found.attachment];
  };
  const fromCustomer = (turn: TicketPlan['turns'][number], first: boolean): CustomerMessage => {
    const text = fillIn(turn.turn[1], facts, random);
    const html =
      first && plan.channel === 'email' && random.chance(0.45) ? htmlOf(text, sender, random) : null;
    const letter = placePicture(file(turn.turn[2]), html);
    return {
      kind: 'customer',
      id: sampleId(turn.at, random) as MessageId,
      ticketId: id,
      at: turn.at,
      authorName: sender.customer.name,
      text,
      ...letter,
      channel: plan.channel,
    };
  };

  const answered = plan.turns.some(({ turn: [who] }) => who === 'r') || plan.status === 'resolved';
  const assigned = answered || random.chance(0.42);
  const tags = [...plan.thread.tags];
  const addedLater = world.events && random.chance(0.4) ? tags.splice(1) : [];
  const raised = world.events && plan.thread.urgent === true && answered;
  const messages: Message[] = [fromCustomer(opening, true)];
  let ticket = openTicket(
    {
      id,
      number,
      subject: fillIn(plan.thread.subject, facts, random),
      queueId,
      customer: sender.customer,
      language: plan.language,
      environment: plan.channel === 'form' || plan.channel === 'chat' ? sender.customer.environment : null,
      priority: raised ? 'normal' : plan.priority,
      assigneeId: assigned && !world.events ? operator.id : null,
      tags,
    },
    messages[0] as CustomerMessage,
  );

  const act = (deed: Deed, at: EpochMs): void => {
    const command = {
      id: sampleId(at, random) as CommandId,
      client: sampleId(at, random) as ClientId,
      n: 1,
      ticketId: id,
      seen: { ticketVersion: 1, lastCustomerMessageId: ticket.lastCustomerMessageId },
      recordedAt: at,
      ...deed,
    } as Command;
    const effect = applyCommand(ticket, command, operator, at);
    if (!effect.ok) throw new Error(`The sample does what the rules refuse: ${JSON.stringify(effect.error)}`);
    ticket = effect.value.ticket;
    if (effect.value.message !== null) messages.push(effect.value.message);
  };

  const next = plan.turns[1]?.at ?? plan.resolvedAt ?? ((opening.at + 10 * 60_000) as EpochMs);
  // The team's first moves are made shortly before what follows the question.
  const early = (share: number): EpochMs =>
    Math.round(next - Math.min(next - opening.at, 25 * 60_000) * (1 - share)) as EpochMs;
  if (assigned && world.events && (plan.turns.length > 1 || plan.resolvedAt !== null)) {
    act({ kind: 'assign', payload: { from: null, to: operator.id } }, early(0.6));
  } else if (assigned && world.events) {
    ticket = { ...ticket, assigneeId: operator.id };
  }
  if (raised) act({ kind: 'priority', payload: { to: plan.priority } }, early(0.7));
  if (answered && addedLater.length > 0)
    act({ kind: 'tag', payload: { add: addedLater, remove: [] } }, early(0.8));

  for (const turn of plan.turns.slice(1)) {
    if (turn.turn[0] === 'c') {
      const message = fromCustomer(turn, false);
      messages.push(message);
      ticket = applyCustomerMessage(ticket, message);
    } else {
      const payload = { text: fillIn(turn.turn[1], facts, random), attachments: file(turn.turn[2]) };
      act({ kind: turn.turn[0] === 'r' ? 'reply' : 'note', payload }, turn.at);
    }
  }
  if (plan.resolvedAt !== null) act({ kind: 'status', payload: { to: 'resolved' } }, plan.resolvedAt);
  return { ticket, messages };
}

function pickCustomer(plan: TicketPlan, world: SampleWorld, random: Random): SampleCustomer {
  const speaking = world.customers.filter(({ customer }) => customer.language === plan.language);
  // Some write more often than others.
  return speaking[Math.floor(speaking.length * random.next() ** 1.5)] ?? random.pick(speaking);
}

function pickOperator(plan: TicketPlan, world: SampleWorld, random: Random): Person {
  const queueId = world.team.queueIds[plan.thread.queue];
  const able = world.team.people.filter(
    ({ person, languages }) =>
      (person.role === 'operator' || person.role === 'supervisor') &&
      person.queueIds.includes(queueId) &&
      languages.includes(plan.language),
  );
  // Those who answer in both languages get less of each; supervisors answer now and then.
  return random.weighted(
    able.map(
      ({ person, languages }) => [person, (person.role === 'operator' ? 3 : 1) / languages.length] as const,
    ),
  );
}

const CARS: Readonly<Record<'ru' | 'en', readonly string[]>> = {
  ru: [
    'Лада Веста',
    'Киа Рио',
    'Шкода Октавия',
    'УАЗ Патриот',
    'ГАЗель NEXT',
    'Хёндэ Солярис',
    'Тойота Камри',
    'Рено Логан',
  ],
  en: [
    'Skoda Octavia',
    'Ford Focus',
    'VW Passat',
    'Volvo V60',
    'Renault Clio',
    'Opel Astra',
    'Toyota Yaris',
    'Fiat Ducato',
  ],
};
const CODES = ['P0420', 'P0171', 'P0300', 'P0128', 'C0035', 'P2002', 'B1342', 'U0100', 'P0401'];

const formatsOf = (locale: string) => ({
  sum: new Intl.NumberFormat(locale),
  day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }),
});
const FORMATS = { ru: formatsOf('ru-RU'), en: formatsOf('en-GB') } as const;

function sampleFacts(plan: TicketPlan, sender: SampleCustomer, operator: Person, random: Random): Facts {
  const { language } = plan;
  const format = FORMATS[language];
  const start = plan.turns[0]?.at ?? 0;
  const date = new Date(start - (1 + random.below(6)) * 86_400_000);
  const digits = (count: number): string => String(random.below(10 ** count)).padStart(count, '0');
  return {
    name: sender.firstName,
    op: operator.name,
    city: sender.city,
    phone: sender.customer.phone ?? samplePhone(language, random),
    // From 4.2 on the program is signed with SHA-256: that is what some threads turn on.
    v: random.pick(SAMPLE_VERSIONS.filter((version) => version >= '4.2')),
    vo: '4.1.3',
    adp: random.pick(SAMPLE_ADAPTERS),
    car: random.pick(CARS[language]),
    dtc: random.pick(CODES),
    key: `VK-${digits(4)}-${digits(4)}-${digits(4)}`,
    inv: digits(5),
    sum: format.sum.format(language === 'ru' ? 900 + random.below(140) * 100 : 19 + random.below(180)),
    n: String(2 + random.below(7)),
    day: format.day.format(date),
    month: format.month.format(date),
    time: `${10 + random.below(9)}:${random.pick(['00', '15', '30', '45'])}`,
  };
}

/** A mail program puts a picture into the letter where it was pasted, and names it there. */
function placePicture(
  attachments: readonly Attachment[],
  html: string | null,
): Pick<CustomerMessage, 'attachments' | 'html'> {
  const at = attachments.findIndex(({ type }) => type.startsWith('image/'));
  if (html === null || at < 0) return { attachments: [...attachments], html };
  const contentId = 'capture@mail.example';
  return {
    attachments: attachments.map((each, index) => (index === at ? { ...each, contentId } : each)),
    html: html.replace('</body>', `<p><img src="cid:${contentId}" alt=""></p></body>`),
  };
}

function htmlOf(text: string, { customer }: SampleCustomer, random: Random): string {
  const kind = random.weighted<HtmlKind>([
    ['plain', 4],
    ['signature', 3],
    ['tracked', 2],
    ['hostile', 1],
  ]);
  return sampleHtml(kind, text, customer.name, customer.company, random.below(10_000));
}
