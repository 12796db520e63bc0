import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import type { Draft, HandOverKind } from '#shared/domain/drafts/draft.ts';
import type { DraftState } from '#renderer/data/read/desk-reader.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';

export interface HandOverDraft {
  readonly text: string;
  readonly toPartner: Draft['toPartner'] | null;
  readonly saved: DraftState['saved'];
  /** Takes the words as they stand in the field now. */
  type(text: string, toPartner?: Draft['toPartner']): void;
  /** Puts others in the place of what was written; that can be had back. @param told says so */
  replace(text: string, toPartner: Draft['toPartner'], told: string): void;
  discard(): Promise<void>;
}

/** Words of a hand-over while they are written: a draft like any other, so closing the dialog loses nothing. */
export function useHandOverDraft(ticketId: TicketId, kind: HandOverKind): HandOverDraft {
  const { t } = useTranslation();
  const { read, write } = useDesk();
  const commands = useTicketCommands();
  const tell = useTell();
  const live = read.draft(ticketId, kind);
  const { draft, saved } = useLive(live);

  const offerBack = (text: string, before: Draft) =>
    commands.offerUndo(text, async () => {
      const back = await write.restoreDraft(before);
      if (!back.ok) tell({ tone: 'error', text: t(`writeError.${back.error}`) });
    });
  const type: HandOverDraft['type'] = (text, toPartner) =>
    void write.saveDraft({ ticketId, kind, text, attachments: [], ...(toPartner && { toPartner }) });

  return {
    text: draft?.text ?? '',
    toPartner: draft?.toPartner ?? null,
    saved,
    type,
    replace: (text, toPartner, told) => {
      const before = live.get().draft;
      type(text, toPartner);
      if (before !== null && before.text.trim() !== '') offerBack(told, before);
    },
    discard: async () => {
      const before = live.get().draft;
      if (before === null) return;
      const discarded = await write.discardDraft(ticketId, kind);
      if (!discarded.ok) return tell({ tone: 'error', text: t(`writeError.${discarded.error}`) });
      offerBack(t('drafts.discarded'), before);
    },
  };
}
