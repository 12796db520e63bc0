import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import styles from './settings.module.css';

/** Customers whose letters show their pictures from outside, and a button to be asked again. */
export function PictureSenders(props: {
  readonly senders: Settings['pictureSenders'];
  readonly write: (patch: Partial<Settings>) => Promise<void>;
}) {
  const { t } = useTranslation();
  const { senders } = props;
  if (senders.length === 0) return <p className={styles.quiet}>{t('talk.pictureSendersNone')}</p>;
  return (
    <>
      <p className={styles.quiet}>{t('talk.pictureSendersHint')}</p>
      <ul>
        {senders.map((sender) => (
          <li key={sender.id} className={styles.device}>
            <div>{sender.name}</div>
            <Button
              variant="subtle"
              aria-label={t('talk.forgetSender', { name: sender.name })}
              onClick={() =>
                void props.write({ pictureSenders: senders.filter(({ id }) => id !== sender.id) })
              }
            >
              {t('talk.forget')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
