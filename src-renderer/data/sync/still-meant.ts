import { isDecided } from '../outbox/join-stored.ts';
import type { Tables } from '../store/database.ts';
import type { OutboxChange } from './outbox-changes.ts';

/**
 * Leaves out changes of commands that a person has decided on meanwhile: their places may hold others now. Whether one
 * that is not decided is to be sent or taken back, the disk knows best.
 */
export async function stillMeant(
  { outbox }: Pick<Tables, 'outbox'>,
  changes: readonly OutboxChange[],
): Promise<readonly OutboxChange[]> {
  if (!changes.some(([, stored]) => stored !== null)) return changes;
  const found = await outbox.bulkGet(changes.map(([order]) => order));
  return changes.flatMap(([order, stored], position): readonly OutboxChange[] => {
    if (stored === null) return [[order, null]];
    const now = found[position];
    if (now?.id !== stored.id) return [];
    if (isDecided(stored.state)) return [[order, stored]];
    const { delay: _before, ...rest } = stored;
    return [[order, { ...rest, state: now.state, ...(now.delay && { delay: now.delay }) }]];
  });
}
