import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Desk } from '#renderer/data/desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import type { Notice } from '#renderer/hooks/ticket-commands.ts';
import styles from './notice-card.module.css';

/** What was just done, how far it has come, and a way to take it back. */
export function NoticeCard(props: {
  readonly desk: Desk;
  readonly notice: Notice;
  readonly onUndo: () => void;
}) {
  const { t } = useTranslation();
  const { notice } = props;
  const outbox = useLive(props.desk.read.outbox);
  const item = outbox.find((candidate) => candidate.command.id === notice.commandId);
  const words = item?.command.kind === 'reply' || item?.command.kind === 'note';
  const sent = notice.commandId !== undefined && item === undefined;
  // Words that are out cannot be called back; other changes are undone by their opposite.
  const canUndo =
    notice.undo !== undefined && (words ? item.canDiscard : !sent || notice.undoable === 'always');
  const where =
    notice.commandId === undefined
      ? null
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
