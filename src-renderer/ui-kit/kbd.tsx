import styles from './kbd.module.css';

/** A key beside what it does. Hidden from assistive technology, which is told by `aria-keyshortcuts`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.kbd} aria-hidden="true">
      {keys}
    </span>
  );
}
