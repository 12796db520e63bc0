import { openDatabase, type Database, type IndexedDb } from '../store/database.ts';
import { openSearchStore, type SearchStore } from '../store/search-store.ts';
import { openChannel, type Channel, type Message } from '../sync/channel.ts';
import { pause, systemTimers, type Timers } from '../timers.ts';
import { answerRequest } from './answer-request.ts';
import { follow, readSegments, readState, type IndexState } from './index-feed.ts';
import { createMessageTexts } from './message-texts.ts';
import { SearchIndex, type IndexContent } from './search-index.ts';
import type { SearchAnswer, SearchEngine, SearchOrder, SearchRequest } from './search-wire.ts';
import { makeSnippets } from './make-snippets.ts';

/** Wait before what could not be opened or read is tried again, in milliseconds. */
const RETRY_MS = 2_000;
/** Quiet after changes before the index is written down, in milliseconds. */
const SAVE_AFTER_MS = 20_000;
/** New segments that are worth writing the index down: reading some again is quicker than writing all. */
const SAVE_SEGMENTS = 20;
/** Most texts that were looked for. */
const MOST_RECENT = 12;

export interface SearchSurroundings {
  readonly database?: IndexedDb;
  readonly openChannel?: (profileKey: string) => Channel;
  readonly timers?: Timers;
}

/**
 * Keeps the index of a profile in step with its local database and answers from it, from the first moment on with what is
 * in it by then. The index is written down, so that the next one begins where this one was.
 */
export function runSearch(
  profileKey: string,
  tell: (answer: SearchAnswer) => void,
  surroundings: SearchSurroundings = {},
): SearchEngine {
  const timers = surroundings.timers ?? systemTimers;
  const stopping = new AbortController();
  const isStopped = () => stopping.signal.aborted;
  const channel = (surroundings.openChannel ?? openChannel)(profileKey);
  const heard: Message[] = [];
  let hear: (message: Message) => void = (message) => void heard.push(message);
  channel.listen((message) => hear(message));

  let index = new SearchIndex();
  let indexing: { readonly done: number; readonly total: number } | null = { done: 0, total: 1 };
  let db: Database | null = null;
  let store: SearchStore<IndexContent> | null = null;
  let texts: ReturnType<typeof createMessageTexts> | null = null;
  const wanted = new Set<number>();
  let recent: readonly string[] = [];

  async function answer(request: SearchRequest): Promise<void> {
    const { id } = request;
    const isCurrent = () => wanted.has(id) && !isStopped();
    const textOf = async (piece: number) => (await texts?.textOf(piece)) ?? null;
    const found = await answerRequest(index, request, textOf, isCurrent);
    if (found === null || !isCurrent()) return;
    const { found: hits, total, isLowerBound, insteadOf } = found;
    tell({ kind: 'found', id, found: hits, total, isLowerBound, insteadOf, indexing });
    for await (const snippets of makeSnippets(index, found, request.unsent, textOf)) {
      if (!isCurrent()) return;
      tell({ kind: 'snippets', id, snippets });
    }
  }

  async function work(): Promise<void> {
    db = await patiently(async () => {
      const opened = await openDatabase(profileKey, 'relaxed', surroundings.database);
      if (!opened.ok) throw new Error(`No local database: ${opened.error}`);
      return opened.value;
    });
    if (db === null) return;
    texts = createMessageTexts(db, () => index);
    // Without a place of its own it works all the same, from the beginning each time.
    store = await openSearchStore<IndexContent>(profileKey, surroundings.database).catch(() => null);
    recent = (await store?.loadRecent().catch(() => [])) ?? [];
    tell({ kind: 'recent', texts: recent });
    const state = await patiently(() => load(db as Database));
    if (state === null) return;
    // What is told from here on is taken in after what is on the disk: versions decide anyway.
    let line: Promise<void> = patiently(() =>
      readSegments(db as Database, index, state, isStopped, (done, total) => {
        const before = indexing;
        indexing = done < total ? { done, total } : null;
        if (before !== null && (indexing === null || done % 8 === 0)) tell({ kind: 'changed' });
      }),
    ).then(() => undefined);
    hear = (message) => {
      line = line.then(async () => {
        if (isStopped()) return;
        const isChanged = await follow(db as Database, index, state, message).catch(() => false);
        if (!isChanged) return;
        tell({ kind: 'changed' });
        saveLater(state);
      });
    };
    for (const message of heard) hear(message);
    await line;
    saveLater(state);
  }

  let saved = 0;
  let cancelSave = () => {};
  function saveLater(state: IndexState): void {
    if (Math.abs(state.segments.size - saved) < SAVE_SEGMENTS && saved > 0) return;
    cancelSave();
    cancelSave = timers.after(SAVE_AFTER_MS, () => void save(state).catch(() => undefined));
  }

  async function save(state: IndexState): Promise<void> {
    if (db === null || store === null || isStopped() || indexing !== null) return;
    const now = await readState(db);
    if (now?.isWhole !== true || now.gen !== state.gen) return;
    const { client, gen, genStart, segments } = state;
    saved = segments.size;
    await store.saveIndex({ client, gen, genStart, segments: [...segments], content: index.content() });
  }

  /** Takes up the index that was written down, where it is of this state of the local database. */
  async function load(from: Database): Promise<IndexState> {
    const state = await readState(from);
    if (state === null) throw new Error('There is no local database yet.');
    const kept = await store?.loadIndex().catch(() => null);
    if (kept == null || kept.client !== state.client || kept.gen !== state.gen) return state;
    if (kept.genStart !== state.genStart) return state;
    try {
      const loaded = new SearchIndex(kept.content);
      if (loaded.isWorn) return state;
      index = loaded;
    } catch {
      return state; // Damaged: it is made anew.
    }
    saved = kept.segments.length;
    return { ...state, segments: new Set(kept.segments) };
  }

  /** What the disk refuses is told and tried again. @returns null when it is to end */
  async function patiently<T>(task: () => Promise<T>): Promise<T | null> {
    while (!isStopped()) {
      try {
        return await task();
      } catch {
        tell({ kind: 'failed' });
        await pause(timers, RETRY_MS, stopping.signal);
      }
    }
    return null;
  }

  const done = work();

  return {
    order(order: SearchOrder) {
      if (order.kind === 'cancel') wanted.delete(order.id);
      else if (order.kind === 'search') {
        wanted.add(order.request.id);
        void answer(order.request).catch(() => tell({ kind: 'failed' }));
      } else {
        recent = [order.text, ...recent.filter((text) => text !== order.text)].slice(0, MOST_RECENT);
        tell({ kind: 'recent', texts: recent });
        void store?.saveRecent(recent).catch(() => undefined);
      }
    },
    async stop() {
      stopping.abort();
      cancelSave();
      hear = () => undefined;
      channel.close();
      await done;
      store?.close();
      db?.close();
    },
  };
}
