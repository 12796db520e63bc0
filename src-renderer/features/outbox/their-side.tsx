import { useTranslation } from 'react-i18next';
import type { SpokenMessage } from '#shared/domain/messages/message.ts';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import { describeEvent } from '#renderer/hooks/describe-event.ts';
import { useNames } from '#renderer/hooks/names.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { Attachments } from '#renderer/ui-kit/attachments.tsx';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import { LongText } from './long-text.tsx';
import styles from './outbox.module.css';

/** Most changes that are listed; the rest is in the conversation. */
const MOST_CHANGES = 6;

/** What stands against a command: what the customer has written since, and what others have done to the ticket. */
export function TheirSide({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation();
  const newer = item.state.kind === 'held' ? item.state.newer : [];
  const changes = useChangesSince(item);
  const isHeld = item.state.kind === 'held';
  return (
    <div className={styles.side}>
      <h4>{t(isHeld ? 'held.theirs' : 'decide.changedSince')}</h4>
      {newer.map((message) => (
        <NewMessage key={message.id} message={message} />
      ))}
      {isHeld && newer.length === 0 && <p className={styles.quiet}>{t('held.notHere')}</p>}
      {isHeld && changes.length > 0 && <h4>{t('decide.changedSince')}</h4>}
      {changes.length > 0 && (
        <div className={styles.changes}>
          {changes.map(({ id, line, at }) => (
            <p key={id}>
              {line} · <TimeLabel at={at} />
            </p>
          ))}
        </div>
      )}
      {!isHeld && changes.length === 0 && <p className={styles.quiet}>{t('decide.changesNotHere')}</p>}
    </div>
  );
}

function NewMessage({ message }: { readonly message: SpokenMessage }) {
  const { t } = useTranslation();
  return (
    <article
      className={styles.newMessage}
      aria-label={t('conversation.from.customer', { name: message.authorName })}
    >
      <div className={styles.files}>
        {message.authorName} · <TimeLabel at={message.at} />
      </div>
      {message.text !== '' && (
        <LongText text={message.text} {...(styles.theirWords ? { className: styles.theirWords } : {})} />
      )}
      <Attachments attachments={message.attachments} />
    </article>
  );
}

/**
 * What others have done to the ticket since the operator saw it, oldest first. Told by the version that was seen: each
 * entry of the timeline goes with one change of the row, and no clock is asked.
 */
export function useChangesSince(
  item: OutboxItem,
): readonly { readonly id: string; readonly line: string; readonly at: number }[] {
  const { t } = useTranslation();
  const { read } = useDesk();
  const names = useNames();
  const me = useLive(read.me);
  const conversation = useLive(read.conversation(item.command.ticketId));
  if (conversation.kind !== 'open' || item.changes === 0) return [];
  return conversation.timeline
    .filter((entry) => entry.delivery === 'confirmed')
    .slice(-item.changes)
    .flatMap(({ message }) => {
      if (message.kind === 'customer' || message.authorId === me.id) return [];
      const line =
        message.kind === 'event'
          ? describeEvent(message, names, t)
          : t(`decide.spoke.${message.kind}`, { who: message.authorName });
      return [{ id: message.id, line, at: message.at }];
    })
    .slice(-MOST_CHANGES);
}
