import { IconClock } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '#renderer/data/read/desk-reader.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import { Attachments } from '#renderer/ui-kit/attachments.tsx';
import { EventLine } from './event-line.tsx';
import { HtmlFrame } from './html-frame.tsx';
import { LinkedText } from './linked-text.tsx';
import styles from './message-card.module.css';

/** One entry of the conversation. What has not reached the helpdesk says so. */
export const MessageCard = memo(function MessageCard({ entry }: { readonly entry: TimelineEntry }) {
  const { t } = useTranslation();
  const { message, delivery } = entry;
  const waiting = delivery === 'waiting';
  if (message.kind === 'event') return <EventLine message={message} waiting={waiting} />;
  const html = message.kind === 'customer' ? message.html : null;
  return (
    <article
      className={cx(
        styles.card,
        message.kind !== 'customer' && styles[message.kind],
        waiting && styles.waiting,
        html !== null && styles.wide,
      )}
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
        </span>
        {waiting && (
          <span className={styles.state}>
            <IconClock size={13} aria-hidden="true" />
            {t(message.kind === 'reply' ? 'conversation.replyWaiting' : 'conversation.waiting')}
          </span>
        )}
      </header>
      {html === null ? (
        message.text !== '' && (
          <div className={styles.text}>
            <LinkedText text={message.text} />
          </div>
        )
      ) : (
        <HtmlFrame html={html} title={t('conversation.letterFrom', { name: message.authorName })} />
      )}
      <Attachments attachments={message.attachments} />
    </article>
  );
});
