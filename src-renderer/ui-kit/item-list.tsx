import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './item-list.module.css';
import { TimeLabel } from './time-label.tsx';

/** The list of what a page shows. */
export function ItemList({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {children}
    </ul>
  );
}

/** Something to read in a list, with its title and what can be done with it. */
export function TextItem(props: {
  readonly title: ReactNode;
  readonly action: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <li className={cx(styles.item, styles.text)}>
      <div className={styles.textHead}>
        <h3>{props.title}</h3>
        {props.action}
      </div>
      {props.children}
    </li>
  );
}

/** An entry that waits for something: what it is, since when, and whatever belongs to it. */
export function EntryItem(props: {
  readonly what: ReactNode;
  /** Milliseconds since 1970; null where it is not known. */
  readonly at?: number | null;
  /** What stands beside it otherwise. */
  readonly beside?: ReactNode;
  /** Given where the keys of its list reach it (`hooks/entries`); its buttons are reached by Tab as ever. */
  readonly reached?: {
    readonly id: string;
    readonly label: string;
    readonly describedBy?: string;
    readonly isDraft?: boolean;
  };
  /** A person has to decide about it. */
  readonly undecided?: boolean;
  readonly children: ReactNode;
}) {
  const { at = null, reached } = props;
  const attributes = reached && {
    'data-entry': reached.id,
    tabIndex: -1,
    'aria-label': reached.label,
    'aria-describedby': reached.describedBy,
    ...(reached.isDraft === true ? { 'data-draft': '' } : {}),
  };
  return (
    <li className={cx(styles.item, styles.entry, props.undecided && styles.undecided)} {...attributes}>
      <div className={styles.entryHead}>
        <span className={styles.what}>{props.what}</span>
        {props.beside}
        {at !== null && (
          <span className={styles.when}>
            <TimeLabel at={at} />
          </span>
        )}
      </div>
      {props.children}
    </li>
  );
}
