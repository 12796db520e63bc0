import { v7 as uuid } from 'uuid';
import type { CommandId } from '#shared/base/brand.ts';
import type { Clock } from '#shared/base/ports.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { isSendable, type Draft, type SendableDraft } from '#shared/domain/drafts/draft.ts';
import { isSameRich, wordsOf } from '#shared/domain/rich-text/look-into.ts';
import { commandSchema } from '#shared/sync/command.ts';
import type { Mirror } from '../read/mirror.ts';
import type { StoredCommand } from '../store/stored.ts';
import type { DeskWriter, Edited, TakenOut, WordsPlace, WriteError } from './desk-writer.ts';
import { draftKey, joinDrafts, type DraftSaver } from './draft-saver.ts';
import { draftOf, intentOf } from './draft-words.ts';
import type { Act, Effect, UnsentStore } from './unsent-store.ts';

interface DecisionParts {
  readonly mirror: Mirror;
  readonly store: UnsentStore;
  readonly drafts: DraftSaver;
  readonly clock: Clock;
  readonly publish: (effect: Effect) => void;
}

/**
 * What a person decides about a command that did not take effect, beyond sending and forgetting it. Whatever is put into
 * the outbox here has a new id: the verdict on the old one stands (I2).
 */
export function createDecisions(parts: DecisionParts): Pick<DeskWriter, 'edit' | 'putBack'> {
  const { mirror, store, drafts, clock, publish } = parts;

  /** Shows a draft that is safe, unless more has been typed meanwhile: then both are kept. */
  function showDraft(key: string, before: Draft | null, now: Draft | null): void {
    const typed = mirror.draft(key).get().draft;
    if (isSame(typed, before)) mirror.noteDraft(key, now);
    else if (now !== null && typed !== null && !isSame(typed, now)) void drafts.save(joinDrafts(now, typed));
  }

  /** The former draft, as undecided in the outbox as the command whose place it takes. */
  function inItsPlace(stored: StoredCommand, draft: SendableDraft, n: number): StoredCommand | null {
    const id = uuid() as CommandId;
    const { command: words } = stored;
    const command = commandSchema.safeParse({
      ...words,
      id,
      n,
      recordedAt: clock.now(),
      payload:
        words.kind === 'customer-note'
          ? intentOf(draft, null).payload
          : // Of an answer the signature stays: it is no part of the words.
            { ...words.payload, rich: undefined, ...wordsOf(draft) },
    });
    return command.success ? { ...stored, id, command: command.data, confirmed: false } : null;
  }

  async function edit(id: CommandId, place: WordsPlace): Promise<Result<Edited, WriteError | 'too-late'>> {
    const known = mirror.stored(id);
    if (known === null) return err('too-late');
    const back = draftOf(known.command);
    if (back === null || !isSendable(back)) return err('invalid');
    const key = draftKey(back.ticketId, back.kind);
    // What is being typed is written first, so that it is found.
    await drafts.settle(key);
    const typed = mirror.draft(key).get().draft;
    const act: Act<Edited, WriteError | 'too-late'> = async (desktop) => {
      const now = await desktop.find(known.order);
      // What is being taken back may have taken effect: only the helpdesk knows.
      if (now?.id !== id || now.state.kind === 'landed' || now.state.kind === 'withdrawing')
        return err('too-late');
      if (now.state.kind === 'waiting' && (now.confirmed || desktop.isAttempted(id))) return err('too-late');
      const there = (await desktop.findDraft(key))?.draft ?? null;
      const other = hasWords(there) ? there : null;
      const swaps = place === 'swap' && other !== null && now.state.kind !== 'waiting';
      const instead = swaps && isSendable(other) ? inItsPlace(now, other, desktop.takeN()) : null;
      if (swaps && instead === null) return err('invalid');
      const draftNow = other === null || instead !== null ? back : joinedAt(place, back, other);
      return ok({
        value: { draftBefore: there, draftNow, swapped: instead?.id ?? null },
        effect: { outbox: [[known.order, instead]], drafts: [[key, { key, draft: draftNow }]] },
      });
    };
    const performed = await store.perform(act);
    if (!performed.ok) return err(performed.error);
    showDraft(key, typed, performed.value.value.draftNow);
    publish(performed.value.effect);
    return ok(performed.value.value);
  }

  async function putBack(taken: TakenOut): Promise<Result<CommandId, WriteError>> {
    const { command, state, draft } = taken;
    const id = uuid() as CommandId;
    const words = draftOf(command);
    const key = words === null ? null : draftKey(words.ticketId, words.kind);
    if (key !== null) await drafts.settle(key);
    const typed = key === null ? null : mirror.draft(key).get().draft;
    const swapped = taken.swapped === null ? null : mirror.stored(taken.swapped);
    const act: Act<{ readonly draft: Draft | null } | null, WriteError> = async (desktop) => {
      const n = desktop.takeN();
      const held = swapped === null ? null : await desktop.find(swapped.order);
      const inPlace =
        held !== null &&
        held.id === taken.swapped &&
        (held.state.kind === 'held' || held.state.kind === 'refused');
      // The one that took its place has been decided on meanwhile: then its words are nowhere else, and the draft stays.
      const order = inPlace ? held.order : n;
      const delay = state.kind === 'waiting' ? state.delay : undefined;
      const stored: StoredCommand = {
        order,
        id,
        command: { ...command, id, client: desktop.client, n },
        state: state.kind === 'waiting' ? { kind: 'waiting' } : state,
        confirmed: false,
        ...(delay && { delay }),
      };
      const there = key === null ? null : ((await desktop.findDraft(key))?.draft ?? null);
      const mayRestore =
        key !== null &&
        draft !== null &&
        isSame(there, draft.draftNow) &&
        (taken.swapped === null || inPlace);
      const was = draft?.draftBefore ?? null;
      return ok({
        value: mayRestore ? { draft: was } : null,
        effect: {
          outbox: [[order, stored]],
          ...(mayRestore && { drafts: [[key, was === null ? null : { key, draft: was }]] as const }),
        },
      });
    };
    const performed = await store.perform(act);
    if (!performed.ok) return err(performed.error);
    const restored = performed.value.value;
    if (key !== null && restored !== null) showDraft(key, typed, restored.draft);
    publish(performed.value.effect);
    return ok(id);
  }

  return { edit, putBack };
}

/** The words of a command in the draft that is there; which note on the customer that is stays with it. */
function joinedAt(place: WordsPlace, words: Draft, there: Draft): Draft {
  const joined = place === 'after' ? joinDrafts(there, words) : joinDrafts(words, there);
  return there.noteId === undefined ? joined : { ...joined, noteId: there.noteId };
}

function hasWords(draft: Draft | null): draft is Draft {
  return draft !== null && (draft.text.trim() !== '' || draft.attachments.length > 0);
}

function isSame(a: Draft | null, b: Draft | null): boolean {
  if (!hasWords(a) || !hasWords(b)) return hasWords(a) === hasWords(b);
  return (
    a.text === b.text &&
    a.noteId === b.noteId &&
    isSameRich(a.rich, b.rich) &&
    a.attachments.length === b.attachments.length &&
    a.attachments.every((file, at) => file.sha256 === b.attachments[at]?.sha256)
  );
}
