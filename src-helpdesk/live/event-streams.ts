import type { ServerResponse } from 'node:http';
import type { DeviceId, PersonId } from '#shared/base/brand.ts';
import type { Logger } from '#shared/base/ports.ts';
import type { Place } from '../desk/feed-cursor.ts';
import { peopleIn, type FeedNews } from '../desk/feed-news.ts';
import type { DeskSession } from '../desk/sessions.ts';
import { feedSightOf, type FeedSight, type VersionedPerson } from '../desk/sight.ts';
import type { Announcement, Announcements } from './announcements.ts';
import { openEventStream, type EventStream } from './event-stream.ts';
import type { Presence } from './presence.ts';
import { newsOfChanges, newsOfView, type PresenceChange } from './presence-view.ts';
import { createRecentNews } from './recent-news.ts';

/** A comment is sent, and sessions are looked at, this often, in milliseconds. */
const HEARTBEAT_MS = 15_000;
/** News are read this often at most, in milliseconds: several changes within this time are one event. */
const COALESCE_MS = 20;

export interface EventStreams {
  /** Takes over a response; the stream ends when the client goes, the session ends, or the helpdesk closes. */
  open(response: ServerResponse, session: Pick<DeskSession, 'deviceId' | 'person'>): void;
  /** A client of this device has been given the feed up to a place by a pull; null: not to its end. */
  noteRead(deviceId: DeviceId, place: Place | null): void;
  /** Ends all streams, with the word that another instance is to be asked. */
  closeAll(): void;
}

export interface EventSources {
  readonly announcements: Announcements;
  /** Those of the devices whose session holds, with their people as they are now. */
  readonly findAlive: (deviceIds: readonly DeviceId[]) => Promise<ReadonlyMap<DeviceId, VersionedPerson>>;
  /** What has been published since; null: only where the feed is now. */
  readonly findNews: (since: Place | null) => Promise<FeedNews>;
  readonly presence: Presence;
  readonly log: Logger;
}

interface Listener {
  readonly deviceId: DeviceId;
  readonly personId: PersonId;
  readonly stream: EventStream;
  /**
   * What the person sees, as it is known to be; null while that is in doubt. Rows are only sent within it (I8): who is
   * in doubt is told to pull, and the pull looks for itself.
   */
  sight: FeedSight | null;
  /** Counts the doubts: an answer that was asked for before the last of them counts for nothing. */
  doubts: number;
  /** How far the client has read the feed, as far as is known here: what it is told goes on from there. */
  at: Place | null;
  /** The sight for which all presence has been told, so that changes suffice from here on; null: not told yet. */
  presentFor: string | null;
}

/**
 * The streams of everybody who is connected here. After a commit the news are read once, for all, put into words once for
 * all who see the same, and sent at once; a client that is up to date has the rows with the event and need not pull.
 * What is kept: how far the feed has been told, and for each stream a few words. Missing an event costs nothing.
 */
