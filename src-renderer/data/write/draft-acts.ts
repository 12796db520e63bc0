import type { Clock } from '#shared/base/ports.ts';
import { err, ok } from '#shared/base/result.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { isSameDraft } from '#shared/domain/drafts/versions.ts';
import type { Mirror } from '../read/mirror.ts';
import type { DeskWriter } from './desk-writer.ts';
import { draftKey, type DraftSaver } from './draft-saver.ts';
import type { DraftVersions } from './draft-versions.ts';
import type { Effect, UnsentStore } from './unsent-store.ts';

interface Parts {
  readonly mirror: Mirror;
  readonly store: UnsentStore;
  readonly drafts: DraftSaver;
  readonly clock: Clock;
  readonly publish: (effect: Effect) => void;
  readonly versions: DraftVersions;
}

export interface DraftActs extends Pick<DeskWriter, 'restoreDraft'> {
  /**
   * Puts what another machine has written in the place of a draft that nobody has changed here.
   * @param expected what is taken to be here; @param incoming null: it was sent or discarded there
   * @returns false where it has been changed here meanwhile: then nothing was done
   */
  takeOver(key: string, expected: Draft | null, incoming: Draft | null): Promise<boolean>;
}

/** What is done to drafts as a whole. Whatever gives way is a version afterwards. */
export function createDraftActs({ mirror, store, drafts, clock, publish, versions }: Parts): DraftActs {
  return {
    async restoreDraft(draft) {
      const key = draftKey(draft.ticketId, draft.kind);
      await drafts.settle(key);
      const before = mirror.draft(key).get().draft;
      await versions.keep(key, before, 'replaced');
      const saving = drafts.save(draft);
      await drafts.settle(key);
      const saved = await saving;
      return saved.ok ? ok(before) : saved;
    },

    async takeOver(key, expected, incoming) {
      const at = clock.now();
      const performed = await store.perform<null, 'changed'>(async (desktop) => {
        const there = (await desktop.findDraft(key))?.draft ?? null;
        if (!isSameDraft(there, expected)) return err('changed');
        const stored = incoming === null ? null : { key, draft: incoming, at };
        return ok({ value: null, effect: { drafts: [[key, stored]] } });
      });
      if (!performed.ok) return false;
      await versions.keep(key, expected, 'elsewhere');
      // Typed in this moment: that is written next, and what came is not lost with it.
      const now = mirror.draft(key).get();
      if (now.saved !== 'saved' || !isSameDraft(now.draft, expected)) {
        await versions.keep(key, incoming, 'elsewhere');
        return true;
      }
      mirror.noteDraft(key, incoming, 'saved', at);
      publish(performed.value.effect);
      return true;
    },
  };
}
