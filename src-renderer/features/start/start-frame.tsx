import { NativeSelect } from '@mantine/core';
import { IconBinoculars } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsSchema } from '#shared/contract/ipc/settings.ts';
import { usePlatform, useSettings } from '#renderer/hooks/use-platform.ts';
import styles from './start.module.css';

/** What stands around everything before the desk: the name, notices, language and theme. */
export function StartFrame({
  notices,
  children,
}: {
  readonly notices?: ReactNode;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const settings = useSettings();
  return (
    <div className={styles.frame}>
      <div>{notices}</div>
      <main className={styles.middle}>
        <div className={styles.card}>
          <div className={styles.brand}>
            <IconBinoculars size={30} stroke={1.6} aria-hidden="true" />
            <div>
              <h1>Vakhta</h1>
              <p>{t('start.tagline')}</p>
            </div>
          </div>
          {children}
        </div>
      </main>
      <footer className={styles.foot}>
        <NativeSelect
          size="xs"
          aria-label={t('settings.language')}
          value={settings.language}
          onChange={(event) =>
            void platform.settings.write({
              language: settingsSchema.shape.language.parse(event.currentTarget.value),
            })
          }
          data={[
            { value: 'system', label: t('settings.languageSystem') },
            { value: 'en', label: 'English' },
            { value: 'ru', label: 'Русский' },
          ]}
        />
        <NativeSelect
          size="xs"
          aria-label={t('settings.theme')}
          value={settings.theme}
          onChange={(event) =>
            void platform.settings.write({
              theme: settingsSchema.shape.theme.parse(event.currentTarget.value),
            })
          }
          data={settingsSchema.shape.theme.options.map((value) => ({
            value,
            label: t(`settings.themes.${value}`),
          }))}
        />
      </footer>
    </div>
  );
}
