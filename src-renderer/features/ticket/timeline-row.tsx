import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useMinute } from '#renderer/hooks/use-minute.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { EventGroup } from './event-group.tsx';
import type { TimelineItem } from './group-timeline.ts';
import { MessageCard } from './message-card.tsx';
import styles from './conversation.module.css';

/** One line of the timeline, in its place. */
export const TimelineRow = memo(function TimelineRow(props: {
  readonly item: TimelineItem;
  readonly index: number;
  readonly count: number;
  /** CSS pixels from the top. */
  readonly start: number;
  readonly measure: (node: HTMLDivElement | null) => void;
}) {
  const { item, index } = props;
  const { t } = useTranslation();
  return (
    <div
      ref={props.measure}
      data-index={index}
      className={cx(styles.row, item.kind === 'message' && item.continues && styles.continues)}
      style={{ top: props.start }}
    >
      {item.kind === 'day' && <DayHeading at={item.at} />}
      {item.kind === 'unread' && <p className={styles.unread}>{t('talk.unread')}</p>}
      {item.kind === 'events' && <EventGroup entries={item.entries} />}
      {item.kind === 'message' && <MessageCard entry={item.entry} at={index + 1} of={props.count} />}
    </div>
  );
});

function DayHeading({ at }: { readonly at: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useMinute();
  const days = formats.daysBefore(at, now);
  return (
    <h3 className={styles.day}>
      {days === 0 ? t('time.today') : days === 1 ? t('time.yesterday') : formats.date(at, now)}
    </h3>
  );
}
