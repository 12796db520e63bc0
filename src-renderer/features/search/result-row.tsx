import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchTerm } from '#shared/domain/search/search-query.ts';
import { markText } from '#shared/domain/search/snippet.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { Tag } from '#renderer/ui-kit/tag.tsx';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import { Marked } from './marked.tsx';
import type { ResultLine } from './merge-hits.ts';
import styles from './search.module.css';

/** The element id of a line, which the list points to as its active one. */
export function resultDomId(ticketId: string): string {
  return `result-${ticketId}`;
}

/** One ticket that was found. */
export const ResultRow = memo(function ResultRow(props: {
  readonly line: ResultLine;
  readonly terms: readonly SearchTerm[];
  readonly isTolerant: boolean;
  readonly selected: boolean;
  readonly onOpen: (line: ResultLine) => void;
}) {
  const { t } = useTranslation();
  const { line, terms, isTolerant } = props;
  const { ticket, snippet } = line;
  const id = resultDomId(ticket.id);
  return (
    // The keyboard is handled by the list, which has the focus (aria-activedescendant).
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={props.selected}
      aria-label={ticket.subject}
      aria-describedby={`${id}-text ${id}-marks`}
      className={cx(styles.row, props.selected && styles.selected)}
      onClick={() => props.onOpen(line)}
    >
      <div className={styles.subject} title={ticket.subject}>
        <span className={styles.number}>#{ticket.number}</span>{' '}
        <Marked snippet={markText(ticket.subject, terms, isTolerant)} />
      </div>
      <div id={`${id}-marks`} className={styles.marks}>
        {line.isArchive && <Tag tone="accent">{t('search.archive')}</Tag>}
        {line.isUnsent && <Tag tone="warn">{t('search.unsent')}</Tag>}
        <Tag>{t(`status.${ticket.status}`)}</Tag>
        <TimeLabel at={ticket.updatedAt} relative />
      </div>
      <div id={`${id}-text`} className={styles.snippet}>
        <span className={styles.customer}>
          <Marked snippet={markText(ticket.customerName, terms, isTolerant)} />
        </span>
        {' · '}
        {snippet === null ? (ticket.lastLine?.text ?? '') : <Marked snippet={snippet} />}
      </div>
    </div>
  );
});
