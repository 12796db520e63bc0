import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { useSearch } from './use-search.ts';
import styles from './search.module.css';

/** How many were found and where, what was searched instead, and what went wrong. */
export function SearchNotes({
  found,
  shown,
}: {
  readonly found: ReturnType<typeof useSearch>;
  readonly shown: number;
}) {
  const { t } = useTranslation();
  const { here, archive, query } = found;
  const { insteadOf, indexing } = here;
  const fromArchive = found.lines.filter((line) => line.isArchive).length;
  return (
    <div className={styles.notes}>
      {query.problems.map((problem) => (
        <p key={`${problem.field}:${problem.value}`} className={styles.warn}>
          {t(`search.problem.${problem.kind}`, { field: problem.field, value: problem.value })}
        </p>
      ))}
      {insteadOf?.kind === 'layout' && (
        <p className={styles.warn}>{t('search.insteadLayout', { text: insteadOf.text })}</p>
      )}
      {insteadOf?.kind === 'near' && (
        <p className={styles.warn}>{t('search.insteadNear', { words: insteadOf.words.join(', ') })}</p>
      )}
      {here.state === 'failed' && <p className={styles.warn}>{t('search.failed')}</p>}
      <p role="status" aria-label={t('search.results')}>
        {!found.isSearching &&
          t(here.isLowerBound ? 'search.atLeast' : 'search.count', { count: here.total })}
        {here.total > shown && `, ${t('search.first', { count: shown })}`}
        {fromArchive > 0 && `, ${t('search.archiveDone', { count: fromArchive })}`}
        {archive.isSearching && ` · ${t('search.archiveSearching')}`}
        {!archive.isOnline && ` · ${t('search.archiveOffline')}`}
      </p>
      {indexing !== null && (
        <p>
          {t('search.indexing', { percent: Math.floor((100 * indexing.done) / Math.max(1, indexing.total)) })}
        </p>
      )}
      {archive.isOnline && archive.error !== null && !archive.isSearching && (
        <p className={styles.warn}>
          {t('search.archiveFailed', { why: t(`apiError.${archive.error}`) })}{' '}
          <Button size="compact-xs" onClick={archive.again}>
            {t('search.again')}
          </Button>
        </p>
      )}
    </div>
  );
}
