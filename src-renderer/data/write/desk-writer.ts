import type { CommandId, TicketId } from '#shared/base/brand.ts';
import type { Result } from '#shared/base/result.ts';
import type { ChoiceSettings } from '#shared/contract/ipc/settings.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Draft, HandOverKind, SendableKind } from '#shared/domain/drafts/draft.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Delay } from '#shared/sync/delay.ts';
import type { OutboxState } from '../read/desk-reader.ts';

/** What an operator wants, before it becomes a command. */
export type Intent = Command extends infer C
  ? C extends Command
    ? Pick<C, 'kind' | 'ticketId' | 'payload'>
    : never
  : never;

/** Why something could not be kept. Nothing was changed then. */
export type WriteError =
  | 'not-allowed'
  | 'disk-full'
  /** The local database or the journal cannot be written. */
  | 'storage-failing'
  | 'no-such-ticket'
  | 'invalid';

/** How long a command is held on this machine: so many milliseconds in which it can be undone, or until a time of its clock. */
export type Wait =
  { readonly kind: 'undo'; readonly ms: number } | { readonly kind: 'later'; readonly until: number };

/** Where the words of a command go when there is a draft already. */
export type WordsPlace = 'before' | 'after' | 'swap';

/** What is needed to take an `edit` back. */
export interface Edited {
  readonly draftBefore: Draft | null;
  readonly draftNow: Draft;
  /** The command that holds the former draft, after `swap`. */
  readonly swapped: CommandId | null;
}

/** A command that has been taken out of the outbox, with what became of the draft thereby. */
export interface TakenOut {
  readonly command: Command;
  /** What it was: one that waited waits again, one that was undecided is so again. */
  readonly state: TakenState;
  readonly draft: Pick<Edited, 'draftBefore' | 'draftNow'> | null;
  /** The command that took its place, which gives it back. */
  readonly swapped: CommandId | null;
}
export type TakenState =
  | { readonly kind: 'waiting'; readonly delay?: Delay | undefined }
  | Extract<OutboxState, { kind: 'held' | 'refused' }>;

export type KeepFileError =
  'too-large' | 'empty' | 'unreadable' | 'not-allowed' | 'disk-full' | 'storage-failing';

/**
 * Everything a view can do. Each promise resolves when the work is safe on this machine, in the local database and in the
 * journal (I1), never later: the network is not asked.
 */
export interface DeskWriter {
  /** @param instead kind of the draft on this ticket whose words the intent holds: it is removed in the same transaction */
  record(intent: Intent, instead?: HandOverKind): Promise<Result<CommandId, WriteError>>;
  /** Turns a draft into a command and removes the draft, in one transaction. @param wait how long it is held here first */
  send(ticketId: TicketId, kind: SendableKind, wait?: Wait): Promise<Result<CommandId, WriteError>>;
  /**
   * Gives a command that is held here another time, or lets it go at once.
   * @param until this machine's clock, in milliseconds; `too-late`: it is on its way, or is not held any more
   */
  reschedule(id: CommandId, until: number | 'now'): Promise<Result<null, WriteError | 'too-late'>>;
  /**
   * Takes a command that has not been attempted back out of the outbox; words become the draft again.
   * @param words `let-go`: they do not
   */
  undo(id: CommandId, words?: 'let-go'): Promise<Result<null, WriteError | 'too-late'>>;
  /** Called at every key stroke; writes are coalesced, the last state always gets written. */
  saveDraft(draft: Draft): Promise<Result<null, WriteError>>;
  discardDraft(ticketId: TicketId, kind: Draft['kind']): Promise<Result<null, WriteError>>;
  /** Makes another version the draft; what there is now is kept as a version. @returns what there was */
  restoreDraft(draft: Draft): Promise<Result<Draft | null, WriteError>>;
  /** Keeps a pasted, dropped or picked file on this machine, ready to be named by a draft. */
  keepFile(file: Blob, name: string): Promise<Result<Attachment, KeepFileError>>;
  /** Gives a held or refused command again, as a new command that has seen what is known now. */
  retry(id: CommandId): Promise<Result<CommandId, WriteError>>;
  /**
   * Forgets a held, refused or never attempted command; its words become the draft again where there is none. One that may
   * have reached the helpdesk is `withdrawing` instead: it is forgotten so when the helpdesk has taken it back, with its
   * words kept in any case, and told in `DeskReader.goneOut` when it had taken effect already.
   */
  discard(id: CommandId): Promise<Result<'forgotten' | 'withdrawing', WriteError | 'too-late'>>;
  /** Sends a command after all that is being taken back, while the helpdesk does not know of that yet. */
  keepSending(id: CommandId): Promise<Result<null, WriteError | 'too-late'>>;
  /**
   * Takes a command that is undecided or was never attempted out of the outbox, to be written anew: its words become the
   * draft, before or after the words that are there; with `swap` those take its place in the outbox, as undecided as it was.
   */
  edit(id: CommandId, words: WordsPlace): Promise<Result<Edited, WriteError | 'too-late'>>;
  /** Takes back an `edit` or a `discard`: the command is there again under a new id, the draft as it was. */
  putBack(taken: TakenOut): Promise<Result<CommandId, WriteError>>;
  /** Remembers on this machine that the newest words of customers were looked at, or forgets it. */
  mark(ticketIds: readonly TicketId[], as: 'read' | 'unread'): void;
  /**
   * Keeps views, keys or remembered senders that somebody has changed, and brings them to the person's other machines.
   * @returns what the settings are to hold now
   */
  choose(
    patch: Partial<ChoiceSettings>,
  ): Promise<Result<Partial<ChoiceSettings>, 'disk-full' | 'not-writable'>>;
  /** Looks for the helpdesk right now. */
  tryNow(): void;
  /** Fetches the local copy of the helpdesk's rows anew. What is here is shown until then; unsent work stays. */
  beginAnew(): void;
}
