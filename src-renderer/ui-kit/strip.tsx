import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './strip.module.css';

/** A line across the window about its state. `bad` is announced at once. */
export function Strip(props: {
  readonly tone: 'plain' | 'warn' | 'bad';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly dismiss?: { readonly label: string; readonly run: () => void };
}) {
  const Icon = props.tone === 'plain' ? IconInfoCircle : IconAlertTriangle;
  return (
    <div className={cx(styles.strip, styles[props.tone])} role={props.tone === 'bad' ? 'alert' : 'note'}>
      <Icon size={16} aria-hidden="true" />
      <div className={styles.text}>{props.children}</div>
      {props.actions}
      {props.dismiss !== undefined && (
        <ActionIcon
          size="sm"
          className={styles.close}
          aria-label={props.dismiss.label}
          onClick={props.dismiss.run}
        >
          <IconX size={14} aria-hidden="true" />
        </ActionIcon>
      )}
    </div>
  );
}
