import { Button, Group } from '@mantine/core';
import { IconDeviceDesktop, IconWorld } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import { findTeamHelpdesk, type AddressProblem } from '#renderer/hooks/helpdesk-addresses.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { AddressField } from '#renderer/ui-kit/address-field.tsx';
import { ErrorNote } from './error-note.tsx';
import styles from './start.module.css';

/** Where the helpdesk is: on this computer, or at a team's addresses, which are looked at before they are taken. */
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
  const [error, setError] = useState<AddressProblem | null>(null);

  const look = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const found = await findTeamHelpdesk((url) => platform.helpdesk.probe(url), address, null);
    setBusy(false);
    if (found.ok) onChosen(found.value);
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
      <AddressField
        label={t('start.address')}
        description={t('start.addressHint')}
        value={address}
        onChange={setAddress}
      />
      {error !== null && (
        <ErrorNote>
          {error.address !== null && `${error.address}: `}
          {t(`probe.${error.kind}`)}
        </ErrorNote>
      )}
      <Group justify="space-between">
        <Button onClick={() => setTeam(false)}>{t('common.back')}</Button>
        <Button type="submit" variant="filled" loading={busy} disabled={address.trim() === ''}>
          {t('start.continue')}
        </Button>
      </Group>
    </form>
  );
}
