import { ActionIcon, Button } from '@mantine/core';
import { IconArrowLeft, IconMailOpened, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import { Composer } from '#renderer/features/composer/composer.tsx';
import { TicketAttention } from '#renderer/features/outbox/ticket-attention.tsx';
import { TicketHeld } from '#renderer/features/outbox/ticket-held.tsx';
import { Conversation } from '#renderer/features/ticket/conversation.tsx';
import { PrintedTicket } from '#renderer/features/ticket/copies/printed-ticket.tsx';
import { SaveTicketDialog } from '#renderer/features/ticket/copies/save-ticket-dialog.tsx';
import { TicketHeader } from '#renderer/features/ticket/ticket-header.tsx';
import { useUnreadFrom } from '#renderer/features/ticket/use-unread-from.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useMergedTimeline } from '#renderer/hooks/use-merged-timeline.ts';
import { useRight } from '#renderer/hooks/use-rights.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { WritingLine } from '#renderer/ui-kit/writing-line.tsx';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';
import styles from './ticket-pane.module.css';

/** The open ticket: header, conversation, what must be decided, composer. Give it the ticket's id as `key`. */
export function TicketPane(props: {
  readonly ticketId: TicketId;
  /** The list is hidden behind this pane. */
  readonly covers: boolean;
  /** The customer is folded into a drawer. */
  readonly sideFolded: boolean;
}) {
  const { t } = useTranslation();
  const { read, attendance } = useDesk();
  const workspace = useWorkspace();
  const conversation = useLive(read.conversation(props.ticketId));
  const ticket = conversation.kind === 'open' || conversation.kind === 'loading' ? conversation.ticket : null;
  const mayReply = useRight('ticket.reply', ticket);
  const timeline = useMergedTimeline(
    props.ticketId,
    conversation.kind === 'open' ? conversation.timeline : null,
  );

  const unreadFrom = useUnreadFrom(props.ticketId, timeline);

  if (ticket === null) {
    const back = <Button onClick={() => workspace.close()}>{t('ticket.backToList')}</Button>;
    return (
      <div className={styles.pane}>
        <TicketAttention ticketId={props.ticketId} />
        <EmptyState
          icon={<IconMailOpened size={32} stroke={1.4} aria-hidden="true" />}
          title={t(conversation.kind === 'gone' ? 'ticket.gone' : 'ticket.absent')}
          actions={back}
        >
          {t(conversation.kind === 'gone' ? 'ticket.goneHint' : 'ticket.absentHint')}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={styles.pane}>
      <TicketHeader
        ticket={ticket}
        leading={
          props.covers ? (
            <ActionIcon aria-label={t('ticket.backToList')} onClick={() => workspace.close()}>
              <IconArrowLeft size={18} aria-hidden="true" />
            </ActionIcon>
          ) : undefined
        }
        trailing={
          props.sideFolded ? (
            <ActionIcon
              aria-label={t('customer.show')}
              title={t('customer.show')}
              onClick={() => workspace.set({ drawer: 'customer' })}
            >
              <IconUserCircle size={20} aria-hidden="true" />
            </ActionIcon>
          ) : undefined
        }
      />
      <Conversation
        key={conversation.kind}
        ticketId={ticket.id}
        sender={{ id: ticket.customerId, name: ticket.customerName }}
        timeline={timeline}
        unreadFrom={unreadFrom}
      />
      {conversation.kind === 'open' && (
        <>
          <PrintedTicket conversation={conversation} />
          <SaveTicketDialog conversation={conversation} />
        </>
      )}
      <TicketAttention ticketId={props.ticketId} />
      <TicketHeld ticketId={props.ticketId} />
      <WritingLine ticketId={props.ticketId} />
      {ticket.mergedInto !== null ? (
        <MergedNotice into={ticket.mergedInto} />
      ) : mayReply ? (
        <div className={styles.composer} onInput={() => attendance.typed(workspace.get().composerKind)}>
          <Composer ticket={ticket} />
        </div>
      ) : (
        <p className={styles.readOnly}>{t('ticket.readOnly')}</p>
      )}
    </div>
  );
}

/** Stands where answers are written of a ticket that goes on in another one. */
function MergedNotice({ into }: { readonly into: TicketId }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const target = useDesk().read.findTicket(into);
  return (
    <p className={styles.readOnly}>
      {t('related.mergedNotice', { number: target?.number ?? '…' })}{' '}
      {target !== null && (
        <Button size="compact-sm" onClick={() => workspace.open(into, 'composer')}>
          {t('related.open', { number: target.number, subject: target.subject })}
        </Button>
      )}
    </p>
  );
}
