import { Button, Group } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import {
  addressesOf,
  findTeamHelpdesk,
  type AddressProblem,
  type TeamHelpdesk,
} from '#renderer/hooks/helpdesk-addresses.ts';
import { usePlatform, useSettings } from '#renderer/hooks/use-platform.ts';
import { AddressField } from '#renderer/ui-kit/address-field.tsx';
import styles from './settings.module.css';

type Problem = AddressProblem | { readonly kind: 'disk-full' | 'not-writable' };

/** The addresses of the team's helpdesk, and how to change them without signing out: it stays the same helpdesk. */
export function HelpdeskAddresses({ helpdesk }: { readonly helpdesk: TeamHelpdesk }) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const { profile } = useSettings();
  const [typed, setTyped] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const addresses = addressesOf(helpdesk);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const mine = helpdesk.id ?? profile?.helpdeskId ?? null;
    const found = await findTeamHelpdesk((url) => platform.helpdesk.probe(url), typed ?? '', mine);
    const written = found.ok ? await platform.settings.write({ helpdesk: found.value }) : found;
    setBusy(false);
    if (written.ok) setTyped(null);
    else setProblem(typeof written.error === 'string' ? { kind: written.error } : written.error);
  };

  if (typed === null) {
    return (
      <div className={styles.row}>
        <div>
          {addresses.map((address) => (
            <div key={address}>{address}</div>
          ))}
        </div>
        <Button variant="subtle" onClick={() => setTyped(addresses.join('\n'))}>
          {t('settings.changeAddresses')}
        </Button>
      </div>
    );
  }
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <AddressField
        label={t('settings.addresses')}
        description={t('settings.addressesHint')}
        value={typed}
        onChange={setTyped}
      />
      {problem !== null && (
        <p className={styles.error} role="alert">
          {'address' in problem && problem.address !== null && `${problem.address}: `}
          {'address' in problem ? t(`probe.${problem.kind}`) : t(`settings.error.${problem.kind}`)}
        </p>
      )}
      <Group justify="flex-end" mt="xs">
        <Button
          onClick={() => {
            setTyped(null);
            setProblem(null);
          }}
        >
          {t('common.cancel')}
        </Button>
        <Button type="submit" variant="filled" loading={busy} disabled={typed.trim() === ''}>
          {t('settings.saveAddresses')}
        </Button>
      </Group>
    </form>
  );
}
