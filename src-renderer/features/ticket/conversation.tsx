import { Button, Skeleton } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerId, MessageId, TicketId } from '#shared/base/brand.ts';
import { isPicture } from '#shared/domain/attachments/picture.ts';
import type { TimelineEntry } from '#renderer/data/read/desk-reader.ts';
import { useFocusRequest, useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { useLook } from '#renderer/hooks/conversation-look.ts';
import { ConversationContext } from './conversation-context.ts';
import { FindBar } from './find-bar.tsx';
import { groupTimeline } from './group-timeline.ts';
import { TimelineRow } from './timeline-row.tsx';
import { useTimelineWindow } from './use-timeline-window.ts';
import styles from './conversation.module.css';

const NOTHING: readonly TimelineEntry[] = [];

/** The timeline of a ticket, newest at the bottom: only what is near is rendered. Give it the ticket's id as `key`. */
export function Conversation(props: {
  readonly ticketId: TicketId;
  readonly timeline: readonly TimelineEntry[] | null;
  /** The line "new since you were here" stands before it. */
  readonly unreadFrom: MessageId | null;
  readonly sender: { readonly id: CustomerId; readonly name: string } | null;
}) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const finding = useWorkspacePart((state) => state.finding);
  const entries = props.timeline ?? NOTHING;
  const { unreadFrom } = props;
  const items = useMemo(() => groupTimeline(entries, startOfDay, unreadFrom), [entries, unreadFrom]);
  const list = useTimelineWindow(items);
  const { scroller, virtualizer } = list;

  const senderId = props.sender?.id ?? null;
  const senderName = props.sender?.name ?? null;
  const parts = useMemo(
    () => ({
      pictures: entries.flatMap(({ message }) =>
        message.kind === 'event' ? [] : message.attachments.filter(({ type }) => isPicture(type)),
      ),
      sender: senderId === null || senderName === null ? null : { id: senderId, name: senderName },
    }),
    [entries, senderId, senderName],
  );

  // What comes below while something further up is read is told, not shown.
  const [below, setBelow] = useState(false);
  const lastId = entries.at(-1)?.message.id ?? null;
  const lastSeen = useRef(lastId);
  useLayoutEffect(() => {
    if (lastSeen.current === lastId) return;
    const isFirst = lastSeen.current === null;
    lastSeen.current = lastId;
    if (!isFirst && !list.isAtEnd()) setBelow(true);
  }, [lastId, list]);

  useTimelineEvents(scroller, {
    onFocus: list.onFocus,
    onScroll: () => {
      if (list.isAtEnd()) setBelow(false);
    },
  });
  const isRead = props.timeline !== null;
  useFocusRequest('conversation', () => scroller.current?.focus({ preventScroll: true }), isRead);
  useLook(props.ticketId, isRead, (request) =>
    // A dialog that was opened since keeps the focus.
    list.show(request.to, request.words, { focus: workspace.get().dialog === null }),
  );

  return (
    <div className={styles.wrap}>
      {finding && (
        <FindBar
          entries={entries}
          onShow={(id, words) => list.show(id, words, { focus: false })}
          onClose={() => {
            workspace.set({ finding: false });
            list.clearMarks();
            scroller.current?.focus({ preventScroll: true });
          }}
        />
      )}
      {/* A scrolling region is reached by Tab, so that it can be scrolled by keys. */}
      <section
        ref={scroller}
        className={styles.scroller}
        aria-label={t('conversation.name')}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
        tabIndex={0}
      >
        {props.timeline === null && (
          <div className={styles.skeletons} aria-busy="true">
            <Skeleton height={64} width="60%" radius="lg" />
            <Skeleton height={48} width="45%" radius="lg" ml="auto" />
            <Skeleton height={80} width="70%" radius="lg" />
          </div>
        )}
        {props.timeline?.length === 0 && (
          <div className={styles.row}>
            <p className={styles.day}>{t('conversation.empty')}</p>
          </div>
        )}
        <ConversationContext value={parts}>
          <div className={styles.flow} style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ index, key, start }) => {
              const item = items[index];
              return (
                item !== undefined && (
                  <TimelineRow
                    key={key}
                    item={item}
                    index={index}
                    count={items.length}
                    start={start}
                    measure={virtualizer.measureElement}
                  />
                )
              );
            })}
          </div>
        </ConversationContext>
      </section>
      {below && (
        <Button
          className={styles.newer}
          variant="filled"
          leftSection={<IconArrowDown size={14} aria-hidden="true" />}
          onClick={() => {
            virtualizer.scrollToEnd();
            setBelow(false);
            scroller.current?.focus({ preventScroll: true });
          }}
        >
          {t('conversation.newBelow')}
        </Button>
      )}
    </div>
  );
}

/** What the scrolling region is told; it has no role of its own to take events by. */
function useTimelineEvents(
  scroller: RefObject<HTMLElement | null>,
  on: { readonly onFocus: (target: EventTarget | null) => void; readonly onScroll: () => void },
): void {
  const latest = useRef(on);
  latest.current = on;
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onFocus = (event: FocusEvent) => latest.current.onFocus(event.target);
    const onScroll = () => latest.current.onScroll();
    element.addEventListener('focusin', onFocus);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller]);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
