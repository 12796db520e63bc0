import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './tag.module.css';

export type Tone = 'plain' | 'accent' | 'ok' | 'warn' | 'bad';

/** A word in a small pill. Its tone never says more than the word does. */
export function Tag({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={cx(styles.tag, tone !== 'plain' && styles[tone])}>{children}</span>;
}
