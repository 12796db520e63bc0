import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '#renderer/ui-kit/cx.ts';
import styles from './long-text.module.css';

/** As much as is shown of a long text at first: about a dozen lines. */
const SHOWN_CHARS = 900;
const SHOWN_LINES = 12;

/** Words as they were written. Long ones are folded, and unfolded on request: nothing scrolls inside something that scrolls. */
export function LongText({ text, className }: { readonly text: string; readonly className?: string }) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const isLong = text.length > SHOWN_CHARS || text.split('\n').length > SHOWN_LINES;
  return (
    <div className={cx(styles.words, className)}>
      <div className={cx(isLong && !whole && styles.folded)}>{text}</div>
      {isLong && (
        <button type="button" className={styles.more} aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {t(whole ? 'decide.less' : 'decide.more')}
        </button>
      )}
    </div>
  );
}
