import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChevronDown, IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ComposerKind } from '#shared/domain/drafts/draft.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { Kbd } from '#renderer/ui-kit/kbd.tsx';

/** Further ways to send. */
export function SendMenu({ kind, canSend }: { readonly kind: ComposerKind; readonly canSend: boolean }) {
  const { t } = useTranslation();
  return (
    <Menu position="top-start" width={300}>
      <Menu.Target>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('composer.moreWays')}
          title={t('composer.moreWays')}
        >
          <IconChevronDown size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {kind === 'reply' && <Way name="composer.sendResolve" disabled={!canSend} />}
        <Way name="composer.sendNext" disabled={!canSend} />
        <Way name="composer.sendLater" disabled={!canSend} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Way({ name, disabled }: { readonly name: string; readonly disabled: boolean }) {
  const { t } = useTranslation();
  const names = useKeyNames();
  const action = useAction(name);
  const [keys] = action.keys;
  return (
    <Menu.Item
      disabled={disabled}
      onClick={() => action.run({ ticket: null })}
      rightSection={keys === undefined ? undefined : <Kbd keys={names.label(keys)} />}
    >
      {t(action.label({ ticket: null }))}
    </Menu.Item>
  );
}

/** How the draft once was. */
export function VersionsButton() {
  const { t } = useTranslation();
  const action = useAction('drafts.versions');
  return (
    <Button
      variant="subtle"
      leftSection={<IconHistory size={14} aria-hidden="true" />}
      onClick={() => action.run({ ticket: null })}
    >
      {t('action.versions')}
    </Button>
  );
}
