import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Choice } from '#renderer/hooks/entries.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { Kbd } from '#renderer/ui-kit/kbd.tsx';

/** A choice of an entry, with the key that presses it while the entry has the focus. */
export function ChoiceButton(props: {
  readonly choice: Choice;
  readonly children: ReactNode;
  readonly variant?: 'filled' | 'subtle';
  readonly color?: 'red';
  readonly disabled?: boolean;
  readonly loading?: boolean;
  readonly title?: string;
  readonly onClick: () => void;
}) {
  const names = useKeyNames();
  const keys = useAction(`decide.${props.choice}`).keys[0];
  const { choice, children, variant = 'default', ...rest } = props;
  return (
    <Button
      {...rest}
      variant={variant}
      data-choice={choice}
      aria-keyshortcuts={names.aria(keys)}
      rightSection={keys === undefined ? undefined : <Kbd keys={names.label(keys)} />}
    >
      {children}
    </Button>
  );
}
