import type { Message } from '#shared/domain/messages/message.ts';
import { RichTextView } from '#renderer/ui-kit/rich-text.tsx';
import { PlainBody } from './plain-body.tsx';
import { LinkedText } from './linked-text.tsx';
import styles from './message-card.module.css';

/** What was sent to the customer, with the signature that stood beneath it. */
export function ReplyBody({ message }: { readonly message: Extract<Message, { kind: 'reply' }> }) {
  const { text, rich, attachments, signature } = message;
  return (
    <>
      {rich === undefined ? (
        <PlainBody text={text} fold={false} />
      ) : (
        <RichTextView rich={rich} attachments={attachments} />
      )}
      {signature !== undefined && (
        <div className={styles.signature}>
          <LinkedText text={signature} />
        </div>
      )}
    </>
  );
}
