import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { DueLabel } from '#renderer/ui-kit/due-label.tsx';
import { ItemList } from '#renderer/ui-kit/item-list.tsx';
import type { TicketDecisions } from './arrange.ts';
import { ChoiceButton } from './choice-button.tsx';
import { OutboxEntry } from './outbox-entry.tsx';
import { useDecisions } from './use-decisions.ts';
import styles from './outbox.module.css';

/** All that has to be decided about one ticket: each by itself, or all at once. */
export function AttentionGroup({
  group,
  inTicket = false,
}: {
  readonly group: TicketDecisions;
  /** It stands in the ticket itself, whose name is above. */
  readonly inTicket?: boolean;
}) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const decisions = useDecisions();
  const [busy, setBusy] = useState(false);
  const { ticket, undecided, behind } = group;
  const all = [...undecided, ...behind];
  const mayDiscard = all.filter((item) => item.canDiscard);
  const during = async (decide: () => Promise<void>) => {
    setBusy(true);
    await decide();
    setBusy(false);
  };

  return (
    <div data-entry-group={group.ticketId} className={styles.group}>
      {!inTicket && (
        <div className={styles.ticket}>
          <h4>
            {ticket === null ? t('outbox.noTicket') : `#${ticket.number} ${ticket.subject}`}
            {ticket !== null && <span className={styles.customer}> · {ticket.customerName}</span>}
          </h4>
          {ticket !== null && (
            <>
              <DueLabel ticket={ticket} />
              <ChoiceButton
                choice="open"
                variant="subtle"
                onClick={() => workspace.open(group.ticketId, 'conversation')}
              >
                {t('outbox.openTicket')}
                <span className="visually-hidden"> #{ticket.number}</span>
              </ChoiceButton>
            </>
          )}
        </div>
      )}
      <ItemList>
        {undecided.map((item) => (
          <OutboxEntry key={item.command.id} item={item} underTicket />
        ))}
      </ItemList>
      {behind.length > 0 && !inTicket && (
        <p className={styles.quiet}>{t('decide.waitBehind', { count: behind.length })}</p>
      )}
      {(undecided.length > 1 || mayDiscard.length > 1) && (
        <div className={styles.actions}>
          {undecided.length > 1 && (
            <ChoiceButton
              choice="do-all"
              loading={busy}
              onClick={() => void during(() => decisions.retry(undecided))}
            >
              {t('decide.doAll', { count: undecided.length })}
            </ChoiceButton>
          )}
          {mayDiscard.length > 1 && (
            <ChoiceButton
              choice="discard-all"
              color="red"
              variant="subtle"
              disabled={busy}
              onClick={() => void during(() => decisions.discard(mayDiscard))}
            >
              {t('decide.discardAll', { count: mayDiscard.length })}
            </ChoiceButton>
          )}
        </div>
      )}
    </div>
  );
}
