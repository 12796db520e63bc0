import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/domain/messages/message.ts';
import { describeEvent } from '#renderer/hooks/describe-event.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import styles from './message-card.module.css';

/** A change of the ticket as one quiet line. */
export function EventLine({
  message,
  waiting,
}: {
  readonly message: Extract<Message, { kind: 'event' }>;
  readonly waiting: boolean;
}) {
  const { t } = useTranslation();
  const people = useLive(useDesk().read.people);
  return (
    <p className={styles.event}>
      {describeEvent(message, people, t)} · <TimeLabel at={message.at} />
      {waiting && (
        <span className={styles.state}>
          <IconClock size={12} aria-hidden="true" />
          {t('conversation.waiting')}
        </span>
      )}
    </p>
  );
}
