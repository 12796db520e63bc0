import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Action, ActionSubject } from '#renderer/hooks/use-actions.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { Kbd } from './kbd.tsx';
import type { Ref } from 'react';

/** An action as a button that shows its key. What may not be done is disabled, with the reason on hover. */
export function ActionButton(props: {
  readonly action: Action;
  readonly subject: ActionSubject;
  readonly variant?: 'default' | 'filled';
  readonly ref?: Ref<HTMLButtonElement>;
  readonly expanded?: boolean;
}) {
  const { t } = useTranslation();
  const names = useKeyNames();
  const { action, subject } = props;
  const availability = action.when(subject);
  if (availability === 'hidden') return null;
  const keys = action.keys[0];
  const reason = availability === 'yes' ? undefined : t(availability.no);
  return (
    <Button
      ref={props.ref}
      variant={props.variant ?? 'default'}
      rightSection={keys === undefined ? undefined : <Kbd keys={names.label(keys)} />}
      aria-keyshortcuts={names.aria(keys)}
      aria-expanded={props.expanded}
      data-action={action.name}
      disabled={availability !== 'yes'}
      title={reason}
      onClick={() => action.run(subject)}
    >
      {t(action.label(subject))}
    </Button>
  );
}
