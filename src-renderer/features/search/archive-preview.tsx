import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SearchTerm } from '#shared/domain/search/search-query.ts';
import { markText } from '#shared/domain/search/snippet.ts';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import { Marked } from './marked.tsx';
import type { ResultLine } from './merge-hits.ts';
import styles from './search.module.css';

/** A ticket that only the helpdesk has, with the message that was found: to be read, nothing else. */
export function ArchivePreview(props: {
  readonly line: ResultLine;
  readonly terms: readonly SearchTerm[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { ticket, message } = props.line;
  return (
    <section className={styles.preview} aria-label={t('search.preview')}>
      <header>
        <h3>
          #{ticket.number} {ticket.subject}
        </h3>
        <CloseButton aria-label={t('search.previewClose')} onClick={props.onClose} />
      </header>
      <p className={styles.quiet}>{t('search.previewHint')}</p>
      {message === null || message.kind === 'event' ? (
        <p>{t('search.noMessage')}</p>
      ) : (
        <article aria-label={t(`conversation.from.${message.kind}`, { name: message.authorName })}>
          <p className={styles.quiet}>
            {message.authorName} · <TimeLabel at={message.at} />
          </p>
          <p className={styles.words}>
            <Marked snippet={markText(message.text, props.terms, false)} />
          </p>
          {message.attachments.map((file) => (
            <p key={file.sha256} className={styles.quiet}>
              {file.name}
            </p>
          ))}
        </article>
      )}
    </section>
  );
}
