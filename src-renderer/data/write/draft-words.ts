import { v7 as uuid } from 'uuid';
import type { CustomerNoteId } from '#shared/base/brand.ts';
import type { Draft, SendableDraft } from '#shared/domain/drafts/draft.ts';
import { wordsOf } from '#shared/domain/rich-text/look-into.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Intent } from './desk-writer.ts';

/** The draft that the words of a command are when it is taken back; null where it has none. */
export function draftOf({ ticketId, kind, payload }: Command): Draft | null {
  switch (kind) {
    case 'reply':
    case 'note':
      return { ticketId, kind, ...wordsOf(payload) };
    case 'customer-note': {
      const { text, noteId } = payload;
      return text === null ? null : { ticketId, kind, text, attachments: [], noteId };
    }
    case 'delegate':
      return payload.note === '' ? null : { ticketId, kind, text: payload.note, attachments: [] };
    case 'hand-to-partner': {
      const { letter, partner } = payload;
      const toPartner = { partnerId: partner.id, letter: { subject: letter.subject, words: '' } };
      return { ticketId, kind, text: letter.text, attachments: [], toPartner };
    }
    case 'back-from-partner':
      return payload.text === '' ? null : { ticketId, kind, text: payload.text, attachments: [] };
    default:
      return null;
  }
}

/** What a draft becomes when it is sent. */
export function intentOf(draft: SendableDraft, signature: string | null): Intent {
  const { ticketId, kind, text, noteId = uuid() as CustomerNoteId } = draft;
  if (kind === 'customer-note') return { kind, ticketId, payload: { noteId, text } };
  return {
    kind,
    ticketId,
    payload: { ...wordsOf(draft), ...(signature !== null && { signature }) },
  } as Intent;
}
