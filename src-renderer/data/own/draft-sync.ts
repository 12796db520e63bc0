import type { Sha256 } from '#shared/base/brand.ts';
import type { Owner, OwnRecord } from '#shared/contract/http/own-records.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Mirror } from '../read/mirror.ts';
import type { Remote } from '../remote/remote.ts';
import { createLane } from '../sync/lane.ts';
import type { Timers } from '../timers.ts';
import { draftKey } from '../write/draft-saver.ts';
import type { DraftVersions } from '../write/draft-versions.ts';
import type { OwnWriter } from '../write/create-writer.ts';
import type { ChoiceSync } from './choice-sync.ts';
import {
  draftKeyOf,
  judgeArrival,
  readDraft,
  recordKeyOf,
  recordOf,
  textOf,
  writerOf,
} from './draft-records.ts';
import type { OwnBook } from './own-book.ts';

/** Quiet after the last key before a draft is sent, in milliseconds. */
const SEND_AFTER_MS = 2_500;
/** Wait after a failure, in milliseconds. */
const AGAIN_MS = 20_000;
/** A draft in which somebody has written within this time is being edited, in milliseconds. */
const EDITED_MS = 60_000;

interface Parts {
  readonly owner: Owner;
  /** This machine among those of the person, as the journal knows it too; null where it cannot be read. */
  readonly writer: () => Promise<string | null>;
  readonly remote: Pick<Remote, 'pullOwn' | 'changeOwn' | 'pushFile' | 'hasFile'>;
  readonly mirror: Pick<Mirror, 'draft' | 'draftList' | 'draftClashes' | 'connection'>;
  readonly book: OwnBook;
  /** What goes the same way: views, keys and so on. */
  readonly choices: ChoiceSync;
  /** Calls when choices may have changed here. */
  readonly watchChoices: (listener: () => void) => () => void;
  readonly takeOver: OwnWriter['takeOver'];
  readonly versions: Pick<DraftVersions, 'keep'>;
  readonly findFile: (sha256: Sha256) => Promise<Uint8Array<ArrayBuffer> | null>;
  readonly timers: Timers;
  readonly signal: AbortSignal;
}

/** Brings a person's drafts to his other machines, and theirs here. Never in anybody's way: what fails is tried again. */
export interface DraftSync {
  /** Begins; to be called once, in one window of a profile. */
  start(): Promise<void>;
  /** The helpdesk says that there is something new. */
  announced(): void;
}

