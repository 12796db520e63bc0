import type { Profile } from '#shared/contract/ipc/settings.ts';

/** Names a profile's local data: the database, the journal, the locks (see `profileKeySchema`). */
export function profileKeyOf({ helpdeskId, person }: Profile): string {
  return `${helpdeskId}_${person.id}`;
}
