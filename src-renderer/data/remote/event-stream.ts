import { createParser } from 'eventsource-parser';
import { EVENT_NAMES, newsSchema, PATHS, type News } from '#shared/contract/http/routes.ts';
import { presenceNewsSchema, type PresenceNews } from '#shared/domain/presence/presence.ts';
import type { Failure } from '#shared/sync/failure.ts';
import { failureOf, type Exchange, type ExchangeNote } from './exchange.ts';

/** Silence after which the stream counts as lost, in milliseconds: the helpdesk sends a heartbeat well within it. */
export const SILENCE_MS = 45_000;
/** How long the stream may take to open, in milliseconds. */
const OPENING_MS = 20_000;

export interface EventStream {
  /** The stream is open: from now on nothing new is missed. */
  readonly opened: () => void;
  /** There is something to pull; with the page, where the helpdesk has sent it along. */
  readonly changed: (news: News | null) => void;
  /** Who is at which ticket has changed. */
  readonly present: (news: PresenceNews) => void;
  /** Something has come, be it a sign of life. */
  readonly heard: () => void;
  /** The person's own records have changed. */
  readonly ownChanged: () => void;
  /** This instance of the helpdesk ends: the next stream will be another's. */
  readonly leaving: () => void;
  /** Nothing has been heard for too long: the line is dead although nobody has said so. */
  readonly silent: () => void;
  /** Ends the stream from this side. */
  readonly signal: AbortSignal;
}

/**
 * Reads the server-sent events by `fetch`, not by `EventSource`, which hides the status of the answer.
 * @returns why it has ended; an end without a reason counts as a lost connection
 */
export async function readEvents(given: Exchange, stream: EventStream): Promise<Failure> {
  const begunAt = given.timers.now();
  let isOpen = false;
  const note = (result: ExchangeNote['result']) =>
    given.watch?.({
      path: PATHS.events,
      method: 'GET',
      tookMs: Math.round(given.timers.now() - begunAt),
      sent: 0,
      received: null,
      date: null,
      result,
    });
  const failure = await readStream(given, {
    ...stream,
    opened() {
      isOpen = true;
      note('ok');
      stream.opened();
    },
  });
  note(isOpen ? 'ended' : failure.kind);
  return failure;
}

async function readStream({ fetch, timers, signal }: Exchange, stream: EventStream): Promise<Failure> {
  const silence = new AbortController();
  let cancel = timers.after(OPENING_MS, () => silence.abort());
  const heard = () => {
    cancel();
    cancel = timers.after(SILENCE_MS, () => {
      stream.silent();
      silence.abort();
    });
    stream.heard();
  };
  let isSignedOut = false;
  const parser = createParser({
    onEvent(event) {
      if (event.event === EVENT_NAMES.change) stream.changed(readNews(event.data));
      if (event.event === EVENT_NAMES.presence) {
        const news = presenceNewsSchema.safeParse(parseJson(event.data));
        if (news.success) stream.present(news.data);
      }
      if (event.event === EVENT_NAMES.own) stream.ownChanged();
      if (event.event === EVENT_NAMES.leaving) stream.leaving();
      if (event.event === EVENT_NAMES.signedOut) isSignedOut = true;
    },
  });
  try {
    const response = await fetch(PATHS.events, {
      headers: { accept: 'text/event-stream' },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.any([signal, stream.signal, silence.signal]),
    });
    const failure = await failureOf(response);
    if (failure !== null) return failure.failure;
    if (response.body === null || !/^text\/event-stream\b/i.test(response.headers.get('content-type') ?? ''))
      return { kind: 'not-a-helpdesk' };
    heard();
    stream.opened();
    const reader = response.body
      .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>)
      .getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      heard();
      parser.feed(value);
      if (isSignedOut) return { kind: 'signed-out' };
    }
  } catch {
    // Cut, silent for too long, or ended from this side.
  } finally {
    cancel();
    silence.abort();
  }
  return { kind: 'unreachable' };
}

/** What came with the event, or null: an older helpdesk sends nothing along, and anything can be pulled. */
function readNews(data: string): News | null {
  return newsSchema.safeParse(parseJson(data)).data ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
