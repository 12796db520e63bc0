import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message, TicketEvent } from '#shared/domain/messages/message.ts';
import { describeEvent } from '#renderer/hooks/describe-event.ts';
import { useNames } from '#renderer/hooks/names.ts';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import { PassedLetter } from './passed-letter.tsx';
import { LinkedText } from './linked-text.tsx';
import styles from './message-card.module.css';

/** A change of the ticket as one quiet line. */
export function EventLine({
  message,
  waiting,
  from,
}: {
  readonly message: Extract<Message, { kind: 'event' }>;
  readonly waiting: boolean;
  /** The number of the merged ticket it stands in. */
  readonly from?: number | undefined;
}) {
  const { t } = useTranslation();
  const names = useNames();
  const { event } = message;
  const note = wordsOf(event).trim();
  const line = (
    <p className={styles.event}>
      {describeEvent(message, names, t)} · <TimeLabel at={message.at} />
      {from !== undefined && ` · ${t('related.from', { number: from })}`}
      {waiting && (
        <span className={styles.state}>
          <IconClock size={12} aria-hidden="true" />
          {t('conversation.waiting')}
        </span>
      )}
    </p>
  );
  if (event.kind === 'handed-to-partner')
    return (
      <>
        {line}
        <PassedLetter event={event} />
      </>
    );
  if (note === '') return line;
  return (
    <>
      {line}
      <blockquote className={styles.handOver}>
        <LinkedText text={note} />
      </blockquote>
    </>
  );
}

/** What a colleague or a partner has said with it. */
function wordsOf(event: TicketEvent): string {
  if (event.kind === 'delegated') return event.note;
  return event.kind === 'back-from-partner' ? event.text : '';
}
