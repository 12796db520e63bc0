import type { Message } from '#shared/domain/messages/message.ts';
import { RichTextView } from '#renderer/ui-kit/rich-text.tsx';
import { PlainBody } from './plain-body.tsx';

/** Words for the team. */
export function NoteBody({ message }: { readonly message: Extract<Message, { kind: 'note' }> }) {
  const { text, rich, attachments } = message;
  if (rich !== undefined) return <RichTextView rich={rich} attachments={attachments} />;
  return <PlainBody text={text} fold={false} />;
}