export function createEventStreams(sources: EventSources): EventStreams {
  const { announcements, findAlive, findNews, presence, log } = sources;
  const listeners = new Set<Listener>();
  const byDevice = new Map<DeviceId, Set<Listener>>();
  const recent = createRecentNews();
  let reading = false;
  let isWanted = false;
  let isClosed = false;

  const add = (listener: Listener): void => {
    listeners.add(listener);
    const others = byDevice.get(listener.deviceId);
    if (others === undefined) byDevice.set(listener.deviceId, new Set([listener]));
    else others.add(listener);
  };
  const remove = (listener: Listener): void => {
    listeners.delete(listener);
    const others = byDevice.get(listener.deviceId);
    others?.delete(listener);
    if (others?.size !== 0) return;
    byDevice.delete(listener.deviceId);
    if (!isClosed) presence.lost(listener.deviceId);
  };

  const doubt = (some: readonly Listener[]): void => {
    if (some.length === 0) return;
    const asked = some.map((listener) => {
      listener.sight = null;
      return { listener, doubts: (listener.doubts += 1) };
    });
    look(asked);
  };

  const look = (asked: readonly { readonly listener: Listener; readonly doubts: number }[]): void => {
    findAlive(asked.map(({ listener }) => listener.deviceId)).then(
      (alive) => {
        for (const { listener, doubts } of asked) {
          const person = alive.get(listener.deviceId);
          if (person === undefined) listener.stream.signOut();
          else if (listener.doubts === doubts) {
            listener.sight = feedSightOf(person);
            if (listener.presentFor !== listener.sight.group) tellPresence(listener, null);
          }
        }
      },
      // The database does not answer: the next heartbeat asks again, and until then they pull.
      () => undefined,
    );
  };

  const tell = ({ to, rows }: FeedNews): void => {
    if (rows?.length === 0) return;
    if (rows === null) doubt([...listeners]);
    else {
      const people = peopleIn(rows);
      if (people.size > 0) doubt([...listeners].filter(({ personId }) => people.has(personId)));
    }
    for (const listener of listeners) {
      const { sight, at, stream } = listener;
      const text = sight === null || at === null ? null : recent.textFor(sight, at);
      const isTold = stream.tell(text ?? '{}');
      // Who has read further than the news go stays there: what comes next goes on from his place.
      if (!isTold) listener.at = null;
      else if (at === null || at.seq < to.seq) listener.at = to;
    }
  };

  /** @param changes null: all of it. What cannot be told now is told as a whole when the sight is next looked at. */
  const tellPresence = (listener: Listener, changes: readonly PresenceChange[] | null): void => {
    const { sight, personId, stream } = listener;
    const isWhole = changes === null || sight === null || listener.presentFor !== sight.group;
    listener.presentFor = null;
    if (sight === null) return;
    const news = isWhole
      ? newsOfView(presence.view, sight, personId)
      : newsOfChanges(changes, sight, personId);
    if (news === null || stream.present(JSON.stringify(news))) listener.presentFor = sight.group;
  };

  /** Reads and tells until nothing more has been announced. */
  const spread = async (): Promise<void> => {
    if (reading) return;
    reading = true;
    while (isWanted && !isClosed) {
      isWanted = false;
      if (listeners.size === 0) {
        recent.forget();
        break;
      }
      try {
        const news = await findNews(recent.end);
        recent.add(news);
        tell(news);
      } catch (error) {
        // The database does not answer. They are told to pull, and the next news begin anew.
        log.warn('News could not be read.', { reason: error instanceof Error ? error.name : 'unknown' });
        recent.forget();
        for (const { stream } of listeners) stream.tell('{}');
      }
      await new Promise<void>((resolve) => setTimeout(resolve, COALESCE_MS));
    }
    reading = false;
  };

  const unsubscribe = announcements.subscribe((announcement: Announcement) => {
    if (announcement === 'devices') return doubt([...listeners]);
    if (announcement !== 'changed') {
      for (const { personId, stream } of listeners)
        if (announcement.own === null || announcement.own === personId) stream.tellOwn();
      return;
    }
    isWanted = true;
    void spread();
  });
  const stopPresence = presence.subscribe((changes) => {
    for (const listener of listeners) tellPresence(listener, changes);
  });
  const heartbeat = setInterval(() => {
    for (const { stream } of listeners) stream.beat();
    const asked = [...listeners].map((listener) => ({ listener, doubts: listener.doubts }));
    if (asked.length > 0) look(asked);
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    open(response, { deviceId, person }) {
      // Gone while his session was looked up: nobody would ever say that he has gone.
      if (response.destroyed) return;
      const stream = openEventStream(response, () => remove(listener));
      const listener: Listener = {
        deviceId,
        personId: person.id,
        stream,
        sight: null,
        doubts: 0,
        at: null,
        presentFor: null,
      };
      // Taken just before the end: there is nobody to tell it anything.
      if (isClosed) return stream.leave();
      add(listener);
      // What he saw was found before he was among the listeners: it may have changed in between.
      doubt([listener]);
    },
    noteRead(deviceId, place) {
      if (place === null) return;
      for (const listener of byDevice.get(deviceId) ?? []) listener.at = place;
    },
    closeAll() {
      isClosed = true;
      clearInterval(heartbeat);
      unsubscribe();
      stopPresence();
      for (const { stream } of listeners) stream.leave();
    },
  };
}
