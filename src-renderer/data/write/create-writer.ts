import { v7 as uuid } from 'uuid';
import type { CommandId, MessageId, TicketId } from '#shared/base/brand.ts';
import type { Clock } from '#shared/base/ports.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { draftSchema, type Draft } from '#shared/domain/drafts/draft.ts';
import { fillSignature } from '#shared/domain/queues/signature.ts';
import { isSameRich } from '#shared/domain/rich-text/look-into.ts';
import { can } from '#shared/domain/roles/can.ts';
import { ACTION_OF, type Command } from '#shared/sync/command.ts';
import type { Delay } from '#shared/sync/delay.ts';
import type { Mirror } from '../read/mirror.ts';
import type { StorageError } from '../store/storage-error.ts';
import type { StoredCommand, StoredDraft } from '../store/stored.ts';
import type { Message } from '../sync/channel.ts';
import type { Timers } from '../timers.ts';
import { buildCommand } from './build-command.ts';
import { createDecisions } from './decisions.ts';
import type { DeskWriter, Intent, Wait, WriteError } from './desk-writer.ts';
import { createDraftActs, type DraftActs } from './draft-acts.ts';
import { draftOf, intentOf } from './draft-words.ts';
import { createDraftSaver, draftKey, joinDrafts, type DraftSaver } from './draft-saver.ts';
import type { DraftVersions } from './draft-versions.ts';
import type { Act, Effect, UnsentStore } from './unsent-store.ts';

interface WriterParts {
  readonly mirror: Mirror;
  readonly store: UnsentStore;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly tell: (message: Message) => void;
  readonly keepFile: DeskWriter['keepFile'];
  readonly versions: DraftVersions;
  readonly mark: DeskWriter['mark'];
  readonly choose: DeskWriter['choose'];
}

/** What the views have, and what the desk itself does. */
export interface OwnWriter extends DeskWriter, Pick<DraftSaver, 'flush'>, Pick<DraftActs, 'takeOver'> {
  /** Puts the words of a command that the helpdesk has taken back into the draft, unless there is another one. */
  returnWithdrawn(id: CommandId): Promise<void>;
  /**
   * Joins words that another window has put back into a draft to those that are being typed here.
   * @returns false when nothing is being typed here
   */
  joinReturned(returned: Draft): boolean;
}

