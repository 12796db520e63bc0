import { IconClock } from '@tabler/icons-react';
import { memo, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpokenMessage } from '#shared/domain/messages/message.ts';
import { picturesIn } from '#shared/domain/rich-text/look-into.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import { Attachments } from '#renderer/ui-kit/attachments.tsx';
import { SaveMessageButton } from './copies/save-message-button.tsx';
import { CustomerBody } from './customer-body.tsx';
import { ConversationContext } from './conversation-context.ts';
import type { SpokenEntry } from './group-timeline.ts';
import { inlineAttachments } from './inline-attachments.ts';
import { MessageMenu } from './message-menu.tsx';
import { NoteBody } from './note-body.tsx';
import { ReplyBody } from './reply-body.tsx';
import styles from './message-card.module.css';

/** A message of the conversation. What has not reached the helpdesk says so. */
export const MessageCard = memo(function MessageCard({
  entry,
  at,
  of,
}: {
  readonly entry: SpokenEntry;
  /** Its place among the lines of the conversation, of which only some are rendered. */
  readonly at: number;
  readonly of: number;
}) {
  const { t } = useTranslation();
  const { message, delivery } = entry;
  const waiting = delivery === 'waiting';
  const { pictures } = useContext(ConversationContext);
  const html = message.kind === 'customer' ? message.html : null;
  const shownInside = inlineAttachments(message.attachments, html);
  // What stands in formatted words is not listed again either.
  const inWords = picturesIn(message.kind === 'customer' ? undefined : message.rich);
  return (
    <article
      data-message={message.id}
      className={cx(
        styles.card,
        message.kind !== 'customer' && styles[message.kind],
        waiting && styles.waiting,
        html !== null && styles.wide,
      )}
      tabIndex={-1}
      aria-posinset={at}
      aria-setsize={of}
      aria-label={t(`conversation.from.${message.kind}`, { name: message.authorName })}
    >
      <header className={styles.head}>
        <span className={styles.author}>
          {message.kind === 'note'
            ? t('conversation.noteBy', { name: message.authorName })
            : message.authorName}
        </span>
        <span>
          <TimeLabel at={message.at} />
          {message.kind === 'customer' && ` · ${t(`channel.${message.channel}`)}`}
          {entry.from !== undefined && ` · ${t('related.from', { number: entry.from })}`}
        </span>
        {message.kind === 'customer' && <MessageMenu message={message} />}
        {waiting && (
          <span className={styles.state}>
            <IconClock size={13} aria-hidden="true" />
            {t(message.kind === 'reply' ? 'conversation.replyWaiting' : 'conversation.waiting')}
          </span>
        )}
        <span className={styles.tools}>
          <SaveMessageButton message={message} />
        </span>
      </header>
      <Body message={message} />
      <Attachments
        attachments={message.attachments.filter(
          (one) =>
            !inWords.has(one.sha256) && !shownInside.some((inside) => inside.contentId === one.contentId),
        )}
        among={pictures}
      />
    </article>
  );
});

function Body({ message }: { readonly message: SpokenMessage }) {
  if (message.kind === 'customer') return <CustomerBody message={message} />;
  return message.kind === 'reply' ? <ReplyBody message={message} /> : <NoteBody message={message} />;
}
