import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { ConfirmDialog } from '#renderer/ui-kit/confirm-dialog.tsx';
import { cx } from '#renderer/ui-kit/cx.ts';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import { CommandContent } from './command-content.tsx';
import { describeCommand, describeReason } from './describe-command.ts';
import styles from './outbox.module.css';

/** One command that is not settled: what, where, since when, why, and what can be decided about it. */
export function OutboxEntry({
  item,
  inTicket = false,
}: {
  readonly item: OutboxItem;
  readonly inTicket?: boolean;
}) {
  const { t } = useTranslation();
  const { read, write } = useDesk();
  const people = useLive(read.people);
  const me = useLive(read.me);
  const workspace = useWorkspace();
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const { command, ticket, state } = item;
  const what = describeCommand(command, people, t);
  const undecided = state.kind !== 'waiting';
  const hasWords = command.kind === 'reply' || command.kind === 'note';

  const done = (focus: 'composer' | 'list') => {
    setBusy(false);
    if (inTicket || focus === 'composer') workspace.focusOn(focus);
  };
  const retry = async () => {
    setBusy(true);
    const result = await write.retry(command.id);
    if (!result.ok) tell({ tone: 'error', text: t(`writeError.${result.error}`) });
    done('list');
  };
  const discard = async (thenEdit: boolean) => {
    setBusy(true);
    setAsking(false);
    const result = await write.discard(command.id);
    if (!result.ok) {
      tell({
        tone: 'error',
        text: result.error === 'too-late' ? t('told.tooLate') : t(`writeError.${result.error}`),
      });
      return done('list');
    }
    if (thenEdit && hasWords) {
      workspace.open(command.ticketId);
      workspace.compose(command.kind);
      return setBusy(false);
    }
    done('list');
  };
  const draftInTheWay = hasWords && read.draft(command.ticketId, command.kind).get().draft !== null;

  return (
    <li
      className={cx(styles.item, undecided && styles.undecided)}
      aria-label={ticket === null ? what : t('outbox.itemName', { what, number: ticket.number })}
    >
      <div className={styles.head}>
        <span className={styles.what}>
          {what}
          {!inTicket && ticket !== null && ` · #${ticket.number} ${ticket.subject}`}
          {!inTicket && ticket === null && ` · ${t('outbox.noTicket')}`}
        </span>
        <span className={styles.when}>
          <TimeLabel at={command.recordedAt} />
        </span>
      </div>
      <p className={styles.why}>
        {undecided ? (
          <IconAlertTriangle size={15} aria-hidden="true" />
        ) : (
          <IconClock size={15} aria-hidden="true" />
        )}
        <span>{describeReason(item, people, t)}</span>
      </p>
      {state.kind === 'held' ? (
        <div className={styles.sides}>
          <div className={styles.side}>
            <h4>{t('held.theirs')}</h4>
            {state.newer.map((message) => (
              <div key={message.id}>
                <div className={styles.files}>
                  {message.authorName} · <TimeLabel at={message.at} />
                </div>
                <div className={cx(styles.words, styles.theirWords)}>{message.text}</div>
                {message.attachments.length > 0 && (
                  <p className={styles.files}>
                    {t('outbox.files', { count: message.attachments.length })}{' '}
                    {message.attachments.map((file) => file.name).join(', ')}
                  </p>
                )}
              </div>
            ))}
            {state.newer.length === 0 && <p className={styles.quiet}>{t('held.notHere')}</p>}
          </div>
          <div className={styles.side}>
            <h4>{t('held.yours')}</h4>
            {hasWords ? <CommandContent command={command} /> : <p>{what}</p>}
          </div>
        </div>
      ) : (
        <CommandContent command={command} />
      )}
      <div className={styles.actions}>
        {state.kind === 'held' && (
          <Button variant="filled" loading={busy} onClick={() => void retry()}>
            {t(command.kind === 'reply' ? 'held.sendAnyway' : 'held.doAnyway')}
          </Button>
        )}
        {state.kind === 'refused' && (
          <Button loading={busy} onClick={() => void retry()}>
            {state.reason !== 'assigned-to-other'
              ? t('outbox.retry')
              : command.kind === 'assign' && command.payload.to === me.id
                ? t('refused.takeOver')
                : t('refused.assignAnyway')}
          </Button>
        )}
        {state.kind === 'waiting' && state.because === 'trying-again' && (
          <Button onClick={() => write.tryNow()}>{t('connection.tryNow')}</Button>
        )}
        {hasWords && item.canDiscard && !draftInTheWay && (
          <Button disabled={busy} onClick={() => void discard(true)}>
            {t('outbox.edit')}
          </Button>
        )}
        <Button
          color="red"
          variant="subtle"
          disabled={busy || !item.canDiscard}
          title={item.canDiscard ? undefined : t('outbox.cannotDiscard')}
          onClick={() => setAsking(true)}
        >
          {t('outbox.discard')}
        </Button>
        {!inTicket && ticket !== null && (
          <Button variant="subtle" onClick={() => workspace.open(command.ticketId, 'conversation')}>
            {t('outbox.openTicket')}
          </Button>
        )}
      </div>
      <ConfirmDialog
        opened={asking}
        title={t('outbox.discardTitle')}
        confirmLabel={t('outbox.discard')}
        cancelLabel={t('common.cancel')}
        closeLabel={t('common.close')}
        onCancel={() => setAsking(false)}
        onConfirm={() => void discard(false)}
        extra={
          draftInTheWay && hasWords ? (
            <Button
              variant="subtle"
              onClick={() => {
                void navigator.clipboard.writeText(command.payload.text).then(
                  () => tell({ tone: 'done', text: t('outbox.copied') }),
                  () => tell({ tone: 'error', text: t('outbox.notCopied') }),
                );
              }}
            >
              {t('outbox.copyWords')}
            </Button>
          ) : undefined
        }
      >
        {hasWords
          ? draftInTheWay
            ? t('outbox.discardOverDraft')
            : t('outbox.discardToDraft')
          : t('outbox.discardChange')}
      </ConfirmDialog>
    </li>
  );
}
