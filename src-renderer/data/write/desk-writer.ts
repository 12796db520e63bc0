import type { CommandId, TicketId } from '#shared/base/brand.ts';
import type { Result } from '#shared/base/result.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Command } from '#shared/sync/command.ts';

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

export type KeepFileError =
  'too-large' | 'empty' | 'unreadable' | 'not-allowed' | 'disk-full' | 'storage-failing';

/**
 * Everything a view can do. Each promise resolves when the work is safe on this machine, in the local database and in the
 * journal (I1), never later: the network is not asked.
 */
export interface DeskWriter {
  record(intent: Intent): Promise<Result<CommandId, WriteError>>;
  /** Turns a draft into a command and removes the draft, in one transaction. */
  send(ticketId: TicketId, kind: Draft['kind']): Promise<Result<CommandId, WriteError>>;
  /** Takes a command that has not been attempted back out of the outbox; words become the draft again. */
  undo(id: CommandId): Promise<Result<null, WriteError | 'too-late'>>;
  /** Called at every key stroke; writes are coalesced, the last state always gets written. */
  saveDraft(draft: Draft): Promise<Result<null, WriteError>>;
  discardDraft(ticketId: TicketId, kind: Draft['kind']): Promise<Result<null, WriteError>>;
  /** Keeps a pasted, dropped or picked file on this machine, ready to be named by a draft. */
  keepFile(file: Blob, name: string): Promise<Result<Attachment, KeepFileError>>;
  /** Gives a held or refused command again, as a new command that has seen what is known now. */
  retry(id: CommandId): Promise<Result<CommandId, WriteError>>;
  /** Forgets a held, refused or never attempted command. Its words become the draft again where there is none. */
  discard(id: CommandId): Promise<Result<null, WriteError | 'too-late'>>;
  /** Looks for the helpdesk right now. */
  tryNow(): void;
}
