import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { memo, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSendable } from '#shared/domain/drafts/draft.ts';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import { draftOf } from '#renderer/data/write/draft-words.ts';
import type { WordsPlace } from '#renderer/data/write/desk-writer.ts';
import { focusEntry } from '#renderer/hooks/entries.ts';
import { useNames } from '#renderer/hooks/names.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { ConfirmDialog } from '#renderer/ui-kit/confirm-dialog.tsx';
import { cx } from '#renderer/ui-kit/cx.ts';
import { EntryItem } from '#renderer/ui-kit/item-list.tsx';
import { isUndecided } from './arrange.ts';
import { ChoiceButton } from './choice-button.tsx';
import { CommandContent } from './command-content.tsx';
import { DelayControls, useDelayText } from './delay-controls.tsx';
import { describeCommand, describeReason, primaryChoice } from './describe-command.ts';
import { DraftInTheWay } from './draft-in-the-way.tsx';
import { TheirSide } from './their-side.tsx';
import { useDecisions } from './use-decisions.ts';
import { isPastDiscarding, TakeBack } from './take-back.tsx';
import styles from './outbox.module.css';

/** One command that is not settled: what, where, since when, why, both sides where there are two, and what can be decided. */
export const OutboxEntry = memo(function OutboxEntry({
  item,
  blocker = null,
  underTicket = false,
}: {
  readonly item: OutboxItem;
  /** The undecided command that holds it back. */
  readonly blocker?: OutboxItem | null;
  /** It stands under its ticket's name already. */
  readonly underTicket?: boolean;
}) {
  const { t } = useTranslation();
  const { read, write } = useDesk();
  const people = useLive(read.people);
  const names = useNames();
  const me = useLive(read.me);
  const workspace = useWorkspace();
  const tell = useTell();
  const decisions = useDecisions();
  const delayText = useDelayText(item);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<'edit' | 'discard' | null>(null);
  const whyId = useId();
  const { command, ticket, state } = item;
  const what = describeCommand(command, names, t);
  const where = ticket === null ? t('outbox.noTicket') : `#${ticket.number} ${ticket.subject}`;
  const undecided = isUndecided(item);
  const back = draftOf(command);
  // Words of a hand-over are written in their dialog, not in the composer.
  const words = back !== null && isSendable(back) ? back : null;
  const draft = asking === null ? null : decisions.draftInTheWay(item);
  /** Somebody else has the ticket: not to insist means to leave it with him. */
  const left =
    state.kind === 'refused' && state.reason === 'assigned-to-other' && command.kind === 'assign'
      ? { with: state.holder === null ? undefined : people.get(state.holder)?.name }
      : null;
  const primary = primaryChoice(item, me.id, people, t);
  const hasOtherSide =
    state.kind === 'held' || (state.kind === 'refused' && item.changes > 0 && ticket !== null);

  const during = async (decide: () => Promise<void>) => {
    setBusy(true);
    setAsking(null);
    await decide();
    setBusy(false);
  };
  const edit = (place: WordsPlace) => during(() => decisions.edit(item, place));
  const discard = () => during(() => decisions.discard([item]));
  /** Words that have no draft to go back into are only thrown away after a question. */
  const askToDiscard = () => {
    if (words !== null && (ticket === null || decisions.draftInTheWay(item) !== null)) setAsking('discard');
    else void discard();
  };
  const copy = () => {
    void navigator.clipboard.writeText(words?.text ?? '').then(
      () => tell({ tone: 'done', text: t('outbox.copied') }),
      () => tell({ tone: 'error', text: t('outbox.notCopied') }),
    );
  };

  return (
    <EntryItem
      what={underTicket ? what : `${what} · ${where}`}
      at={command.recordedAt}
      reached={{
        id: command.id,
        label: ticket === null ? what : t('outbox.itemName', { what, number: ticket.number }),
        describedBy: whyId,
      }}
      undecided={undecided}
    >
      <p className={cx(styles.why, undecided && styles.undecided)} id={whyId}>
        {undecided ? (
          <IconAlertTriangle size={15} aria-hidden="true" />
        ) : (
          <IconClock size={15} aria-hidden="true" />
        )}
        <span>
          {blocker === null
            ? delayText || describeReason(item, people, t)
            : t('decide.behind', { what: describeCommand(blocker.command, names, t) })}
        </span>
      </p>
      {hasOtherSide ? (
        <div className={styles.sides}>
          <TheirSide item={item} />
          <div className={styles.side}>
            <h4>{t(words === null ? 'decide.yourAct' : 'held.yours')}</h4>
            {words === null ? <p>{what}</p> : <CommandContent command={command} />}
          </div>
        </div>
      ) : (
        <CommandContent command={command} />
      )}
      <div className={styles.actions}>
        {primary !== null && (
          <ChoiceButton
            choice="do"
            {...(state.kind === 'held' ? { variant: 'filled' as const } : {})}
            loading={busy}
            onClick={() => void during(() => decisions.retry([item]))}
          >
            {primary}
          </ChoiceButton>
        )}
        {state.kind === 'waiting' && state.because === 'trying-again' && (
          <Button onClick={() => write.tryNow()}>{t('connection.tryNow')}</Button>
        )}
        <DelayControls item={item} />
        {blocker !== null && (
          <ChoiceButton choice="behind" onClick={() => void focusEntry(blocker.command.id)}>
            {t('decide.showBlocker')}
          </ChoiceButton>
        )}
        {words !== null && ticket !== null && item.canDiscard && (
          <ChoiceButton
            choice="edit"
            disabled={busy}
            onClick={() => {
              if (decisions.draftInTheWay(item) === null) void edit('before');
              else setAsking('edit');
            }}
          >
            {t('outbox.edit')}
          </ChoiceButton>
        )}
        {words !== null && ticket === null && (
          <Button disabled={busy} onClick={copy}>
            {t('outbox.copyWords')}
          </Button>
        )}
        {isPastDiscarding(item) ? (
          <TakeBack item={item} />
        ) : (
          <ChoiceButton
            choice="discard"
            {...(left !== null ? {} : { color: 'red' as const, variant: 'subtle' as const })}
            disabled={busy || !item.canDiscard}
            {...(item.canDiscard ? {} : { title: t('outbox.cannotDiscard') })}
            onClick={askToDiscard}
          >
            {left === null
              ? t('outbox.discard')
              : left.with === undefined
                ? t('decide.leave')
                : t('decide.leaveWith', { name: left.with })}
          </ChoiceButton>
        )}
        {!underTicket && ticket !== null && (
          <ChoiceButton
            choice="open"
            variant="subtle"
            onClick={() => workspace.open(command.ticketId, 'conversation')}
          >
            {t('outbox.openTicket')}
          </ChoiceButton>
        )}
      </div>
      {asking === 'edit' && draft !== null && (
        <DraftInTheWay
          command={command}
          draft={draft}
          canSwap={undecided}
          onChoose={(place) => void edit(place)}
          onCancel={() => setAsking(null)}
        />
      )}
      <ConfirmDialog
        opened={asking === 'discard'}
        title={t('outbox.discardTitle')}
        confirmLabel={t('outbox.discard')}
        cancelLabel={t('common.cancel')}
        closeLabel={t('common.close')}
        onCancel={() => setAsking(null)}
        onConfirm={() => void discard()}
        extra={
          <Button variant="subtle" onClick={copy}>
            {t('outbox.copyWords')}
          </Button>
        }
      >
        {t(ticket === null ? 'decide.discardNowhere' : 'outbox.discardOverDraft')}
      </ConfirmDialog>
    </EntryItem>
  );
});
