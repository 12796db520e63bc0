import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '#shared/contract/ipc/settings.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { exportJournal } from './export-journal.ts';

/** Saves unsent work from the journal, for when the local database cannot be opened. */
export function SaveFromJournal({ profile }: { readonly profile: Profile }) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const save = async () => {
    setState('busy');
    const saved = await exportJournal(platform, profile, new Date()).catch(() => null);
    setState(saved?.ok === true ? 'idle' : 'failed');
  };
  return (
    <>
      <Button loading={state === 'busy'} onClick={() => void save()}>
        {t('outbox.export')}
      </Button>
      {state === 'failed' && <span role="alert">{t('outbox.exportFailed')}</span>}
    </>
  );
}