/** Joins the acts of an operator to the store of unsent work. */
export function createWriter(parts: WriterParts): OwnWriter {
  const { mirror, store, clock, tell, versions } = parts;
  const drafts = createDraftSaver(
    mirror,
    store,
    parts.timers,
    (key, draft, at) => tell({ kind: 'draft', key, draft, at }),
    versions,
    clock,
  );

  /** What the operator has before his eyes on a ticket; null when it is not here. */
  function seenOn(ticketId: TicketId): Command['seen'] | null {
    const confirmed = mirror.table.confirmed(ticketId);
    if (confirmed === null) return null;
    const { lastCustomerMessageId: newest } = confirmed.ticket;
    const read = mirror.conversations.lastSeen(ticketId);
    // The list may know of a message that the open conversation does not show yet: then it has not been seen (I6).
    const isShown = newest === null || !read.known || read.has(newest) || isShownMerged(ticketId, newest);
    return { ticketVersion: confirmed.version, lastCustomerMessageId: isShown ? newest : read.last };
  }

  /** Whether a message is shown with the messages of a ticket that goes on in this one. */
  function isShownMerged(ticketId: TicketId, message: MessageId): boolean {
    return mirror.relations
      .related(ticketId)
      .get()
      .merged.some(({ id }) => mirror.conversations.lastSeen(id).has(message));
  }

  function isAllowed(
    intent: Pick<Intent, 'kind' | 'ticketId'>,
  ): Result<null, 'not-allowed' | 'no-such-ticket'> {
    const row = mirror.table.row(intent.ticketId);
    if (row === null) return err('no-such-ticket');
    return can(mirror.me.get(), ACTION_OF[intent.kind], row.ticket) ? ok(null) : err('not-allowed');
  }

  /** What stands under an answer, as the composer shows it. */
  function signatureOn(ticketId: TicketId): string | null {
    const queueId = mirror.table.row(ticketId)?.ticket.queueId;
    const queue = queueId === undefined ? undefined : mirror.queues.get().get(queueId);
    return queue === undefined ? null : fillSignature(queue, mirror.me.get());
  }

  /** Shows what an act has done, here and in the other windows, after it is safe. */
  function publish(
    effect: Effect,
    more: { readonly instead?: readonly symbol[]; readonly returned?: Draft } = {},
  ): void {
    const { instead = [], returned } = more;
    const changed = effect.outbox ?? [];
    if (changed.length > 0 || instead.length > 0) mirror.applyOutbox(changed, instead);
    // Words that come back are told before what they leave: their files are always named by something.
    const drafts = (effect.drafts ?? []).map(([key, stored]) => ({ key, draft: stored?.draft ?? null }));
    const tellDrafts = (which: (draft: Draft | null) => boolean) => {
      for (const { key, draft } of drafts)
        if (which(draft)) tell({ kind: 'draft', key, draft, ...(returned !== undefined && { returned }) });
    };
    tellDrafts((draft) => draft !== null);
    if (changed.length > 0) tell({ kind: 'outbox', changed });
    tellDrafts((draft) => draft === null);
  }

  /** Given commands that are safe and not shown as such yet. */
  let safe: (readonly [Effect, token: symbol])[] = [];

  /** Those of one transaction are published together, before anybody hears that one of them is safe. */
  function publishGiven(effect: Effect, token: symbol): void {
    safe.push([effect, token]);
    if (safe.length > 1) return;
    queueMicrotask(() => {
      const all = safe;
      safe = [];
      const outbox = all.flatMap(([each]) => each.outbox ?? []);
      const cleared = all.flatMap(([each]) => each.drafts ?? []);
      publish({ outbox, drafts: cleared }, { instead: all.map(([, each]) => each) });
    });
  }

  /** Shows a command at once, and keeps it: at a new place, or at that of another. */
  async function give(
    intent: Intent,
    more: {
      readonly drafts?: Effect['drafts'];
      readonly insteadOf?: StoredCommand;
      readonly wait?: Wait | undefined;
    } = {},
  ): Promise<Result<CommandId, WriteError>> {
    const allowed = isAllowed(intent);
    if (!allowed.ok) return allowed;
    const seen = seenOn(intent.ticketId);
    if (seen === null) return err('no-such-ticket');
    const id = uuid() as CommandId;
    const frame = { id, seen, clock, client: id as string as Command['client'], n: 1 };
    const provisional = buildCommand(intent, frame);
    if (provisional === null || isEmpty(provisional)) return err('invalid');
    const { insteadOf } = more;
    const delay = delayOf(more.wait, clock);
    const token = mirror.showProvisional(provisional, insteadOf?.order, delay);
    const act: Act<CommandId, WriteError> = async (desktop) => {
      if (insteadOf !== undefined) {
        const now = await desktop.find(insteadOf.order);
        if (now?.id !== insteadOf.id) return err('invalid');
      }
      const n = desktop.takeN();
      const command: Command = { ...provisional, client: desktop.client, n };
      const order = insteadOf?.order ?? n;
      const stored: StoredCommand = {
        order,
        id,
        command,
        state: { kind: 'waiting' },
        confirmed: false,
        ...(delay && { delay }),
      };
      return ok({
        value: id,
        effect: { outbox: [[order, stored]], ...(more.drafts && { drafts: more.drafts }) },
      });
    };
    const performed = await store.perform(act);
    if (!performed.ok) {
      mirror.hideProvisional(token);
      return err(performed.error);
    }
    publishGiven(performed.value.effect, token);
    return ok(id);
  }

  /** Gives a command that holds the words of a draft, and removes the draft in one transaction with it. */
  async function giveDraft(key: string, intent: Intent, wait?: Wait): Promise<Result<CommandId, WriteError>> {
    const words = drafts.take(key);
    const given = await give(intent, { drafts: [[key, null]], wait });
    if (given.ok) {
      words.done();
      void versions.keep(key, words.draft, 'sent');
    } else words.giveBack(words.draft);
    return given;
  }

  /**
   * Takes a command out of the outbox; its words become a draft: joined to the one there is, or only if there is none, or
   * else the command stays where it is.
   */
  async function takeOut(
    id: CommandId,
    words: 'join' | 'only-if-none' | 'or-stay' | 'let-go',
  ): Promise<Result<'forgotten' | 'withdrawing', WriteError | 'too-late'>> {
    const known = mirror.stored(id);
    if (known === null) return err('too-late');
    const { command } = known;
    const back = words === 'let-go' ? null : draftOf(command);
    const key = back === null ? null : draftKey(back.ticketId, back.kind);
    // What is being typed is written first, so that the words find it.
    if (key !== null) await drafts.settle(key);
    const act: Act<Returned, WriteError | 'too-late'> = async (desktop) => {
      const now = await desktop.find(known.order);
      if (now?.id !== id || now.state.kind === 'landed' || now.state.kind === 'withdrawing')
        return err('too-late');
      if (now.state.kind === 'waiting') {
        if (now.confirmed) return err('too-late');
        if (desktop.isAttempted(id)) {
          if (words !== 'only-if-none') return err('too-late');
          const stored: StoredCommand = { ...now, state: { kind: 'withdrawing', asked: false } };
          return ok({ value: 'withdrawing', effect: { outbox: [[known.order, stored]] } });
        }
      }
      const outbox = [[known.order, null]] as const;
      if (key === null || back === null) return ok({ value: null, effect: { outbox } });
      const there = (await desktop.findDraft(key))?.draft ?? null;
      const other = hasWords(there) ? there : null;
      if (words === 'or-stay' && other !== null && !isSameDraft(other, back)) return err('too-late');
      const draft = other === null ? back : words === 'join' ? joinDrafts(back, other) : other;
      const stored = { key, draft };
      return ok({
        value: { stored, there, back: draft === other ? null : back },
        effect: { outbox, drafts: [[key, stored]] },
      });
    };
    const performed = await store.perform(act);
    if (!performed.ok) return err(performed.error);
    const { value, effect } = performed.value;
    if (value === 'withdrawing') {
      publish(effect);
      return ok('withdrawing');
    }
    if (value !== null) {
      const { stored, there } = value;
      const now = mirror.draft(stored.key).get().draft;
      const isWritten = there !== null && now !== null && isSameDraft(there, now);
      // Typed since, or not written because the disk refused: it stays on the screen, with the words that came back.
      if (now !== null && hasWords(now) && !isWritten) void drafts.save(joinDrafts(stored.draft, now));
      else mirror.noteDraft(stored.key, stored.draft);
    }
    publish(effect, value?.back == null ? {} : { returned: value.back });
    return ok('forgotten');
  }

  return {
    ...createDecisions({ mirror, store, drafts, clock, publish }),
    ...createDraftActs({ mirror, store, drafts, clock, publish, versions }),
    record: (intent, instead) =>
      instead === undefined ? give(intent) : giveDraft(draftKey(intent.ticketId, instead), intent),

    async send(ticketId, kind, wait) {
      const key = draftKey(ticketId, kind);
      const { draft } = mirror.draft(key).get();
      if (draft === null || !hasWords(draft)) return err('invalid');
      const allowed = isAllowed({ kind, ticketId });
      if (!allowed.ok) return allowed;
      const signature = kind === 'reply' ? signatureOn(ticketId) : null;
      return giveDraft(key, intentOf({ ...draft, kind }, signature), wait);
    },

    async undo(id, words) {
      const taken = await takeOut(id, words ?? 'join');
      return taken.ok ? ok(null) : taken;
    },
    discard: (id) => takeOut(id, 'only-if-none'),

    async keepSending(id) {
      const known = mirror.stored(id);
      if (known === null) return err('too-late');
      const performed = await store.perform<null, 'too-late'>(async (desktop) => {
        const now = await desktop.find(known.order);
        if (now?.id !== id || now.state.kind !== 'withdrawing' || now.state.asked) return err('too-late');
        const stored: StoredCommand = { ...now, state: { kind: 'waiting' } };
        return ok({ value: null, effect: { outbox: [[known.order, stored]] } });
      });
      if (!performed.ok) return err(performed.error);
      publish(performed.value.effect);
      return ok(null);
    },

    async reschedule(id, until) {
      const known = mirror.stored(id);
      if (known === null) return err('too-late');
      const performed = await store.perform<null, 'too-late'>(async (desktop) => {
        const now = await desktop.find(known.order);
        const isHeld = now?.id === id && now.state.kind === 'waiting' && now.delay !== undefined;
        if (!isHeld || (until !== 'now' && desktop.isAttempted(id))) return err('too-late');
        const { delay: _before, ...rest } = now;
        const stored: StoredCommand = until === 'now' ? rest : { ...rest, delay: { kind: 'later', until } };
        return ok({ value: null, effect: { outbox: [[known.order, stored]] } });
      });
      if (!performed.ok) return err(performed.error);
      publish(performed.value.effect);
      return ok(null);
    },

    async returnWithdrawn(id) {
      await takeOut(id, 'or-stay');
    },

    joinReturned(returned) {
      const now = mirror.draft(draftKey(returned.ticketId, returned.kind)).get();
      if (now.saved === 'saved' || now.draft === null || !hasWords(now.draft)) return false;
      void drafts.save(joinDrafts(returned, now.draft));
      return true;
    },

    async retry(id) {
      const known = mirror.stored(id);
      if (known === null || (known.state.kind !== 'held' && known.state.kind !== 'refused'))
        return err('invalid');
      const { command } = known;
      const holder = mirror.table.confirmed(command.ticketId)?.ticket.assigneeId ?? null;
      const { kind, ticketId, payload } = command;
      const intent: Intent =
        kind === 'assign' || kind === 'delegate'
          ? ({ kind, ticketId, payload: { ...payload, from: holder } } as Intent)
          : ({ kind, ticketId, payload } as Intent);
      return give(intent, { insteadOf: known });
    },

    async saveDraft(draft) {
      const parsed = draftSchema.safeParse(draft);
      if (!parsed.success) return err('invalid');
      const row = mirror.table.row(draft.ticketId);
      // A ticket that has just left sight: its words are kept all the same.
      if (!can(mirror.me.get(), ACTION_OF[draft.kind], row?.ticket ?? null)) return err('not-allowed');
      return drafts.save(parsed.data);
    },

    async discardDraft(ticketId, kind) {
      const key = draftKey(ticketId, kind);
      const words = drafts.take(key);
      await versions.keep(key, words.draft, 'discarded');
      const performed = await store.perform<null, StorageError>(() =>
        Promise.resolve(ok({ value: null, effect: { drafts: [[key, null]] } })),
      );
      if (!performed.ok) {
        words.giveBack(words.draft);
        return err(performed.error);
      }
      words.done();
      publish(performed.value.effect);
      return ok(null);
    },

    keepFile: (file, name) => parts.keepFile(file, name),
    mark: parts.mark,
    choose: parts.choose,
    tryNow: () => tell({ kind: 'try-now' }),
    beginAnew: () => tell({ kind: 'begin-anew' }),
    flush: () => drafts.flush(),
  };
}

/** What has come back of a command: null where it had no words. */
type Returned =
  | 'withdrawing'
  | null
  | { readonly stored: StoredDraft; readonly there: Draft | null; readonly back: Draft | null };

/** What is stored of a wait that begins now. */
function delayOf(wait: Wait | undefined, clock: Clock): Delay | undefined {
  if (wait === undefined || (wait.kind === 'undo' && wait.ms <= 0)) return undefined;
  const until = Math.round(wait.kind === 'undo' ? clock.now() + wait.ms : wait.until);
  return wait.kind === 'undo' ? { kind: 'undo', until, ms: Math.round(wait.ms) } : { kind: 'later', until };
}

function isSameDraft(a: Draft, b: Draft): boolean {
  const isSameFiles = JSON.stringify(a.attachments) === JSON.stringify(b.attachments);
  return a.text === b.text && isSameRich(a.rich, b.rich) && isSameFiles;
}

function hasWords(draft: Draft | null | undefined): boolean {
  return draft != null && (draft.text.trim() !== '' || draft.attachments.length > 0);
}

function isEmpty(command: Command): boolean {
  if (command.kind !== 'reply' && command.kind !== 'note') return false;
  return command.payload.text.trim() === '' && command.payload.attachments.length === 0;
}
