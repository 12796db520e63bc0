import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { keysLabel } from '#renderer/hooks/keys.ts';
import { useActions, type ActionGroup } from '#renderer/hooks/use-actions.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { Kbd } from '#renderer/ui-kit/kbd.tsx';
import styles from './shortcut-sheet.module.css';

const GROUPS: readonly ActionGroup[] = ['list', 'ticket', 'composer', 'decide', 'go', 'window'];

/** Every action with its key. */
export function ShortcutSheet() {
  const { t } = useTranslation();
  const { os } = usePlatform();
  const actions = useActions();
  const workspace = useWorkspace();
  const opened = useWorkspacePart((state) => state.dialog === 'shortcuts');
  return (
    <Modal
      opened={opened}
      onClose={() => workspace.set({ dialog: null })}
      title={t('shortcuts.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p className={styles.hint}>{t('shortcuts.hint')}</p>
      <div className={styles.groups}>
        {GROUPS.map((group) => (
          <section key={group} aria-label={t(`shortcuts.group.${group}`)}>
            <h3>{t(`shortcuts.group.${group}`)}</h3>
            <dl>
              {actions
                .filter((action) => action.group === group && action.keys.length > 0)
                .map((action) => (
                  <div key={action.name} className={styles.line}>
                    <dt>{t(action.label({ ticket: null }))}</dt>
                    <dd>
                      {action.keys.map((keys) => (
                        <span key={keysLabel(keys, os)} className={styles.keys}>
                          <Kbd keys={keysLabel(keys, os)} />
                          <span className="visually-hidden">{keysLabel(keys, os)}</span>
                        </span>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
