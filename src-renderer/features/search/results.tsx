import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import type { SearchTerm } from '#shared/domain/search/search-query.ts';
import type { ResultLine } from './merge-hits.ts';
import { ResultRow, resultDomId } from './result-row.tsx';
import styles from './search.module.css';

/** Presses of the list that move the cursor, by the place of the key. */
const MOVES: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  KeyJ: 1,
  ArrowUp: -1,
  KeyK: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
};

/** The list of what was found. The line that the keyboard is on stays where it is while others come. */
export function Results(props: {
  readonly lines: readonly ResultLine[];
  readonly terms: readonly SearchTerm[];
  readonly isTolerant: boolean;
  readonly cursorId: TicketId | null;
  readonly onMove: (ticketId: TicketId) => void;
  readonly onOpen: (line: ResultLine) => void;
  /** Up from the first line. */
  readonly onLeave: () => void;
}) {
  const { t } = useTranslation();
  const { lines, cursorId } = props;
  const list = useRef<HTMLDivElement>(null);
  const index = lines.findIndex((line) => line.ticket.id === cursorId);

  const before = useRef<{ readonly id: TicketId | null; readonly top: number }>({ id: null, top: 0 });
  useLayoutEffect(() => {
    const scroller = list.current;
    const row = cursorId === null ? null : document.getElementById(resultDomId(cursorId));
    if (scroller === null || row === null) return;
    if (before.current.id === cursorId && scroller.scrollTop > 0)
      scroller.scrollTop += row.offsetTop - before.current.top;
    before.current = { id: cursorId, top: row.offsetTop };
  }, [lines, cursorId]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === 'Enter') {
      const line = lines[index];
      if (line === undefined) return;
      event.preventDefault();
      props.onOpen(line);
      return;
    }
    const by = MOVES[event.code];
    if (by === undefined) return;
    event.preventDefault();
    if (index === 0 && by === -1) return props.onLeave();
    const next = lines[Math.min(lines.length - 1, Math.max(0, index + by))];
    if (next === undefined) return;
    props.onMove(next.ticket.id);
    document.getElementById(resultDomId(next.ticket.id))?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <div
      ref={list}
      id="search-results"
      className={styles.results}
      role="listbox"
      aria-label={t('search.results')}
      aria-activedescendant={index < 0 || cursorId === null ? undefined : resultDomId(cursorId)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => {
        const [first] = lines;
        if (index < 0 && first !== undefined) props.onMove(first.ticket.id);
      }}
    >
      {lines.map((line) => (
        <ResultRow
          key={line.ticket.id}
          line={line}
          terms={props.terms}
          isTolerant={props.isTolerant}
          selected={line.ticket.id === cursorId}
          onOpen={props.onOpen}
        />
      ))}
    </div>
  );
}
