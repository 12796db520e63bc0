import type { ServerResponse } from 'node:http';
import type { DeviceId } from '#shared/base/brand.ts';
import { EVENT_NAMES } from '#shared/contract/http/routes.ts';
import type { Announcement, Announcements } from './announcements.ts';

/** A comment is sent this often, in milliseconds, so that both ends notice a dead connection. */
const HEARTBEAT_MS = 15_000;
/** Several changes within this time are one event, in milliseconds. */
const COALESCE_MS = 50;
/** A connection that has so many bytes not taken is given up: the client comes back and pulls (I11). */
const MAX_PENDING_BYTES = 64 * 1024;

export interface EventStreams {
  /** Takes over a response; the stream ends when the client goes, the session ends, or the helpdesk closes. */
  open(response: ServerResponse, deviceId: DeviceId): void;
  closeAll(): void;
}

/**
 * Server-sent events (WHATWG HTML, "Server-sent events"): they only say that there is something to pull, so that missing
 * one costs nothing.
 */
export function createEventStreams(
  announcements: Announcements,
  isAlive: (deviceId: DeviceId) => Promise<boolean>,
): EventStreams {
  const open = new Set<() => void>();
  return {
    open(response, deviceId) {
      let timer: NodeJS.Timeout | null = null;
      const send = (text: string): void => {
        if (response.writableEnded) return;
        if (response.writableLength > MAX_PENDING_BYTES) response.destroy();
        else response.write(text);
      };
      const checkSession = (): void => {
        isAlive(deviceId).then(
          (alive) => {
            if (alive) return;
            send(`event: ${EVENT_NAMES.signedOut}\ndata: {}\n\n`);
            close();
          },
          // The database does not answer: the next heartbeat asks again.
          () => undefined,
        );
      };
      const onAnnouncement = (announcement: Announcement): void => {
        if (announcement === 'devices') checkSession();
        else if (timer === null) {
          timer = setTimeout(() => {
            timer = null;
            send(`event: ${EVENT_NAMES.change}\ndata: {}\n\n`);
          }, COALESCE_MS);
        }
      };
      const heartbeat = setInterval(() => {
        send(': still here\n\n');
        checkSession();
      }, HEARTBEAT_MS);
      const unsubscribe = announcements.subscribe(onAnnouncement);
      const release = (): void => {
        clearInterval(heartbeat);
        if (timer !== null) clearTimeout(timer);
        unsubscribe();
        open.delete(close);
      };
      const close = (): void => {
        release();
        response.end();
      };
      open.add(close);
      response.on('close', release);
      response.on('error', release);
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // For nginx and its like: do not collect the stream.
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      });
      // Something at once, so that every proxy on the way opens the stream.
      send(': welcome\n\n');
    },
    closeAll() {
      for (const close of open) close();
    },
  };
}