/** Makes it. */
export function createDraftSync(parts: Parts): DraftSync {
  const { owner, remote, mirror, book, versions, timers, signal } = parts;
  const inLane = createLane();
  const touched = new Map<string, number>();
  /** Contents that the helpdesk has no room for. */
  const refused = new Set<string>();
  const sentFiles = new Set<Sha256>();
  let writer: string | null = null;
  let cursor: string | null = null;
  let era: string | undefined;
  let isPullWanted = true;
  let cancel = () => {};
  let before: readonly Draft[] = [];
  let isStarted = false;

  const oursOf = (key: string): Draft | null => mirror.draft(key).get().draft;

  function later(ms: number): void {
    cancel();
    if (!signal.aborted) cancel = timers.after(ms, () => void inLane(run));
  }

  async function run(): Promise<void> {
    if (signal.aborted || mirror.connection.get().kind !== 'online') return;
    const isDone = await bring().catch(() => false);
    if (!isDone) later(AGAIN_MS);
  }

  /** @returns false when it is to be tried again */
  async function bring(): Promise<boolean> {
    if (isPullWanted) {
      isPullWanted = false;
      if (!(await pull())) {
        isPullWanted = true;
        return false;
      }
    }
    return (await send()) && parts.choices.send();
  }

  async function pull(): Promise<boolean> {
    const seen = new Set<string>();
    let isAnew = false;
    for (;;) {
      const pulled = await remote.pullOwn(owner, cursor);
      if (!pulled.ok) return false;
      const page = pulled.value;
      ({ era } = page);
      isAnew ||= page.start;
      for (const record of page.records) {
        seen.add(record.key);
        await take(record);
      }
      ({ cursor } = page);
      if (!page.more) break;
    }
    // Begun anew: what has not come is gone there, deleted or with the helpdesk's newer history.
    for (const key of isAnew ? book.keys() : [])
      if (!seen.has(key) && book.find(key)?.text !== null)
        await take({ key, version: book.find(key)?.version ?? 1, value: null });
    return true;
  }

  async function take({ key: recordKey, version, value }: Omit<OwnRecord, 'updatedAt'>): Promise<void> {
    const key = draftKeyOf(recordKey);
    if (key === null) return parts.choices.take({ key: recordKey, version, value });
    const known = book.find(recordKey);
    const theirs = readDraft(key, value);
    if (theirs === undefined) return;
    const theirText = textOf(theirs);
    const ours = oursOf(key);
    // What this machine wrote there is older than what is here, also when nobody remembers it: the answer was lost, or the
    // local database, which came back from the journal.
    const isOurs = writer !== null && writerOf(value) === writer;
    const base = isOurs ? theirText : (known?.text ?? null);
    if (isOurs && theirText !== known?.text && theirText !== textOf(ours))
      await versions.keep(key, theirs, 'replaced');
    // After a restored backup what the helpdesk has is the older one, and what it has not was lost there.
    const isRewound = known?.era !== undefined && known.era !== era;
    const arrival = judgeArrival(textOf(ours), base, theirText, isRewound || isEdited(key, base));
    const isTold = arrival === 'take-over-and-tell' || arrival === 'keep-ours-and-tell';
    if (arrival === 'take-over' || arrival === 'take-over-and-tell') {
      // Changed in this very moment: it is not noted as known, so it is looked at again.
      const isTaken = await parts.takeOver(key, ours, theirs);
      if (!isTaken) return void (isPullWanted = true);
      touched.delete(key);
    } else if (arrival !== 'same') await versions.keep(key, theirs, 'elsewhere');
    await book.note({ key: recordKey, version, text: theirText, era });
    const words = theirs ?? ours;
    if (isTold && words !== null)
      mirror.draftClashes.set([...mirror.draftClashes.get(), { ticketId: words.ticketId, kind: words.kind }]);
  }

  /** What the helpdesk has as it is here has rested since it was sent: nobody is at work on it. */
  function isEdited(key: string, base: string | null): boolean {
    const { draft, saved } = mirror.draft(key).get();
    const at = touched.get(key);
    const isRecent = at !== undefined && timers.now() - at < EDITED_MS;
    return saved !== 'saved' || (isRecent && textOf(draft) !== base);
  }

  /** Sends what the helpdesk does not have yet. */
  async function send(): Promise<boolean> {
    const here = new Map(
      mirror.draftList.get().map(({ draft }) => [draftKey(draft.ticketId, draft.kind), draft] as const),
    );
    const there = book.keys().flatMap((key) => draftKeyOf(key) ?? []);
    for (const key of new Set([...here.keys(), ...there])) {
      const { draft, saved } = mirror.draft(key).get();
      if (saved !== 'saved') continue;
      const recordKey = recordKeyOf(key);
      const known = book.find(recordKey);
      const text = textOf(draft);
      if (text === (known?.text ?? null) || (text !== null && refused.has(text))) continue;
      if (draft !== null) await sendFiles(draft);
      const expected = known === null ? 0 : known.version;
      const value = recordOf(text, writer);
      const changed = await remote.changeOwn(recordKey, { ...owner, expected, value });
      if (!changed.ok) return false;
      switch (changed.value.kind) {
        case 'kept':
          await book.note({ key: recordKey, version: changed.value.version, text, era });
          break;
        case 'no-room':
          if (text !== null) refused.add(text);
          break;
        case 'conflict': {
          const { record } = changed.value;
          if (record !== null) await take(record);
          // It is gone there: what is here is a new one.
          else await book.note({ key: recordKey, version: 0, text: null, era });
          return send();
        }
      }
    }
    return true;
  }

  /** So that a draft's files can be had on the other machine. Where that fails the words go all the same. */
  async function sendFiles({ attachments }: Draft): Promise<void> {
    for (const { sha256 } of attachments) {
      if (sentFiles.has(sha256)) continue;
      const there = await remote.hasFile(sha256);
      if (!there.ok) return;
      const bytes = there.value ? null : await parts.findFile(sha256);
      if (bytes !== null && !(await remote.pushFile(sha256, bytes)).ok) return;
      sentFiles.add(sha256);
    }
  }

  function noteTouched(): void {
    const now = mirror.draftList.get().map((item) => item.draft);
    const gone = before.filter((draft) => !now.includes(draft));
    for (const draft of [...now.filter((each) => !before.includes(each)), ...gone]) {
      const key = draftKey(draft.ticketId, draft.kind);
      touched.set(key, timers.now());
    }
    before = now;
    later(SEND_AFTER_MS);
  }

  return {
    async start() {
      await book.load().catch(() => undefined);
      writer = await parts.writer().catch(() => null);
      before = mirror.draftList.get().map((item) => item.draft);
      isStarted = true;
      const stops = [
        mirror.draftList.subscribe(noteTouched),
        parts.watchChoices(() => later(SEND_AFTER_MS)),
        mirror.connection.subscribe(() => {
          if (mirror.connection.get().kind === 'online') later(0);
        }),
      ];
      signal.addEventListener('abort', () => {
        cancel();
        for (const stop of stops) stop();
      });
      later(0);
    },
    announced() {
      isPullWanted = true;
      if (isStarted) later(0);
    },
  };
}
