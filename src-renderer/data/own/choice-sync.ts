import type { Owner, OwnRecord } from '#shared/contract/http/own-records.ts';
import { CHOICE_KINDS, choicesSchema, type ChoiceKind } from '#shared/domain/choices/choices.ts';
import type { Remote } from '../remote/remote.ts';
import type { ChoiceStore } from './choice-store.ts';
import type { OwnBook } from './own-book.ts';

const PREFIX = 'choice:';

/** Brings a person's choices to his other machines and theirs here; when, the synchronisation of drafts says. */
export interface ChoiceSync {
  /** Takes a record of the helpdesk; those of other things are left alone. */
  take(record: Omit<OwnRecord, 'updatedAt'>): Promise<void>;
  /** Sends what the helpdesk does not have. @returns false when it is to be tried again */
  send(): Promise<boolean>;
}

/** Makes it. */
export function createChoiceSync(parts: {
  readonly owner: Owner;
  readonly remote: Pick<Remote, 'changeOwn'>;
  readonly store: ChoiceStore;
  readonly book: OwnBook;
}): ChoiceSync {
  const { owner, remote, store, book } = parts;
  /** What a newer version has written: not ours to change. */
  const strange = new Set<string>();
  /** Values that the helpdesk has no room for. */
  const refused = new Set<string>();

  async function take({ key, version, value }: Omit<OwnRecord, 'updatedAt'>): Promise<void> {
    const kind = kindOf(key);
    if (kind === null) return;
    strange.delete(key);
    if (value == null) return book.note({ key, version, text: null });
    const parsed = choicesSchema.safeParse(value);
    if (!parsed.success) return void strange.add(key);
    await store.join(kind, parsed.data);
    await book.note({ key, version, text: JSON.stringify(parsed.data) });
  }

  async function sendKind(kind: ChoiceKind): Promise<boolean> {
    const key = PREFIX + kind;
    for (;;) {
      const choices = store.get(kind);
      const known = book.find(key);
      const text = JSON.stringify(choices);
      if (text === (known?.text ?? '[]') || strange.has(key) || refused.has(text)) return true;
      const changed = await remote.changeOwn(key, {
        ...owner,
        expected: known?.version ?? 0,
        value: choices,
      });
      if (!changed.ok) return false;
      const outcome = changed.value;
      if (outcome.kind === 'kept') await book.note({ key, version: outcome.version, text });
      else if (outcome.kind === 'no-room') refused.add(text);
      else if (outcome.record !== null) await take(outcome.record);
      else await book.note({ key, version: 0, text: null });
    }
  }

  return {
    take,
    async send() {
      await store.reload();
      for (const kind of CHOICE_KINDS) if (!(await sendKind(kind))) return false;
      return true;
    },
  };
}

function kindOf(key: string): ChoiceKind | null {
  return CHOICE_KINDS.find((kind) => key === PREFIX + kind) ?? null;
}
