import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** What stands where there is nothing to show: says why, and what can be done. */
export function EmptyState(props: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      {props.icon}
      <p className={styles.title}>{props.title}</p>
      {props.children !== undefined && <p className={styles.body}>{props.children}</p>}
      {props.actions !== undefined && <div className={styles.actions}>{props.actions}</div>}
    </div>
  );
}
