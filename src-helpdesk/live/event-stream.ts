import type { ServerResponse } from 'node:http';
import { EVENT_NAMES } from '#shared/contract/http/routes.ts';

/** With so many bytes not taken by the client nothing more is written: he is told to pull when he has taken them (I11). */
const MAX_PENDING_BYTES = 16 * 1024;

/** One client's stream of server-sent events (WHATWG HTML, "Server-sent events"). */
export interface EventStream {
  /**
   * @param data JSON in one line
   * @returns false when it was left out, because the client does not take what it has been sent
   */
  tell(data: string): boolean;
  /** Says that the person's own records have changed. */
  tellOwn(): void;
  /**
   * Tells who is where, as JSON in one line.
   * @returns false when it was left out: then all of it must be told again later
   */
  present(data: string): boolean;
  /**
   * A comment, so that both ends notice a dead connection. A client that has taken nothing since the last one but has
   * something to take is given up: he comes back and pulls.
   */
  beat(): void;
  /** Says that the session is over, and ends. */
  signOut(): void;
  /** Says that this instance ends, so that another one is to be asked, and ends. */
  leave(): void;
}

/** Takes over a response. @param closed called once, when it is over for whatever reason */
export function openEventStream(
  response: Pick<
    ServerResponse,
    'writeHead' | 'write' | 'end' | 'destroy' | 'on' | 'writableLength' | 'writableEnded'
  >,
  closed: () => void,
): EventStream {
  /** Something was left out: the client must pull. */
  let isBehind = false;
  let wasStuck = false;
  let isOver = false;
  const over = (): void => {
    if (isOver) return;
    isOver = true;
    closed();
  };
  const isFull = (): boolean => response.writableLength > MAX_PENDING_BYTES;
  const write = (text: string): void => {
    if (!isOver && !response.writableEnded) response.write(text, taken);
  };
  // Not `drain`: that comes only when more was pending than Node itself allows, which is more than we do.
  const taken = (error?: Error | null): void => {
    if (error != null || isOver) return;
    wasStuck = false;
    if (!isBehind || isFull()) return;
    isBehind = false;
    write(eventOf(EVENT_NAMES.change, '{}'));
  };
  const endWith = (event: string): void => {
    write(eventOf(event, '{}'));
    over();
    response.end();
  };
  response.on('close', over);
  response.on('error', over);
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // For nginx and its like: do not collect the stream.
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  // Something at once, so that every proxy on the way opens the stream.
  write(': welcome\n\n');
  return {
    tell(data) {
      if (isFull()) isBehind = true;
      else write(eventOf(EVENT_NAMES.change, data));
      return !isBehind;
    },
    present(data) {
      if (isFull() || isBehind) return false;
      write(eventOf(EVENT_NAMES.presence, data));
      return true;
    },
    tellOwn() {
      // Whoever does not take what he is sent comes back later, and pulls these too.
      if (!isFull()) write(eventOf(EVENT_NAMES.own, '{}'));
    },
    beat() {
      if (!isFull()) {
        wasStuck = false;
        write(': still here\n\n');
      } else if (wasStuck) response.destroy();
      else wasStuck = true;
    },
    signOut() {
      endWith(EVENT_NAMES.signedOut);
    },
    leave() {
      endWith(EVENT_NAMES.leaving);
    },
  };
}

function eventOf(name: string, data: string): string {
  return `event: ${name}\ndata: ${data}\n\n`;
}
