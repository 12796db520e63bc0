import { Button, Group, TextInput } from '@mantine/core';
import { IconDeviceDesktop, IconWorld } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProbeError } from '#shared/contract/ipc/calls.ts';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { ErrorNote } from './error-note.tsx';
import styles from './start.module.css';

/** Where the helpdesk is: on this computer, or at a team's address, which is looked at before it is taken. */
export function ChooseHelpdesk({
  onChosen,
}: {
  readonly onChosen: (helpdesk: NonNullable<Settings['helpdesk']>) => void;
}) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const [team, setTeam] = useState(false);
  const [address, setAddress] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProbeError | 'invalid' | null>(null);

  const look = async (event: FormEvent) => {
    event.preventDefault();
    const url = normaliseAddress(address);
    if (url === null) return setError('invalid');
    setBusy(true);
    setError(null);
    const found = await platform.helpdesk.probe(url);
    setBusy(false);
    if (found.ok) onChosen({ kind: 'remote', url });
    else setError(found.error);
  };

  if (!team) {
    return (
      <>
        <h2 className={styles.heading}>{t('start.choose')}</h2>
        <button type="button" className={styles.choice} onClick={() => onChosen({ kind: 'embedded' })}>
          <IconDeviceDesktop size={24} aria-hidden="true" />
          <b>{t('start.thisComputer')}</b>
          <span>{t('start.thisComputerHint')}</span>
        </button>
        <button type="button" className={styles.choice} onClick={() => setTeam(true)}>
          <IconWorld size={24} aria-hidden="true" />
          <b>{t('start.team')}</b>
          <span>{t('start.teamHint')}</span>
        </button>
      </>
    );
  }
  return (
    <form className={styles.form} onSubmit={(event) => void look(event)} noValidate>
      <h2 className={styles.heading}>{t('start.team')}</h2>
      <TextInput
        label={t('start.address')}
        description={t('start.addressHint')}
        placeholder="https://help.example.com"
        inputMode="url"
        autoComplete="url"
        // The only field of a step the person has just asked for.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      {error !== null && <ErrorNote>{t(`probe.${error}`)}</ErrorNote>}
      <Group justify="space-between">
        <Button onClick={() => setTeam(false)}>{t('common.back')}</Button>
        <Button type="submit" variant="filled" loading={busy} disabled={address.trim() === ''}>
          {t('start.continue')}
        </Button>
      </Group>
    </form>
  );
}

/**
 * What a person types as an address: `https://` where no scheme is given, nothing but the origin and the path kept.
 * @returns null for what cannot be an address of a helpdesk
 */
export function normaliseAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  const local = /^(localhost|127\.|\[::1\])/.test(text);
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${local ? 'http' : 'https'}://${text}`;
  try {
    const url = new URL(full);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
    if (url.username !== '' || url.password !== '') return null;
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  } catch {
    return null;
  }
}
