import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isMeant } from '#renderer/hooks/find-action.ts';
import { ACTION_GROUPS, useAction, useActions } from '#renderer/hooks/use-actions.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { Kbd } from '#renderer/ui-kit/kbd.tsx';
import styles from './shortcut-sheet.module.css';

/** Every action with the keys it has now. */
export function ShortcutSheet() {
  const opened = useWorkspacePart((state) => state.dialog === 'shortcuts');
  return opened ? <OpenSheet /> : null;
}

function OpenSheet() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [opener] = useState(() => document.activeElement);
  const close = () => {
    workspace.set({ dialog: null });
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    else workspace.focusOn('list');
  };
  return (
    <Modal
      opened
      // By itself it would take the focus from the settings, to which one can go from here.
      returnFocus={false}
      onClose={close}
      title={t('shortcuts.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Sheet />
    </Modal>
  );
}

function Sheet() {
  const { t } = useTranslation();
  const names = useKeyNames();
  const workspace = useWorkspace();
  const firstSteps = useAction('firstSteps');
  const lines = useActions().map((action) => ({
    name: action.name,
    group: action.group,
    label: t(action.label({ ticket: null })),
    keys: action.keys.map((sequence) => names.label(sequence)),
  }));
  const [query, setQuery] = useState('');
  const shown = lines.filter((line) => line.keys.length > 0 && isMeant(query, line.label, line.keys));

  return (
    <>
      <p className={styles.hint}>{t('shortcuts.hint')}</p>
      <div className={styles.top}>
        <TextInput
          type="search"
          className={styles.search}
          aria-label={t('keys.sheetSearch')}
          placeholder={t('keys.sheetSearch')}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          data-autofocus
        />
        <Button onClick={() => firstSteps.run({ ticket: null })}>{t('firstSteps.title')}</Button>
        <Button onClick={() => workspace.showSettings('keyboard')}>{t('keys.sheetChange')}</Button>
      </div>
      {shown.length === 0 && <p role="status">{t('keys.none')}</p>}
      <div className={styles.groups}>
        {ACTION_GROUPS.filter((group) => shown.some((line) => line.group === group)).map((group) => (
          <section key={group} aria-label={t(`shortcuts.group.${group}`)}>
            <h3>{t(`shortcuts.group.${group}`)}</h3>
            <dl>
              {shown
                .filter((line) => line.group === group)
                .map((line) => (
                  <div key={line.name} className={styles.line}>
                    <dt>{line.label}</dt>
                    <dd>
                      {line.keys.map((keys) => (
                        <span key={keys} className={styles.keys}>
                          <Kbd keys={keys} />
                          <span className="visually-hidden">{keys}</span>
                        </span>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  );
}
