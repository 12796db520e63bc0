import { Button, Skeleton } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { Fragment, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '#renderer/data/read/desk-reader.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useMinute } from '#renderer/hooks/use-minute.ts';
import { useFocusRequest } from '#renderer/hooks/workspace.ts';
import { MessageCard } from './message-card.tsx';
import styles from './conversation.module.css';

/** How many entries are shown at first, and with each "earlier". */
const PAGE = 60;
/** Closer to the end than this many pixels counts as being at the end. */
const NEAR = 48;

/** The timeline of a ticket, newest at the bottom. Give it the ticket's id as `key`. */
export function Conversation({ timeline }: { readonly timeline: readonly TimelineEntry[] | null }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(PAGE);
  const [below, setBelow] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const flow = useRef<HTMLDivElement>(null);
  const pinned = useRef(true);
  const heightBefore = useRef<number | null>(null);

  const toEnd = () => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  };

  // Stays at the end while letters and pictures take their place, unless the operator has scrolled up.
  useLayoutEffect(() => {
    const element = flow.current;
    if (element === null) return;
    toEnd();
    const observer = new ResizeObserver(() => {
      if (pinned.current) toEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const lastId = timeline?.at(-1)?.message.id ?? null;
  const lastSeen = useRef(lastId);
  useLayoutEffect(() => {
    if (lastSeen.current === lastId) return;
    const first = lastSeen.current === null;
    lastSeen.current = lastId;
    if (pinned.current || first) toEnd();
    else setBelow(true);
  }, [lastId]);

  // After "earlier" what was being read stays where it was.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || heightBefore.current === null) return;
    element.scrollTop += element.scrollHeight - heightBefore.current;
    heightBefore.current = null;
  }, [shown]);

  useFocusRequest('conversation', () => scroller.current?.focus({ preventScroll: true }));

  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    pinned.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    if (pinned.current) setBelow(false);
  };

  const entries = timeline ?? [];
  const hidden = Math.max(0, entries.length - shown);
  return (
    <div className={styles.wrap}>
      {/* A scrolling region is reached by Tab, so that it can be scrolled by keys. */}
      <section
        ref={scroller}
        className={styles.scroller}
        aria-label={t('conversation.name')}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
        tabIndex={0}
        onScroll={onScroll}
      >
        <div ref={flow} className={styles.flow}>
          {timeline === null && (
            <div className={styles.skeletons} aria-busy="true">
              <Skeleton height={64} width="60%" radius="lg" />
              <Skeleton height={48} width="45%" radius="lg" ml="auto" />
              <Skeleton height={80} width="70%" radius="lg" />
            </div>
          )}
          {timeline?.length === 0 && <p className={styles.day}>{t('conversation.empty')}</p>}
          {hidden > 0 && (
            <Button
              className={styles.earlier}
              onClick={() => {
                heightBefore.current = scroller.current?.scrollHeight ?? null;
                setShown((count) => count + PAGE * 2);
              }}
            >
              {t('conversation.earlier', { count: hidden })}
            </Button>
          )}
          <Entries entries={hidden > 0 ? entries.slice(hidden) : entries} />
        </div>
      </section>
      {below && (
        <Button
          className={styles.newer}
          variant="filled"
          leftSection={<IconArrowDown size={14} aria-hidden="true" />}
          onClick={() => {
            toEnd();
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

function Entries({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useMinute();
  let before: number | null = null;
  return entries.map((entry) => {
    const days = formats.daysBefore(entry.message.at, now);
    const heading =
      days === before
        ? null
        : days === 0
          ? t('time.today')
          : days === 1
            ? t('time.yesterday')
            : formats.date(entry.message.at, now);
    before = days;
    return (
      <Fragment key={entry.message.id}>
        {heading !== null && <h3 className={styles.day}>{heading}</h3>}
        <MessageCard entry={entry} />
      </Fragment>
    );
  });
}
