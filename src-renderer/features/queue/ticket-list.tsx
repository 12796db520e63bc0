import { Skeleton } from '@mantine/core';
import { IconCircleCheck, IconInbox } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketRow as Row } from '#renderer/data/read/desk-reader.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useFocusRequest, useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';
import { Tag } from '#renderer/ui-kit/tag.tsx';
import { findNear } from './find-near.ts';
import { rowDomId, TicketRow } from './ticket-row.tsx';
import styles from './ticket-list.module.css';

/** Height of a row in CSS pixels: `--row-height`. */
const ROW_PX = 70;

/** The list of the chosen view, made for 50,000 tickets: only what is in sight is rendered. */
export function TicketList({ leading }: { readonly leading?: ReactNode }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { read } = useDesk();
  const workspace = useWorkspace();
  const view = useWorkspacePart((state) => state.view);
  const queueId = useWorkspacePart((state) => state.queueId);
  const list = useLive(read.tickets(view, queueId));
  const queues = useLive(read.queues);
  const queueName = queueId === null ? undefined : queues.get(queueId)?.name;

  return (
    <section className={styles.pane} aria-label={t('list.pane')}>
      <div className={styles.bar}>
        {leading}
        <h2>{queueName ?? t(`view.${view}`)}</h2>
        <Tag>{t('list.dueFirst')}</Tag>
        {list.ready && <span className={styles.count}>{t('list.count', { count: list.rows.length })}</span>}
      </div>
      {!list.ready ? (
        <div aria-busy="true" aria-label={t('list.loading')} role="status">
          {[0, 1, 2, 3, 4, 5].map((n) => (
            <div key={n} className={styles.skeleton}>
              <Skeleton height={12} width="70%" />
              <Skeleton height={10} width="90%" />
              <Skeleton height={10} width="35%" />
            </div>
          ))}
        </div>
      ) : (
        <Rows
          // Another view is another list: it starts at its top.
          key={`${view}/${queueId ?? ''}`}
          rows={list.rows}
          label={t('list.name')}
          total={formats.number(list.rows.length)}
          onOpen={workspace.open}
        />
      )}
    </section>
  );
}

function Rows(props: {
  readonly rows: readonly Row[];
  readonly label: string;
  readonly total: string;
  readonly onOpen: (ticketId: Row['ticket']['id']) => void;
}) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const workspace = useWorkspace();
  const view = useWorkspacePart((state) => state.view);
  const cursorId = useWorkspacePart((state) => state.cursorId);
  const people = useLive(read.people);
  const drafts = useLive(read.drafts);
  const scroller = useRef<HTMLDivElement>(null);
  const { rows } = props;

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
    initialRect: { width: 330, height: 700 },
  });

  const cursorHint = useRef(0);
  const cursorIndex = findNear(rows, cursorId, cursorHint.current);
  if (cursorIndex >= 0) cursorHint.current = cursorIndex;

  // Rows that come or go above must not move what is being read: keep the first row in sight where it is.
  const anchor = useRef<{ readonly id: Row['ticket']['id']; readonly index: number } | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    const kept = anchor.current;
    if (element === null || kept === null || element.scrollTop === 0) return;
    const index = findNear(rows, kept.id, kept.index);
    if (index >= 0 && index !== kept.index) element.scrollTop += (index - kept.index) * ROW_PX;
  }, [rows]);
  useEffect(() => {
    const index = Math.floor((scroller.current?.scrollTop ?? 0) / ROW_PX);
    const row = rows[index];
    anchor.current = row === undefined ? null : { id: row.ticket.id, index };
  });

  // Only the cursor's own moves bring it into sight, not changes of the list.
  useEffect(() => {
    const index = findNear(rows, cursorId, cursorHint.current);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [cursorId]);

  useFocusRequest('list', () => scroller.current?.focus({ preventScroll: true }));

  const { onOpen } = props;
  const open = useCallback((row: Row) => onOpen(row.ticket.id), [onOpen]);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW_PX) / ROW_PX) - 1);
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? rows.length - 1
          : event.key === 'PageDown'
            ? Math.min(rows.length - 1, cursorHint.current + page)
            : event.key === 'PageUp'
              ? Math.max(0, cursorHint.current - page)
              : null;
    const row = to === null ? undefined : rows[to];
    if (row === undefined) return;
    event.preventDefault();
    workspace.set({ cursorId: row.ticket.id });
  };

  if (rows.length === 0) {
    const done = view === 'mine' || view === 'unassigned' || view === 'waiting-for-us';
    return (
      <EmptyState
        icon={
          done ? (
            <IconCircleCheck size={32} stroke={1.4} aria-hidden="true" />
          ) : (
            <IconInbox size={32} stroke={1.4} aria-hidden="true" />
          )
        }
        title={t(`list.empty.${view}.title`)}
      >
        {t(`list.empty.${view}.body`)}
      </EmptyState>
    );
  }

  const items = virtualizer.getVirtualItems();
  const activeShown = items.some((item) => item.index === cursorIndex);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="listbox"
      aria-label={props.label}
      aria-activedescendant={activeShown && cursorId !== null ? rowDomId(cursorId) : undefined}
      tabIndex={0}
      data-ticket-list=""
      onKeyDown={onKeyDown}
    >
      <div className={styles.body} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const assignee = row.ticket.assigneeId;
          return (
            <TicketRow
              key={row.ticket.id}
              row={row}
              top={item.start}
              position={item.index + 1}
              total={rows.length}
              selected={item.index === cursorIndex}
              hasDraft={drafts.has(row.ticket.id)}
              assigneeName={assignee === null ? null : (people.get(assignee)?.name ?? null)}
              onOpen={open}
            />
          );
        })}
      </div>
    </div>
  );
}
