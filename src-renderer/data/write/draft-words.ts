import { v7 as uuid } from 'uuid';
import type { CustomerNoteId } from '#shared/base/brand.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { wordsOf } from '#shared/domain/rich-text/look-into.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Intent } from './desk-writer.ts';

/** The draft that the words of a command are when it is taken back; null where it has none. */
export function draftOf({ ticketId, kind, payload }: Command): Draft | null {
  if (kind === 'reply' || kind === 'note') return { ticketId, kind, ...wordsOf(payload) };
  if (kind !== 'customer-note' || payload.text === null) return null;
  return { ticketId, kind, text: payload.text, attachments: [], noteId: payload.noteId };
}

/** What a draft becomes when it is sent. */
export function intentOf(draft: Draft, signature: string | null): Intent {
  const { ticketId, kind, text, noteId = uuid() as CustomerNoteId } = draft;
  if (kind === 'customer-note') return { kind, ticketId, payload: { noteId, text } };
  return {
    kind,
    ticketId,
    payload: { ...wordsOf(draft), ...(signature !== null && { signature }) },
  } as Intent;
}
