import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { foldQuotes } from './fold-quotes.ts';
import { LinkedText } from './linked-text.tsx';
import styles from './plain-body.module.css';

/** Plain words with their links; what is quoted, and the signature, is folded. */
export function PlainBody({ text, fold = true }: { readonly text: string; readonly fold?: boolean }) {
  const { t } = useTranslation();
  const parts = useMemo(() => (fold ? foldQuotes(text) : [{ kind: 'words' as const, text }]), [text, fold]);
  if (text === '') return null;
  return (
    <div className={styles.text}>
      {parts.map((part, index) =>
        part.kind === 'words' ? (
          <LinkedText key={index} text={part.text} />
        ) : (
          <details key={index} className={styles.fold}>
            <summary
              aria-label={t(part.kind === 'quote' ? 'talk.showQuote' : 'talk.showSignature')}
              title={t(part.kind === 'quote' ? 'talk.showQuote' : 'talk.showSignature')}
            >
              …
            </summary>
            <LinkedText text={part.text} />
          </details>
        ),
      )}
    </div>
  );
}
