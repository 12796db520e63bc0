import type { EpochMs, PersonId, QueueId } from '#shared/base/brand.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Tier } from '#shared/domain/people/tier.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import type { Role } from '#shared/domain/roles/role.ts';
import { makeRandom } from './random.ts';
import { sampleId } from './sample-id.ts';
import type { SampleQueue } from './threads/thread.ts';

/** The password of every person of the sample: for a trial on one computer, never for a team. */
export const SAMPLE_PASSWORD = 'vakhta';

/** A member of the sample's team. */
export interface SamplePerson {
  readonly login: string;
  readonly person: Person;
  /** Languages he or she answers in. */
  readonly languages: readonly ('ru' | 'en')[];
}

/** The team of the sample and its queues. */
export interface SampleTeam {
  readonly people: readonly SamplePerson[];
  readonly queues: readonly Queue[];
  readonly queueIds: Readonly<Record<SampleQueue, QueueId>>;
}

const QUEUE_NAMES: Readonly<Record<SampleQueue, string>> = {
  diagnostics: 'Диагностика',
  billing: 'Оплата и лицензии',
  partners: 'Партнёры',
};

/** Two languages write to each queue: the sample signs in both. */
const SIGNATURES: Readonly<Record<SampleQueue, string>> = {
  diagnostics: '{name}\nВерстак · Support\nhttps://verstak.example',
  billing: '{name}\nВерстак · Billing\nhttps://verstak.example/billing',
  partners: '{name}\nВерстак · Partners',
};

const ALL: readonly SampleQueue[] = ['diagnostics', 'billing', 'partners'];

const PEOPLE: readonly {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly queues: readonly SampleQueue[];
  readonly languages: readonly ('ru' | 'en')[];
  readonly tier?: Tier;
}[] = [
  { login: 'dmitry', name: 'Дмитрий Ковалёв', role: 'operator', queues: ALL, languages: ['ru', 'en'] },
  {
    login: 'anna',
    name: 'Анна Лебедева',
    role: 'operator',
    queues: ['diagnostics', 'billing'],
    languages: ['ru'],
  },
  {
    login: 'james',
    name: 'James Whitfield',
    role: 'operator',
    queues: ['diagnostics', 'billing'],
    languages: ['en'],
  },
  {
    login: 'emma',
    name: 'Emma Clarke',
    role: 'operator',
    queues: ['billing', 'partners'],
    languages: ['en'],
  },
  { login: 'maria', name: 'Мария Орлова', role: 'supervisor', queues: ALL, languages: ['ru', 'en'], tier: 2 },
  { login: 'oliver', name: 'Oliver Bennett', role: 'supervisor', queues: ALL, languages: ['en'] },
  { login: 'timur', name: 'Тимур Сафин', role: 'trainee', queues: ['diagnostics'], languages: ['ru'] },
  { login: 'pavel', name: 'Павел Громов', role: 'administrator', queues: ALL, languages: ['ru', 'en'] },
];

/**
 * The team of the sample: 3 queues and 8 people.
 * @param at when the team was set up: goes into the ids
 */
export function sampleTeam(at: EpochMs): SampleTeam {
  const random = makeRandom(1);
  const queues = ALL.map((key, position): Queue => ({
    id: sampleId(at, random) as QueueId,
    name: QUEUE_NAMES[key],
    position,
    signature: SIGNATURES[key],
  }));
  const idOf = (key: SampleQueue): QueueId => {
    const queue = queues[ALL.indexOf(key)];
    if (queue === undefined) throw new Error(`No queue ${key} in the sample`);
    return queue.id;
  };
  return {
    queues,
    queueIds: { diagnostics: idOf('diagnostics'), billing: idOf('billing'), partners: idOf('partners') },
    people: PEOPLE.map(({ login, name, role, queues: keys, languages, tier = 1 }) => ({
      login,
      languages,
      person: {
        id: sampleId(at, random) as PersonId,
        name,
        role,
        queueIds: keys.map(idOf),
        active: true,
        tier,
      },
    })),
  };
}
