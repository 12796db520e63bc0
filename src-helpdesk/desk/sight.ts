import { createHash } from 'node:crypto';
import type { QueueId } from '#shared/base/brand.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { seesQueue } from '#shared/domain/roles/can.ts';

/** Which tickets a person sees (I8), in the form that queries need. */
export interface Sight {
  /** Queues in sight; null: all, those of the future included. */
  readonly queueIds: readonly QueueId[] | null;
}

/** The sight that a feed is read with. */
export interface FeedSight extends Sight {
  /**
   * Of one person alone, and another one after every change of him: a cursor of another sight cannot be followed. Not
   * even when he sees again what he saw: an answer given between the two may have brought what he sees no more.
   */
  readonly hash: string;
  /** The same for all who see the same. */
  readonly group: string;
}

/** A person, and how often the feed has told of a change of him. */
export interface VersionedPerson {
  readonly person: Person;
  readonly version: number;
}

/** No queue has this id: who sees it sees every queue. */
const ANY_QUEUE = '00000000-0000-0000-0000-000000000000' as QueueId;

/** A person's sight, by the one rule `seesQueue`. */
export function sightOf(person: Person): Sight {
  return { queueIds: seesQueue(person, ANY_QUEUE) ? null : [...new Set(person.queueIds)].sort() };
}

/** A person's sight of the feed. */
export function feedSightOf({ person, version }: VersionedPerson): FeedSight {
  const { queueIds } = sightOf(person);
  const group = queueIds === null ? '*' : queueIds.join(' ');
  // Who has never changed goes on from the cursors of before the count was part of them.
  const key = version > 1 ? `${person.id} ${version} ${group}` : `${person.id} ${group}`;
  return { queueIds, hash: createHash('sha256').update(key).digest('base64url').slice(0, 16), group };
}
