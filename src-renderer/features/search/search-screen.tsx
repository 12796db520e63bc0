import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconSearch, IconZoomQuestion } from '@tabler/icons-react';
import { useCallback, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import { LONGEST_QUERY } from '#shared/domain/search/parse-query.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFocusRequest, useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';
import { ArchivePreview } from './archive-preview.tsx';
import type { ResultLine } from './merge-hits.ts';
import { Results } from './results.tsx';
import { SearchNotes } from './search-notes.tsx';
import { SearchStart } from './search-start.tsx';
import { suggestFields } from './suggest-fields.ts';
import { useSearch } from './use-search.ts';
import styles from './search.module.css';

/** Everything on this machine by its words, as one types; the archive of the helpdesk beside it when there is a connection. */
export function SearchScreen() {
  const { t, i18n } = useTranslation();
  const { read } = useDesk();
  const workspace = useWorkspace();
  const back = useAction('back');
  const text = useWorkspacePart((state) => state.searchText);
  const found = useSearch(text);
  const [cursorId, setCursorId] = useState<TicketId | null>(null);
  const [preview, setPreview] = useState<ResultLine | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const { lines } = found;

  const type = useCallback(
    (searchText: string) => {
      workspace.set({ searchText });
      setPreview(null);
      setCursorId(null);
    },
    [workspace],
  );
  const pick = (picked: string) => {
    type(picked);
    box.current?.focus();
  };
  useFocusRequest('search', () => {
    box.current?.focus();
    box.current?.select();
  });

  const open = useCallback(
    (line: ResultLine) => {
      setCursorId(line.ticket.id);
      read.search.remember(workspace.get().searchText);
      // Another search than ours may find what is here all the same.
      if (line.isArchive && read.findTicketByNumber(line.ticket.number) === null) setPreview(line);
      else workspace.open(line.ticket.id, 'conversation', line.messageId ?? undefined);
    },
    [read, workspace],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const [first] = lines;
    if (event.key === 'Escape') {
      event.preventDefault();
      back.run({ ticket: null });
    } else if (event.key === 'ArrowDown' && first !== undefined) {
      event.preventDefault();
      setCursorId(first.ticket.id);
      document.getElementById('search-results')?.focus();
    } else if (event.key === 'Enter' && first !== undefined) {
      event.preventDefault();
      open(first);
    }
  };

  const suggestions = suggestFields(text, i18n.language === 'ru' ? 'ru' : 'en');
  return (
    <section className={styles.screen} aria-label={t('search.box')}>
      <div className={styles.head}>
        <TextInput
          ref={box}
          type="search"
          role="searchbox"
          aria-label={t('search.box')}
          placeholder={t('search.placeholder')}
          maxLength={LONGEST_QUERY}
          value={text}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          rightSection={
            text === '' ? null : (
              <CloseButton size="sm" aria-label={t('search.clear')} onClick={() => pick('')} />
            )
          }
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {suggestions.length > 0 && (
          <ul className={styles.chips} aria-label={t('search.fields')}>
            {suggestions.map((suggestion) => (
              <li key={suggestion.word}>
                <button type="button" className={styles.chip} onClick={() => pick(suggestion.text)}>
                  {suggestion.word}
                </button>
              </li>
            ))}
          </ul>
        )}
        {!found.isEmpty && (
          <SearchNotes found={found} shown={lines.filter((line) => !line.isArchive).length} />
        )}
      </div>
      {found.isEmpty ? (
        <SearchStart onPick={pick} />
      ) : (
        <div className={styles.body}>
          <div className={styles.column}>
            {lines.length > 0 ? (
              <Results
                lines={lines}
                terms={found.terms}
                isTolerant={found.here.insteadOf?.kind === 'near'}
                cursorId={cursorId}
                onMove={setCursorId}
                onOpen={open}
                onLeave={() => box.current?.focus()}
              />
            ) : (
              !found.isSearching &&
              !found.archive.isSearching && (
                <EmptyState
                  icon={<IconZoomQuestion size={36} stroke={1.3} aria-hidden="true" />}
                  title={t('search.none')}
                >
                  {t('search.noneHint')}
                </EmptyState>
              )
            )}
            {found.archive.hasMore && (
              <Button
                className={styles.more}
                loading={found.archive.isSearching}
                onClick={found.archive.more}
              >
                {t('search.archiveMore')}
              </Button>
            )}
          </div>
          {preview !== null && (
            <ArchivePreview line={preview} terms={found.terms} onClose={() => setPreview(null)} />
          )}
        </div>
      )}
    </section>
  );
}
