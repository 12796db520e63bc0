import type { Storage } from '../storage/storage.ts';
import { FEED_CHANNEL } from '../storage/feed.ts';
import { OWN_CHANNEL } from '../desk/own-records.ts';
import { DEVICE_CHANNEL } from '../desk/sessions.ts';

/**
 * What happened, as far as those who listen need to know: something to pull, a session that may have ended, or a person's
 * own records (null: perhaps anybody's).
 */
export type Announcement = 'changed' | 'devices' | { readonly own: string | null };

/** News from every instance that works on the same database. */
export interface Announcements {
  /** @returns a function that stops listening */
  subscribe(listener: (announcement: Announcement) => void): () => void;
}

/** Listens to the database; after a lost connection everything may have happened, so both are announced. */
export async function listenToAnnouncements(storage: Storage): Promise<Announcements> {
  const listeners = new Set<(announcement: Announcement) => void>();
  const announce = (announcement: Announcement): void => {
    for (const listener of listeners) listener(announcement);
  };
  await storage.listen(
    FEED_CHANNEL,
    () => announce('changed'),
    () => announce('changed'),
  );
  await storage.listen(
    DEVICE_CHANNEL,
    () => announce('devices'),
    () => announce('devices'),
  );
  await storage.listen(
    OWN_CHANNEL,
    (personId) => announce({ own: personId ?? null }),
    () => announce({ own: null }),
  );
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
