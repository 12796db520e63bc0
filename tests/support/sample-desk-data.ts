import type {
  CustomerId,
  EpochMs,
  MessageId,
  PersonId,
  QueueId,
  ReferenceId,
  TicketId,
} from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import type { Reference, ReferenceOf } from '#shared/domain/references/reference.ts';
import type { Role } from '#shared/domain/roles/role.ts';
import {
  TICKET_DEFAULTS,
  type Priority,
  type Ticket,
  type TicketStatus,
} from '#shared/domain/tickets/ticket.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A stable UUID of a kind (one hexadecimal digit) and a number. */
export function sampleId(kind: string, n: number): string {
  return `0190000${kind}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

const queueIds = [0, 1, 2].map((n) => sampleId('1', n) as QueueId);

export const SAMPLE_QUEUES: readonly Queue[] = [
  { id: queueIds[0] as QueueId, name: 'Диагностика', position: 1 },
  { id: queueIds[1] as QueueId, name: 'Оплата и лицензии', position: 2 },
  { id: queueIds[2] as QueueId, name: 'Partners', position: 3 },
];

function person(n: number, name: string, role: Role): Person {
  return { id: sampleId('2', n) as PersonId, name, role, queueIds, active: true, tier: 1 };
}

export const SAMPLE_PEOPLE = {
  dmitry: person(0, 'Дмитрий Крылов', 'operator'),
  maria: person(1, 'Мария Соколова', 'operator'),
  anna: person(2, 'Anna Lindqvist', 'operator'),
  irina: person(3, 'Ирина Белова', 'supervisor'),
  oleg: person(4, 'Олег Журавлёв', 'trainee'),
} as const;

const CUSTOMERS: readonly (readonly [string, string | null, 'ru' | 'en', Customer['level']])[] = [
  ['Анна Климова', 'Климов-Авто', 'ru', 'partner'],
  ['Pavel Hrubý', 'Auto-Servis Hrubý', 'en', 'advanced'],
  ['ИП Соколов', 'Шиномонтаж на Лесной', 'ru', 'regular'],
  ['Техцентр «Вираж»', 'Техцентр «Вираж»', 'ru', 'regular'],
  ['Ingrid Nilsson', 'Nordic Garage AB', 'en', 'beginner'],
  ['Автомастерская «Север»', null, 'ru', 'advanced'],
  ['Jürgen Krüger', 'Reifen Krüger', 'en', 'regular'],
  ['Camille Duval', 'Carrosserie Duval', 'en', 'partner'],
  ['ООО «Колесо»', 'ООО «Колесо»', 'ru', 'beginner'],
  ['Сергей Пак', 'Авто-Пак', 'ru', 'regular'],
];

const SUBJECTS: readonly (readonly [
  string,
  string,
  Priority,
  number,
  TicketStatus,
  readonly string[],
  0 | 1 | 2,
])[] = [
  [
    'Не запускается после обновления',
    'После вчерашнего обновления программа не запускается, выдаёт ошибку подписи. Работа стоит, клиенты ждут.',
    'high',
    108,
    'open',
    ['обновление', 'Win XP SP2'],
    0,
  ],
  [
    'Second workshop, one USB key',
    'The key is at the other address today. Can we work with both workshops at the same time?',
    'normal',
    440,
    'open',
    ['licence'],
    0,
  ],
  [
    'Возврат за март',
    'Спасибо, жду до пятницы. Акт сверки приложил, посмотрите, пожалуйста.',
    'normal',
    300,
    'open',
    ['финансы', 'возврат'],
    1,
  ],
  [
    'Третий раз пишу!!! Когда почините отчёты',
    'Это уже не смешно. Отчёт за неделю пустой с понедельника.',
    'urgent',
    12,
    'open',
    ['отчёты'],
    0,
  ],
  [
    'Suggestion: export to calendar',
    'It would help to have the appointments in our calendar as well.',
    'low',
    200,
    'open',
    ['suggestion'],
    2,
  ],
  [
    'Метка второго адреса на карте',
    'Добавили, проверьте, пожалуйста, видна ли метка.',
    'normal',
    2900,
    'waiting',
    ['карта'],
    2,
  ],
  [
    'Call: key not recognised, model D-7',
    'We talked on the phone: the key is not recognised on the new computer.',
    'high',
    170,
    'open',
    ['key', 'D-7'],
    0,
  ],
  ['Licence moved to a new computer', 'Merci, it works.', 'normal', 4000, 'resolved', ['licence'], 1],
  ['Не приходит код подтверждения', 'Код так и не пришёл, пробовали три раза.', 'normal', 60, 'open', [], 0],
  [
    'Очень длинная тема обращения, которая не помещается в строку списка и должна обрываться многоточием',
    'Проверка длинной темы.',
    'low',
    30,
    'open',
    ['длинная метка для проверки', 'ещё одна', 'третья'],
    1,
  ],
];

/** What is known about the system that the sample's customers have. */
export const SAMPLE_INCOMPATIBILITY: ReferenceOf<'incompatibility'> = {
  id: sampleId('6', 1) as ReferenceId,
  kind: 'incompatibility',
  content: {
    when: [{ fact: 'os', test: 'is', words: 'Windows XP SP2', version: null }],
    title: { en: 'No SHA-256 before SP3', ru: 'Нет SHA-256 до SP3' },
    explanation: { en: 'Install Service Pack 3.', ru: 'Установите пакет обновления 3.' },
    link: 'https://example.com/sp3',
  },
};

/** A partner that may see the question, and nothing that tells who asks. */
export const SAMPLE_PARTNER: ReferenceOf<'partner'> = {
  id: sampleId('6', 2) as ReferenceId,
  kind: 'partner',
  content: {
    name: 'Adapter Works',
    email: 'help@adapter.example',
    language: 'en',
    fields: ['subject', 'question', 'words'],
    days: 5,
    active: true,
  },
};

/** All that the sample's team knows in common. */
export const SAMPLE_REFERENCES: ReadonlyMap<ReferenceId, Reference> = new Map<ReferenceId, Reference>([
  [SAMPLE_INCOMPATIBILITY.id, SAMPLE_INCOMPATIBILITY],
  [SAMPLE_PARTNER.id, SAMPLE_PARTNER],
]);

export interface SampleData {
  readonly tickets: readonly Ticket[];
  readonly customers: readonly Customer[];
  messages(ticket: Ticket): readonly Message[];
}

/** Believable tickets of a service for car workshops, half Russian, half English; the same for the same arguments. */
export function makeSampleData(count: number, now: number): SampleData {
  const customers = CUSTOMERS.map(([name, company, language, level], n): Customer => ({
    id: sampleId('3', n) as CustomerId,
    name,
    email: `customer${n}@example.com`,
    phone: '+7 900 000-00-0' + String(n),
    company,
    language,
    level,
    products: [
      { name: 'Vakhta Diag', version: '4.2.1' },
      { name: 'USB key D-7', version: null },
    ],
    environment: {
      os: 'Windows XP SP2',
      browser: 'Firefox 52',
      language: language === 'ru' ? 'ru-RU' : 'en-GB',
      page: 'https://example.com/support',
      screen: '1366x768',
    },
    createdAt: (now - 300 * DAY) as EpochMs,
  }));
  const people = [SAMPLE_PEOPLE.dmitry, SAMPLE_PEOPLE.maria, SAMPLE_PEOPLE.anna];
  const tickets = Array.from({ length: count }, (_, n): Ticket => {
    const [subject, text, priority, ageMinutes, status, tags, queue] = SUBJECTS[n % SUBJECTS.length]!;
    const customer = customers[n % customers.length]!;
    const round = Math.floor(n / SUBJECTS.length);
    const at = now - (ageMinutes + round * 41) * MINUTE;
    const waitingSince = status === 'open' ? (at as EpochMs) : null;
    const assignee = n === 0 ? people[0] : n % 4 === 3 ? null : people[(n + round) % 3];
    return {
      ...TICKET_DEFAULTS,
      id: sampleId('4', n) as TicketId,
      number: 4812 - n + (n > 4811 ? 100_000 : 0),
      subject: round === 0 ? subject : `${subject} (${round + 1})`,
      queueId: queueIds[queue] as QueueId,
      customerId: customer.id,
      customerName: customer.name,
      status,
      priority,
      assigneeId: assignee?.id ?? null,
      tags: [...tags],
      channel: n % 5 === 4 ? 'email' : n % 3 === 1 ? 'chat' : 'form',
      language: customer.language,
      environment: customer.environment,
      createdAt: (at - 20 * MINUTE) as EpochMs,
      updatedAt: at as EpochMs,
      waitingSince,
      lastCustomerMessageId: sampleId('5', n * 8) as MessageId,
      lastLine: { from: status === 'waiting' ? 'team' : 'customer', text: text.slice(0, 140) },
    };
  });
  const messages = (ticket: Ticket): readonly Message[] => {
    const n = parseInt(ticket.id.slice(-12), 16);
    const [, text] = SUBJECTS[n % SUBJECTS.length]!;
    const at = (minutes: number) => (ticket.updatedAt - minutes * MINUTE) as EpochMs;
    const maria = SAMPLE_PEOPLE.maria;
    const list: Message[] = [
      {
        kind: 'customer',
        id: sampleId('5', n * 8 + 1) as MessageId,
        ticketId: ticket.id,
        at: at(26 * 60),
        authorName: ticket.customerName,
        text:
          ticket.language === 'ru'
            ? 'Здравствуйте! Нужна помощь, подробности ниже. Страница: https://example.com/help/start?x=1'
            : 'Hello, we need some help. The page is https://example.com/help/start?x=1',
        html: null,
        channel: ticket.channel,
        attachments: [],
      },
      {
        kind: 'reply',
        id: sampleId('5', n * 8 + 2) as MessageId,
        ticketId: ticket.id,
        at: at(25 * 60),
        authorId: maria.id,
        authorName: maria.name,
        text:
          ticket.language === 'ru'
            ? 'Добрый день! Пришлите, пожалуйста, снимок экрана с ошибкой.'
            : 'Good afternoon! Could you send a screenshot of the message?',
        attachments: [],
      },
      {
        kind: 'customer',
        id: sampleId('5', n * 8) as MessageId,
        ticketId: ticket.id,
        at: at(0),
        authorName: ticket.customerName,
        text,
        html:
          ticket.channel === 'email'
            ? `<p>${text}</p><p>See <a href="https://example.com/login">my calendar</a>.</p><img src="https://tracker.example.com/p.gif"><img src="http://example.com/logo.png" alt="logo"><script>alert(1)</script>`
            : null,
        channel: ticket.channel,
        attachments: [],
      },
      {
        kind: 'event',
        id: sampleId('5', n * 8 + 3) as MessageId,
        ticketId: ticket.id,
        at: at(-2),
        authorId: ticket.assigneeId,
        event: { kind: 'assigned', from: null, to: ticket.assigneeId },
      },
      {
        kind: 'note',
        id: sampleId('5', n * 8 + 4) as MessageId,
        ticketId: ticket.id,
        at: at(-4),
        authorId: maria.id,
        authorName: maria.name,
        text: '@Дмитрий у неё SP2, см. статью «SHA-256 и Windows XP». В мае уже проходили чек-лист, шаги 1–3.',
        attachments: [],
      },
    ];
    return list.filter((message) => message.kind !== 'event' || ticket.assigneeId !== null);
  };
  return { tickets, customers, messages };
}
