import styles from './avatar.module.css';
import { cx } from './cx.ts';

/** White on each of these has at least 5:1. */
const GROUNDS = ['#3d6b57', '#8a4b9e', '#2456c9', '#8a5a00', '#9a3b3b', '#2f6690', '#5b5fa8', '#6b5b3d'];

/** First letters of the first and the last word of a name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0] ?? '';
  const last = words.length > 1 ? (words[words.length - 1] ?? '') : '';
  return ((Array.from(first)[0] ?? '?') + (Array.from(last)[0] ?? '')).toUpperCase();
}

/** A person as initials on a colour of his own. The name is beside it or in `title`; the letters are decoration, drawn by the style. */
export function Avatar(props: { readonly name: string; readonly size?: 'small' | 'medium' }) {
  let hash = 0;
  for (const char of props.name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return (
    <span
      className={cx(styles.avatar, props.size === 'medium' ? styles.medium : styles.small)}
      style={{ background: GROUNDS[hash % GROUNDS.length] }}
      title={props.name}
      aria-hidden="true"
      data-initials={initialsOf(props.name)}
    />
  );
}
