import { useTranslation } from 'react-i18next';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import { draftOf } from '#renderer/data/write/draft-words.ts';
import type { TakenState, WordsPlace, WriteError } from '#renderer/data/write/desk-writer.ts';
import { openDraft } from '#renderer/hooks/open-draft.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useNames } from '#renderer/hooks/names.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { describeCommand } from './describe-command.ts';

/** What an operator can decide about commands that did not take effect. All of it can be taken back but sending. */
export interface Decisions {
  /** Gives them again, in their order. */
  retry(items: readonly OutboxItem[]): Promise<void>;
  /** Forgets them, in their order; words become the draft where there is none. */
  discard(items: readonly OutboxItem[]): Promise<void>;
  /** Takes the words back into the draft, and shows it. */
  edit(item: OutboxItem, place: WordsPlace): Promise<void>;
  /** The draft that stands where the words of a command would go. */
  draftInTheWay(item: OutboxItem): Draft | null;
}

/** The decisions of this desk. */
export function useDecisions(): Decisions {
  const { t } = useTranslation();
  const { read, write } = useDesk();
  const commands = useTicketCommands();
  const workspace = useWorkspace();
  const tell = useTell();
  const names = useNames();

  const fail = (error: WriteError | 'too-late') =>
    tell({ tone: 'error', text: error === 'too-late' ? t('told.tooLate') : t(`writeError.${error}`) });
  const nameOf = (items: readonly OutboxItem[]) => {
    const [first] = items;
    return items.length === 1 && first !== undefined
      ? describeCommand(first.command, names, t)
      : t('decide.several', { count: items.length });
  };
  const draftBeside = ({ command }: OutboxItem): Draft | null => {
    const words = draftOf(command);
    return words === null ? null : read.draft(words.ticketId, words.kind).get().draft;
  };

  return {
    async retry(items) {
      for (const item of items) {
        const result = await write.retry(item.command.id);
        if (!result.ok) return fail(result.error);
      }
    },

    async discard(items) {
      const taken: Parameters<typeof write.putBack>[0][] = [];
      let error: WriteError | 'too-late' | null = null;
      let words = false;
      for (const item of items) {
        const draftBefore = draftBeside(item);
        const result = await write.discard(item.command.id);
        if (!result.ok) {
          error = result.error;
          break;
        }
        // Its fate is not known yet: it is being taken back, and shown so until the helpdesk has said.
        if (read.outbox.get().some((each) => each.command.id === item.command.id)) continue;
        const draftNow = draftBeside(item);
        const moved = draftNow !== null && draftNow !== draftBefore;
        words ||= moved;
        taken.push({
          command: item.command,
          state: stateOf(item),
          draft: moved ? { draftBefore, draftNow } : null,
          swapped: null,
        });
      }
      if (taken.length > 0)
        commands.offerUndo(
          t(words ? 'decide.told.discardedToDraft' : 'decide.told.discarded', { what: nameOf(items) }),
          async () => {
            for (const each of taken) {
              const back = await write.putBack(each);
              if (!back.ok) return fail(back.error);
            }
          },
        );
      if (error !== null) fail(error);
    },

    async edit(item, place) {
      const { command } = item;
      const edited = await write.edit(command.id, place);
      if (!edited.ok) return fail(edited.error);
      const { draftBefore, draftNow, swapped } = edited.value;
      commands.offerUndo(t(swapped === null ? 'decide.told.edited' : 'decide.told.swapped'), async () => {
        const back = await write.putBack({
          command,
          state: stateOf(item),
          draft: { draftBefore, draftNow },
          swapped,
        });
        if (!back.ok) fail(back.error);
      });
      openDraft(workspace, draftNow, read.findTicket(draftNow.ticketId));
    },

    draftInTheWay(item) {
      const draft = draftBeside(item);
      return draft !== null && (draft.text.trim() !== '' || draft.attachments.length > 0) ? draft : null;
    },
  };
}

function stateOf({ state, delay }: OutboxItem): TakenState {
  return state.kind === 'held' || state.kind === 'refused'
    ? state
    : { kind: 'waiting', ...(delay && { delay }) };
}
