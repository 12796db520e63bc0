import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useRight } from '#renderer/hooks/use-rights.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import styles from './ticket-relations.module.css';

/** The tickets that have to do with the open one; each is opened from here. */
export function TicketRelations({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const commands = useTicketCommands();
  const related = useLive(read.related(ticket.id));
  const mayLink = useRight('ticket.link', ticket);
  const mayMerge = useRight('ticket.merge', ticket);
  const { into, splitFrom, merged, split, linked } = related;
  if (into === null && splitFrom === null && merged.length + split.length + linked.length === 0) return null;

  const unlink = (other: Ticket) =>
    void (ticket.links.includes(other.id)
      ? commands.link(ticket, other, false)
      : commands.link(other, ticket, false));
  return (
    <nav className={styles.related} aria-label={t('related.name')}>
      {into !== null && (
        <Part label={t('related.into')} tickets={[into]}>
          {mayMerge && (
            <Button size="compact-xs" onClick={() => void commands.unmerge(ticket)}>
              {t('related.unmerge')}
            </Button>
          )}
        </Part>
      )}
      <Part label={t('related.merged')} tickets={merged} />
      <Part label={t('related.splitFrom')} tickets={splitFrom === null ? [] : [splitFrom]} />
      <Part label={t('related.split')} tickets={split} />
      <Part label={t('related.linked')} tickets={linked} {...(mayLink ? { onRemove: unlink } : {})} />
    </nav>
  );
}

function Part(props: {
  readonly label: string;
  readonly tickets: readonly Ticket[];
  readonly onRemove?: (ticket: Ticket) => void;
  readonly children?: React.ReactNode;
}) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { onRemove } = props;
  if (props.tickets.length === 0) return null;
  return (
    <span className={styles.part}>
      {props.label}
      {props.tickets.map((other) => (
        <span key={other.id} className={styles.one}>
          <a
            href={`#${other.id}`}
            className={styles.link}
            title={other.subject}
            aria-label={t('related.open', { number: other.number, subject: other.subject })}
            onClick={(event) => {
              event.preventDefault();
              workspace.open(other.id, 'conversation');
            }}
          >
            {t('ticket.short', { number: other.number })}{' '}
            <span className={styles.subject}>{other.subject}</span>
          </a>
          {onRemove !== undefined && (
            <ActionIcon
              size="xs"
              aria-label={t('related.unlink', { number: other.number })}
              title={t('related.unlink', { number: other.number })}
              onClick={() => onRemove(other)}
            >
              <IconX size={12} aria-hidden="true" />
            </ActionIcon>
          )}
        </span>
      ))}
      {props.children}
    </span>
  );
}
