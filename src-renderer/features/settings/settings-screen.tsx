import { Button, SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsSchema, type Settings } from '#shared/contract/ipc/settings.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { usePlatform, useSettings } from '#renderer/hooks/use-platform.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { Page } from '#renderer/ui-kit/page.tsx';
import { AlertChoices } from './alert-choices.tsx';
import { DeviceList } from './device-list.tsx';
import { HelpdeskAddresses } from './helpdesk-addresses.tsx';
import { PictureSenders } from './picture-senders.tsx';
import { KeySettings } from './key-settings.tsx';
import { SignatureSection } from './signature-section.tsx';
import { SendingSection } from './sending-section.tsx';
import styles from './settings.module.css';

/** What can be chosen on this machine. */
export function SettingsScreen() {
  const { t } = useTranslation();
  const platform = usePlatform();
  const settings = useSettings();
  const workspace = useWorkspace();
  const firstSteps = useAction('firstSteps');
  const me = useLive(useDesk().read.me);
  const [error, setError] = useState<'disk-full' | 'not-writable' | null>(null);

  const write = async (patch: Partial<Settings>) => {
    const written = await platform.settings.write(patch);
    setError(written.ok ? null : written.error);
  };
  const { language, theme } = settingsSchema.shape;

  const wanted = useWorkspacePart((state) => state.settingsSection);
  useEffect(() => {
    const section =
      wanted === null ? null : document.querySelector<HTMLElement>(`[data-section="${wanted}"]`);
    if (section === null) return;
    workspace.set({ settingsSection: null });
    section.tabIndex = -1;
    section.focus({ preventScroll: true });
    section.scrollIntoView?.({ block: 'start' });
  }, [workspace, wanted]);

  return (
    <Page width="form" gap={16} title={t('settings.title')}>
      {error !== null && (
        <p className={styles.error} role="alert">
          {t(`settings.error.${error}`)}
        </p>
      )}
      <section className={styles.section} aria-label={t('settings.appearance')} data-section="appearance">
        <h3>{t('settings.appearance')}</h3>
        <div className={styles.row}>
          <span id="settings-language">{t('settings.language')}</span>
          <SegmentedControl
            aria-labelledby="settings-language"
            size="xs"
            value={settings.language}
            onChange={(value) => void write({ language: language.parse(value) })}
            data={[
              { value: 'system', label: t('settings.languageSystem') },
              { value: 'en', label: 'English' },
              { value: 'ru', label: 'Русский' },
            ]}
          />
        </div>
        <div className={styles.row}>
          <span id="settings-theme">{t('settings.theme')}</span>
          <SegmentedControl
            aria-labelledby="settings-theme"
            size="xs"
            value={settings.theme}
            onChange={(value) => void write({ theme: theme.parse(value) })}
            data={theme.options.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
          />
        </div>
      </section>
      <section className={styles.section} aria-label={t('firstSteps.title')}>
        <h3>{t('firstSteps.title')}</h3>
        <div className={styles.row}>
          <p className={styles.quiet}>{t('firstSteps.settingsHint')}</p>
          <Button onClick={() => firstSteps.run({ ticket: null })}>{t('firstSteps.show')}</Button>
        </div>
      </section>
      <SendingSection
        seconds={settings.undoSendSeconds}
        onChange={(undoSendSeconds) => void write({ undoSendSeconds })}
      />
      <SignatureSection />
      <section
        className={styles.section}
        aria-label={t('settings.notifications')}
        data-section="notifications"
      >
        <h3>{t('settings.notifications')}</h3>
        <AlertChoices write={(patch) => void write(patch)} />
      </section>
      <section className={styles.section} aria-label={t('talk.pictureSenders')}>
        <h3>{t('talk.pictureSenders')}</h3>
        <PictureSenders senders={settings.pictureSenders} write={write} />
      </section>
      <KeySettings />
      <section className={styles.section} aria-label={t('settings.helpdesk')} data-section="helpdesk">
        <h3>{t('settings.helpdesk')}</h3>
        <dl className={styles.facts}>
          <dt>{t('settings.where')}</dt>
          <dd>
            {settings.helpdesk === null ? (
              window.location.origin
            ) : settings.helpdesk.kind === 'embedded' ? (
              t('start.thisComputer')
            ) : (
              <HelpdeskAddresses helpdesk={settings.helpdesk} />
            )}
          </dd>
          <dt>{t('settings.signedInAs')}</dt>
          <dd>
            {me.name}, {t(`role.${me.role}`)}
          </dd>
          <dt>{t('settings.version')}</dt>
          <dd>
            Vakhta {platform.version} · {t(`settings.host.${platform.host}`)}
          </dd>
        </dl>
      </section>
      <section className={styles.section} aria-label={t('settings.devices')} data-section="devices">
        <h3>{t('settings.devices')}</h3>
        <DeviceList />
      </section>
      <section className={styles.section} aria-label={t('settings.fault')} data-section="fault">
        <h3>{t('settings.fault')}</h3>
        <div className={styles.row}>
          <p className={styles.quiet}>{t('settings.faultHint')}</p>
          <div className={styles.buttons}>
            <Button onClick={() => workspace.show('sync')}>{t('inspector.open')}</Button>
            <Button onClick={() => workspace.set({ dialog: 'diagnostics' })}>
              {t('inspector.diagnostics')}
            </Button>
          </div>
        </div>
      </section>
      <section className={styles.section} aria-label={t('settings.signOut')}>
        <div className={styles.row}>
          <p className={styles.quiet}>{t('settings.signOutHint')}</p>
          <Button color="red" variant="subtle" onClick={() => workspace.set({ dialog: 'sign-out' })}>
            {t('settings.signOut')}
          </Button>
        </div>
      </section>
    </Page>
  );
}
