import { err, ok } from '#shared/base/result.ts';
import type { Clock } from '#shared/base/ports.ts';
import type { ChoiceSettings, Settings } from '#shared/contract/ipc/settings.ts';
import {
  CHOICE_KINDS,
  mergeChoices,
  NO_CHOICES,
  noteChoices,
  type ChoiceKind,
  type Choices,
  type ChoicesByKind,
  type ChosenValues,
} from '#shared/domain/choices/choices.ts';
import type { SettingsStore } from '#renderer/platform/platform.ts';
import type { DeskWriter } from '../write/desk-writer.ts';
import { findMeta, transact, type Database } from '../store/database.ts';
import { UnreadableMeta } from '../store/parse-meta.ts';
import { storageErrorOf } from '../store/storage-error.ts';
import { settingsOf, valuesIn } from './choices-in-settings.ts';

/** A person's choices on this machine: in the local database, and in the settings, which every part of the window reads. */
export interface ChoiceStore {
  /** What is known here, as it was last read. */
  get(kind: ChoiceKind): Choices;
  choose: DeskWriter['choose'];
  /** Joins what another machine has chosen, and puts it into the settings. */
  join(kind: ChoiceKind, theirs: Choices): Promise<void>;
  /** Reads what is kept; what the settings lack or have too much is put right. */
  open(): Promise<void>;
  /** Reads again what another window may have changed. */
  reload(): Promise<void>;
}

interface Parts {
  readonly db: Database;
  readonly settings: SettingsStore;
  readonly profileKey: string;
  readonly clock: Clock;
  /** What the settings hold is this person's; otherwise it may be somebody else's who worked here before. */
  readonly isReturning: boolean;
}

/** Makes the store of a desk. */
export function createChoiceStore(parts: Parts): ChoiceStore {
  const { db, settings, profileKey, clock } = parts;
  let known: ChoicesByKind = NO_CHOICES;
  let opening: Promise<void> | null = null;

  /** Reads, changes and keeps in one transaction: another window may have written. */
  async function change(to: (now: ChoicesByKind, isNew: boolean) => ChoicesByKind): Promise<void> {
    known = await transact(db, 'rw', ['meta'], async (tables) => {
      const found = await findMeta(tables, 'choices').catch(onlyIfUnreadable);
      const before = found === undefined ? NO_CHOICES : pick(found);
      const next = to(before, found === undefined);
      if (next !== before || found === undefined) await tables.meta.put({ key: 'choices', ...next });
      return next;
    });
  }

  /** What settings held before there were choices: older than anything that was chosen since. */
  function adopted(): ChoicesByKind {
    const { views, keys, senders } = valuesIn(settings.get(), profileKey);
    const first = (values: ChosenValues) => noteChoices([], new Map(), values, 1);
    if (!parts.isReturning) return { ...NO_CHOICES, views: first(views) };
    return { views: first(views), keys: first(keys), senders: first(senders) };
  }

  async function show(): Promise<void> {
    const now = settings.get();
    const wanted = settingsOf(known, profileKey, now.views);
    if (textOf(wanted, profileKey) !== textOf(now, profileKey)) await settings.write(wanted);
  }

  const open = () =>
    (opening ??= change((now, isNew) => (isNew ? adopted() : now))
      .then(show)
      // What cannot be read now is read with the next change; the settings are as they were.
      .catch(() => undefined));

  return {
    get: (kind) => known[kind],
    open,
    async choose(patch) {
      const seen = settings.get();
      const [before, after] = [valuesIn(seen, profileKey), valuesIn({ ...seen, ...patch }, profileKey)];
      await open();
      try {
        await change((now) =>
          byKind((kind) => noteChoices(now[kind], before[kind], after[kind], clock.now())),
        );
      } catch (error) {
        return err(storageErrorOf(error) === 'disk-full' ? 'disk-full' : 'not-writable');
      }
      return ok(settingsOf(known, profileKey, settings.get().views));
    },
    async join(kind, theirs) {
      await open();
      await change((now) => ({ ...now, [kind]: mergeChoices(now[kind], theirs) }));
      await show();
    },
    async reload() {
      await open();
      await change((now) => now).catch(() => undefined);
    },
  };
}

/** A record that cannot be believed is made anew; a disk that cannot be read is no reason to write over it. */
function onlyIfUnreadable(error: unknown): undefined {
  if (error instanceof UnreadableMeta) return undefined;
  throw error;
}

function pick({ views, keys, senders }: ChoicesByKind): ChoicesByKind {
  return { views, keys, senders };
}

function byKind(of: (kind: ChoiceKind) => Choices): ChoicesByKind {
  return Object.fromEntries(CHOICE_KINDS.map((kind) => [kind, of(kind)])) as Record<ChoiceKind, Choices>;
}

function textOf(settings: Pick<Settings, keyof ChoiceSettings>, profileKey: string): string {
  const { views, keys, pictureSenders } = settings;
  const sorted = Object.entries(keys).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([views[profileKey] ?? [], sorted, pictureSenders]);
}
