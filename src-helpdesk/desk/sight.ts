import { createHash } from 'node:crypto';
import type { QueueId } from '#shared/base/brand.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { seesQueue } from '#shared/domain/roles/can.ts';

/** Which tickets a person sees (I8), in the form that queries need. */
export interface Sight {
  /** Queues in sight; null: all, those of the future included. */
  readonly queueIds: readonly QueueId[] | null;
  /** Differs whenever the sight differs: a cursor of another sight cannot be followed. Of one person alone. */
  readonly hash: string;
  /** The same for all who see the same. */
  readonly group: string;
}

/** No queue has this id: who sees it sees every queue. */
const ANY_QUEUE = '00000000-0000-0000-0000-000000000000' as QueueId;

/** A person's sight, by the one rule `seesQueue`. */
export function sightOf(person: Person): Sight {
  const queueIds = seesQueue(person, ANY_QUEUE) ? null : [...new Set(person.queueIds)].sort();
  const group = queueIds === null ? '*' : queueIds.join(' ');
  const key = `${person.id} ${group}`;
  return { queueIds, hash: createHash('sha256').update(key).digest('base64url').slice(0, 16), group };
}
