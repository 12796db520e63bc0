import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './start.module.css';

/** What went wrong, announced at once. */
export function ErrorNote({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.error} role="alert">
      <IconAlertTriangle size={16} aria-hidden="true" />
      <span>{children}</span>
    </div>
  );
}
