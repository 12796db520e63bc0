import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isMeant } from '#renderer/hooks/find-action.ts';
import { isChanged } from '#renderer/hooks/key-conflicts.ts';
import { ACTION_GROUPS, useActions } from '#renderer/hooks/use-actions.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { KeyRow } from './key-row.tsx';
import { useKeyChanges } from './use-key-changes.ts';
import settings from './settings.module.css';
import styles from './key-settings.module.css';

/** Every action with its keys, to be looked for and changed. */
export function KeySettings() {
  const { t } = useTranslation();
  const names = useKeyNames();
  const actions = useActions();
  const changes = useKeyChanges();
  const [query, setQuery] = useState('');
  const shown = actions.filter((action) =>
    isMeant(
      query,
      changes.labelOf(action),
      action.keys.map((keys) => names.label(keys)),
    ),
  );

  return (
    <section className={settings.section} aria-label={t('keys.title')} data-section="keyboard">
      <h3>{t('keys.title')}</h3>
      <p className={settings.quiet}>{t('keys.hint')}</p>
      <div className={styles.top}>
        <TextInput
          type="search"
          className={styles.search}
          aria-label={t('keys.search')}
          placeholder={t('keys.search')}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Button disabled={!actions.some(isChanged)} onClick={changes.resetAll}>
          {t('keys.resetAll')}
        </Button>
      </div>
      <p className="visually-hidden" role="status">
        {changes.told}
      </p>
      {shown.length === 0 && <p className={settings.quiet}>{t('keys.none')}</p>}
      {ACTION_GROUPS.filter((group) => shown.some((action) => action.group === group)).map((group) => (
        <div key={group} role="group" aria-label={t(`shortcuts.group.${group}`)}>
          <h4 className={styles.heading}>{t(`shortcuts.group.${group}`)}</h4>
          <ul>
            {shown
              .filter((action) => action.group === group)
              .map((action) => (
                <KeyRow key={action.name} action={action} changes={changes} />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
