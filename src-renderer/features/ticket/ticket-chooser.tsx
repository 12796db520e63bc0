import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { findTickets } from '#renderer/hooks/find-tickets.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import styles from './ticket-dialogs.module.css';

const MOST = 20;

/** Finds a ticket by number, subject or customer: arrow keys and Enter choose. Those of one customer stand first. */
export function TicketChooser(props: {
  readonly label: string;
  readonly emptyText: string;
  readonly fits: (ticket: Ticket) => boolean;
  /** Whose tickets come first, and are offered before anything is typed. */
  readonly near: Pick<Ticket, 'customerId'>;
  readonly onChoose: (ticket: Ticket) => void;
  /** Escape: the library would keep it for a list that is always open. */
  readonly onLeave: () => void;
}) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const { rows } = useLive(read.tickets('all', null));
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const combobox = useCombobox({ opened: true });
  const isNear = (ticket: Ticket) => ticket.customerId === props.near.customerId;
  const find = (fits: (ticket: Ticket) => boolean) => findTickets(rows, wanted, { most: MOST, fits });
  const near = find((ticket) => isNear(ticket) && props.fits(ticket));
  const others = wanted.trim() === '' ? [] : find((ticket) => !isNear(ticket) && props.fits(ticket));

  const option = (ticket: Ticket) => (
    <Combobox.Option key={ticket.id} value={ticket.id} className={styles.option}>
      <span className={styles.subject}>
        {t('link.number', { number: ticket.number, subject: ticket.subject })}
      </span>
      <span className={styles.hint}>
        {ticket.customerName} · {t(`status.${ticket.status}`)}
      </span>
    </Combobox.Option>
  );
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        const ticket = [...near, ...others].find((each) => each.id === id);
        if (ticket !== undefined) props.onChoose(ticket);
      }}
    >
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          label={props.label}
          value={text}
          onKeyDownCapture={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            event.stopPropagation();
            props.onLeave();
          }}
          onChange={(event) => {
            setText(event.currentTarget.value);
            requestAnimationFrame(() => combobox.selectFirstOption());
          }}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={styles.found} aria-label={props.label}>
        {near.length > 0 && (
          <Combobox.Group label={t('merge.same', { name: near[0]?.customerName ?? '' })}>
            {near.map(option)}
          </Combobox.Group>
        )}
        {others.length > 0 && <Combobox.Group label={t('merge.others')}>{others.map(option)}</Combobox.Group>}
      </Combobox.Options>
      {/* Not in the list: a list has options only. */}
      {near.length + others.length === 0 && <Combobox.Empty role="status">{props.emptyText}</Combobox.Empty>}
    </Combobox>
  );
}
