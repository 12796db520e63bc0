import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Layout } from '#shared/domain/views/saved-view.ts';
import { isUnread } from '#shared/domain/views/unread.ts';
import type { TicketRow as Row } from '#renderer/data/read/desk-reader.ts';
import { indexOfTicket } from '#renderer/data/read/row-index.ts';
import { selectRange, toggleSelected } from '#renderer/hooks/selection.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useFocusRequest, useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { NewAbove } from './new-above.tsx';
import { rowDomId, TicketRow } from './ticket-row.tsx';
import { useSteadyList } from './use-steady-list.ts';
import styles from './ticket-list.module.css';

/** Heights of rows in CSS pixels. */
const ROW_PX = { full: 70, compact: 34 } as const;

/** The rows of one list, made for 50,000 tickets: only what is in sight is rendered. */
export function TicketRows(props: {
  readonly list: readonly Row[];
  readonly label: string;
  readonly layout: Layout;
  readonly onOpen: (id: Row['ticket']['id']) => void;
  /** What stands there when there is nothing. */
  readonly empty: ReactNode;
}) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const workspace = useWorkspace();
  const cursorId = useWorkspacePart((state) => state.cursorId);
  const selected = useWorkspacePart((state) => state.selected);
  const people = useLive(read.people);
  const queues = useLive(read.queues);
  const drafts = useLive(read.drafts);
  const seen = useLive(read.seen);
  const scroller = useRef<HTMLDivElement>(null);
  const rowPx = ROW_PX[props.layout.density];
  const { rows, pinned, room, newAbove, showAbove, handlers } = useSteadyList({
    list: props.list,
    cursorId,
    scroller,
    rowPx,
  });

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    paddingStart: room.lead,
    paddingEnd: room.tail,
    overscan: 6,
    initialRect: { width: 330, height: 700 },
  });
  // The library remembers the sizes it has been told.
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx, room]);

  const cursorHint = useRef(0);
  const cursorIndex = indexOfTicket(rows, cursorId, cursorHint.current);
  if (cursorIndex >= 0) cursorHint.current = cursorIndex;

  // Only the cursor's own moves bring it into sight, not changes of the list.
  useEffect(() => {
    const index = indexOfTicket(rows, cursorId, cursorHint.current);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [cursorId]);

  // What the operator has done himself takes the row away at once, and the next one is on.
  useEffect(() => {
    if (cursorIndex >= 0 || cursorId === null || read.row(cursorId)?.pending !== true) return;
    const focused = document.activeElement;
    if (focused !== null && focused !== document.body && focused !== scroller.current) return;
    const next = rows[Math.min(cursorHint.current, rows.length - 1)];
    if (next !== undefined) workspace.set({ cursorId: next.ticket.id });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only where the rows have changed
  }, [rows]);

  // An empty list takes the focus too: whoever leaves the composer must not be kept in it.
  const nothing = useRef<HTMLDivElement>(null);
  useFocusRequest('list', () => (scroller.current ?? nothing.current)?.focus({ preventScroll: true }));

  const { onOpen } = props;
  const press = useCallback(
    (row: Row, event: MouseEvent) => {
      const { id } = row.ticket;
      const onBox = (event.target as Element).closest('[data-choose]') !== null;
      // The press has done what there is to do: the click behind it is for assistive technology.
      if (event.type === 'click' && (event.detail > 0 || onBox)) return;
      if (event.shiftKey) {
        event.preventDefault();
        selectRange(workspace, id);
      } else if (onBox || event.ctrlKey || event.metaKey) toggleSelected(workspace, id);
      else onOpen(id);
    },
    [workspace, onOpen],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowPx) / rowPx) - 1);
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

  const fateOf = (ticket: Ticket): string | undefined => {
    const fate = pinned.get(ticket.id);
    if (fate !== 'left') return undefined;
    if (read.row(ticket.id) === null) return t('queue.left.gone');
    const was = ticket.assigneeId;
    if (ticket.status === 'resolved') return t('queue.left.resolved');
    return was === null
      ? t('queue.left.nobody')
      : t('queue.left.assigned', { name: people.get(was)?.name ?? t('person.somebody') });
  };

  if (rows.length === 0)
    return (
      <div ref={nothing} className={styles.nothing} role="group" aria-label={props.label} tabIndex={-1}>
        {props.empty}
      </div>
    );
  const items = virtualizer.getVirtualItems();
  const activeShown = items.some((item) => item.index === cursorIndex);
  const choosing = selected.size > 0;
  return (
    <div className={styles.area}>
      <NewAbove count={newAbove} onShow={showAbove} />
      <div
        ref={scroller}
        className={styles.scroller}
        role="listbox"
        aria-label={props.label}
        aria-multiselectable="true"
        aria-activedescendant={activeShown && cursorId !== null ? rowDomId(cursorId) : undefined}
        tabIndex={0}
        data-ticket-list=""
        onKeyDown={onKeyDown}
        {...handlers}
      >
        <div className={styles.body} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const { ticket } = row;
            const assignee = ticket.assigneeId;
            return (
              <TicketRow
                key={ticket.id}
                row={row}
                top={item.start}
                position={item.index + 1}
                total={rows.length}
                active={item.index === cursorIndex}
                selected={choosing ? selected.has(ticket.id) : item.index === cursorIndex}
                choosing={choosing}
                hasDraft={drafts.has(ticket.id)}
                unread={isUnread(ticket, seen.get(ticket.id))}
                fate={fateOf(ticket)}
                layout={props.layout}
                assigneeName={assignee === null ? null : (people.get(assignee)?.name ?? null)}
                queueName={queues.get(ticket.queueId)?.name ?? null}
                onPress={press}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
