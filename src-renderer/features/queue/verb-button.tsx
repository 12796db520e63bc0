import { ActionIcon } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '#renderer/hooks/use-actions.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';

const NOBODY = { ticket: null } as const;

/** A verb on little room: its icon; name, key and, where it may not be done, the reason on hover. */
export function VerbButton(props: {
  readonly action: Action;
  readonly label: string;
  readonly icon?: Action['icon'];
  readonly expanded: boolean;
  /** Instead of what the action does. */
  readonly onPress?: () => void;
  readonly ref?: Ref<HTMLButtonElement>;
}) {
  const { t } = useTranslation();
  const names = useKeyNames();
  const { action, label } = props;
  const availability = action.when(NOBODY);
  const keys = props.onPress === undefined ? action.keys[0] : undefined;
  const Icon = props.icon ?? action.icon;
  const name = keys === undefined ? label : `${label} (${names.label(keys)})`;
  return (
    <ActionIcon
      ref={props.ref}
      variant="subtle"
      size="md"
      aria-label={label}
      aria-keyshortcuts={names.aria(keys)}
      aria-haspopup="listbox"
      aria-expanded={props.expanded}
      title={availability === 'yes' || availability === 'hidden' ? name : t(availability.no)}
      disabled={availability !== 'yes'}
      onClick={props.onPress ?? (() => action.run(NOBODY))}
    >
      {Icon !== undefined && <Icon size={17} aria-hidden="true" />}
    </ActionIcon>
  );
}
