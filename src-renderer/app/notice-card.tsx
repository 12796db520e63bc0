import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Desk } from '#renderer/data/desk.ts';
import { whenOf } from '#renderer/hooks/format.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import type { Notice } from '#renderer/hooks/ticket-commands.ts';
import { useMinute } from '#renderer/hooks/use-minute.ts';
import { useSecondsLeft } from '#renderer/hooks/use-seconds-left.ts';
import styles from './notice-card.module.css';

/** What was just done, how far it has come, and a way to take it back. */
export function NoticeCard(props: {
  readonly desk: Desk;
  readonly notice: Notice;
  readonly onUndo: () => void;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useMinute();
  const { notice } = props;
  const outbox = useLive(props.desk.read.outbox);
  const item = outbox.find((candidate) => candidate.command.id === notice.commandId);
  const words = item?.command.kind === 'reply' || item?.command.kind === 'note';
  const sent = notice.commandId !== undefined && item === undefined;
  // Words that are out cannot be called back; other changes are undone by their opposite.
  const canUndo =
    notice.undo !== undefined && (words ? item.canDiscard : !sent || notice.undoable === 'always');
  // What waited for a decision and is gone has been decided on: it was not sent.
  const seen = useRef(item);
  if (item !== undefined) seen.current = item;
  const isDecided = item === undefined && seen.current !== undefined && seen.current.state.kind !== 'waiting';
  const seconds = useSecondsLeft(item?.delay ?? null);
  const where =
    notice.commandId === undefined || isDecided
      ? null
      : item?.delay?.kind === 'later'
        ? t('delay.at', { when: whenOf(item.delay.until, formats, now) })
        : item?.delay?.kind === 'undo'
          ? t('delay.soon', { count: seconds })
          : item === undefined
            ? t('told.done')
            : item.state.kind === 'waiting'
              ? t('told.waiting')
              : t('told.undecided');
  return (
    <div className={styles.notice}>
      <span>
        {notice.text}
        {where !== null && <span className={styles.where}> · {where}</span>}
      </span>
      {canUndo && (
        <Button size="compact-xs" variant="subtle" onClick={props.onUndo}>
          {t('action.undoShort')}
        </Button>
      )}
    </div>
  );
}
