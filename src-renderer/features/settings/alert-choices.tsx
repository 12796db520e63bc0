import { Button, NativeSelect, NumberInput, Slider, Switch, TextInput } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import { alertSettingsSchema, SOUNDS, type AlertSettings } from '#shared/domain/alerts/alert-settings.ts';
import { useSettings } from '#renderer/hooks/use-platform.ts';
import { playSound } from '#renderer/hooks/sounds.ts';
import { AlertPermission } from './alert-permission.tsx';
import styles from './settings.module.css';

/** What quiet hours begin with when they are switched on: ten in the evening to eight. */
const NIGHT = { from: 22 * 60, to: 8 * 60 };

/** For what, when and how one is told outside of the window. */
export function AlertChoices({ write }: { readonly write: (patch: Partial<Settings>) => void }) {
  const { t } = useTranslation();
  const { notifications, alerts } = useSettings();
  const choose = (patch: Partial<AlertSettings>) => write({ alerts: { ...alerts, ...patch } });
  const flag = (
    name: 'messages' | 'followed' | 'assigned' | 'mentions' | 'due' | 'onDutyOnly' | 'hideContents',
  ) => ({
    // Absent in what was written before there was this choice: it is on.
    checked: alerts[name] ?? true,
    disabled: !notifications,
    onChange: (event: { readonly currentTarget: { readonly checked: boolean } }) =>
      choose({ [name]: event.currentTarget.checked }),
  });
  const { unassigned, sound, count } = alertSettingsSchema.shape;
  const { quiet } = alerts;

  return (
    <>
      <Switch
        label={t('alerts.enabled')}
        description={t('alerts.enabledHint')}
        checked={notifications}
        onChange={(event) => write({ notifications: event.currentTarget.checked })}
      />
      {notifications && <AlertPermission />}
      <fieldset className={styles.group}>
        <legend>{t('alerts.what')}</legend>
        <Switch label={t('alerts.messages')} {...flag('messages')} />
        <Switch label={t('alerts.assignedToMe')} {...flag('assigned')} />
        <Switch label={t('alerts.mentions')} {...flag('mentions')} />
        <Switch label={t('alerts.followedTickets')} {...flag('followed')} />
        <div className={styles.row}>
          <Switch label={t('alerts.dueSoon')} {...flag('due')} />
          <div className={styles.buttons}>
            <label className={styles.quiet} htmlFor="alerts-due">
              {t('alerts.dueMinutes')}
            </label>
            <NumberInput
              id="alerts-due"
              size="xs"
              w={80}
              min={1}
              max={240}
              allowDecimal={false}
              disabled={!notifications || !alerts.due}
              value={alerts.dueMinutes}
              onChange={(value) => {
                const minutes = alertSettingsSchema.shape.dueMinutes.safeParse(value);
                if (minutes.success) choose({ dueMinutes: minutes.data });
              }}
            />
          </div>
        </div>
        <div className={styles.row}>
          <label htmlFor="alerts-unassigned">{t('alerts.unassignedChoice')}</label>
          <NativeSelect
            size="xs"
            id="alerts-unassigned"
            disabled={!notifications}
            value={alerts.unassigned}
            onChange={(event) => choose({ unassigned: unassigned.parse(event.currentTarget.value) })}
            data={[
              { value: 'none', label: t('alerts.unassignedNone') },
              { value: 'urgent', label: t('alerts.unassignedUrgent') },
              { value: 'all', label: t('alerts.unassignedAll') },
            ]}
          />
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t('alerts.when')}</legend>
        <Switch label={t('alerts.onDutyOnly')} description={t('alerts.onDutyHint')} {...flag('onDutyOnly')} />
        <div className={styles.row}>
          <Switch
            label={t('alerts.quiet')}
            checked={quiet !== null}
            disabled={!notifications}
            onChange={(event) => choose({ quiet: event.currentTarget.checked ? NIGHT : null })}
          />
          {quiet !== null && (
            <div className={styles.buttons}>
              {(['from', 'to'] as const).map((end) => (
                <TextInput
                  size="xs"
                  key={end}
                  type="time"
                  aria-label={`${t('alerts.quiet')}: ${t(end === 'from' ? 'alerts.quietFrom' : 'alerts.quietTo')}`}
                  value={clockOf(quiet[end])}
                  onChange={(event) => {
                    const minute = minuteOf(event.currentTarget.value);
                    if (minute !== null) choose({ quiet: { ...quiet, [end]: minute } });
                  }}
                />
              ))}
            </div>
          )}
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t('alerts.how')}</legend>
        <div className={styles.row}>
          <label htmlFor="alerts-sound">{t('alerts.sound')}</label>
          <div className={styles.buttons}>
            <NativeSelect
              size="xs"
              id="alerts-sound"
              value={alerts.sound}
              onChange={(event) => choose({ sound: sound.parse(event.currentTarget.value) })}
              data={SOUNDS.map((value) => ({ value, label: t(`alerts.sounds.${value}`) }))}
            />
            <Button
              leftSection={<IconVolume size={14} aria-hidden="true" />}
              onClick={() => playSound(alerts.sound, alerts.volume)}
            >
              {t('alerts.preview')}
            </Button>
          </div>
        </div>
        <div className={styles.row}>
          <span>{t('alerts.volume')}</span>
          <Slider
            w={200}
            label={null}
            thumbLabel={t('alerts.volume')}
            disabled={alerts.sound === 'none'}
            defaultValue={alerts.volume}
            onChangeEnd={(volume) => choose({ volume: Math.round(volume) })}
          />
        </div>
        <Switch
          label={t('alerts.hideContents')}
          description={t('alerts.hideHint')}
          {...flag('hideContents')}
        />
        <div className={styles.row}>
          <label htmlFor="alerts-count">{t('alerts.count')}</label>
          <NativeSelect
            size="xs"
            id="alerts-count"
            value={alerts.count}
            onChange={(event) => choose({ count: count.parse(event.currentTarget.value) })}
            data={count.options.map((value) => ({ value, label: t(`alerts.counts.${value}`) }))}
          />
        </div>
      </fieldset>
    </>
  );
}

/** A minute of the day as `HH:MM`. */
function clockOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The minute of `HH:MM`; null while it is being typed. */
function minuteOf(text: string): number | null {
  const match = /^(\d{2}):(\d{2})/.exec(text);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}
