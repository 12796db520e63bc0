import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { decisionsByTicket } from './arrange.ts';
import { AttentionGroup } from './attention-group.tsx';
import { useEntryFocus } from './use-entry-focus.ts';
import styles from './outbox.module.css';

/** What has to be decided about this ticket, right in it. */
export function TicketAttention({ ticketId }: { readonly ticketId: TicketId }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const outbox = useLive(useDesk().read.outbox);
  const group = useMemo(
    () => decisionsByTicket(outbox.filter((item) => item.command.ticketId === ticketId))[0],
    [outbox, ticketId],
  );
  const section = useRef<HTMLElement>(null);
  useEntryFocus(section, group?.undecided.map((item) => item.command.id) ?? [], () =>
    workspace.focusOn('list'),
  );
  return (
    <section
      ref={section}
      className={group === undefined ? undefined : styles.inTicket}
      aria-label={t('attention.inTicket')}
      hidden={group === undefined}
    >
      {group !== undefined && <AttentionGroup group={group} inTicket />}
    </section>
  );
}
