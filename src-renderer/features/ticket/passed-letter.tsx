import { useTranslation } from 'react-i18next';
import type { TicketEvent } from '#shared/domain/messages/message.ts';
import { LinkedText } from './linked-text.tsx';
import styles from './message-card.module.css';

/** What a partner was given: the fields at once, the letter when it is opened. */
export function PassedLetter({
  event: { passed, letter },
}: {
  readonly event: Extract<TicketEvent, { kind: 'handed-to-partner' }>;
}) {
  const { t } = useTranslation();
  const fields = passed.map((field) => t(`partners.field.${field}`)).join(', ');
  return (
    <details className={styles.letter}>
      <summary>
        {t('withPartner.passed', { fields: fields === '' ? t('withPartner.nothing') : fields })}
      </summary>
      <p className={styles.letterText}>{t('withPartner.subject', { subject: letter.subject })}</p>
      <p className={styles.letterText}>
        <LinkedText text={letter.text} />
      </p>
    </details>
  );
}
