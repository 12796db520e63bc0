import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import styles from './settings.module.css';

/** What the browser says about notifications, where it has a say. It is asked here and nowhere else. */
export function AlertPermission() {
  const { t } = useTranslation();
  const { permission } = usePlatform();
  const [state, setState] = useState(permission.state());
  switch (state) {
    case 'granted':
      return null;
    case 'denied':
      return <p className={styles.quiet}>{t('alerts.denied')}</p>;
    case 'none':
      return <p className={styles.quiet}>{t('alerts.impossible')}</p>;
    case 'ask':
      return (
        <div>
          <Button onClick={() => void permission.ask().then(() => setState(permission.state()))}>
            {t('alerts.ask')}
          </Button>
        </div>
      );
  }
}
