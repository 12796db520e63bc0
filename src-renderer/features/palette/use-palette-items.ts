import { IconAddressBook, IconTicket, IconUserPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, seesQueue } from '#shared/domain/roles/can.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { actionSubject } from '#renderer/hooks/action-subject.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { findItems } from './find-items.ts';
import { fold, readings as readingsOf } from './fold.ts';
import { inGroups, type PaletteItem, type PaletteScope } from './palette-item.ts';
import type { KnownCustomer } from './ticket-scan.ts';
import { useCommands } from './use-commands.ts';
import { useFoundTickets } from './use-found-tickets.ts';

/** Most items of a group while something is looked for. */
const MOST_COMMANDS = 8;
/** Most tickets of somebody that are listed. */
const MOST_OF_ONE = 50;

/** What the palette shows for a query. */
export function usePaletteItems(query: string, scope: PaletteScope | null, recent: readonly string[]) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const workspace = useWorkspace();
  const { assign } = useTicketCommands();
  const commands = useCommands();
  const [rows] = useState(() => read.tickets('all', null).get().rows);
  const readings = useMemo(() => readingsOf(query), [query]);
  const { hits, fresh } = useFoundTickets(rows, query, scope === null ? readings : []);

  const ofTicket = (ticket: Ticket): PaletteItem => ({
    id: `ticket:${ticket.id}`,
    group: 'tickets',
    label: `#${ticket.number} ${ticket.subject}`,
    hint: `${ticket.customerName} · ${t(`status.${ticket.status}`)}`,
    icon: IconTicket,
    text: fold(`${ticket.number} ${ticket.subject} ${ticket.customerName}`),
    choose: { run: () => workspace.open(ticket.id, 'conversation') },
  });
  const ofCustomer = ({ id, name, tickets }: KnownCustomer): PaletteItem => ({
    id: `customer:${id}`,
    group: 'customers',
    label: name,
    hint: t('palette.tickets', { count: tickets }),
    icon: IconAddressBook,
    text: fold(name),
    choose: { enter: { kind: 'customer', id, name } },
  });

  const ofScope = useMemo((): readonly PaletteItem[] => {
    if (scope === null) return [];
    const isTheirs = ({ customerId, assigneeId }: Ticket) =>
      scope.kind === 'customer' ? customerId === scope.id : assigneeId === scope.id;
    const theirs = rows.filter(({ ticket }) => isTheirs(ticket)).map(({ ticket }) => ofTicket(ticket));
    if (scope.kind === 'customer') return theirs;
    const { ticket } = actionSubject(read, workspace, { group: 'ticket' }, false);
    const person = read.people.get().get(scope.id);
    const takes =
      ticket !== null &&
      person !== undefined &&
      person.role !== 'trainee' &&
      ticket.assigneeId !== person.id &&
      seesQueue(person, ticket.queueId) &&
      can(read.me.get(), 'ticket.assign', ticket);
    if (!takes) return theirs;
    const label = t('palette.assign', { number: ticket.number, name: person.name });
    return [
      {
        id: `assign:${person.id}`,
        group: 'actions',
        label,
        icon: IconUserPlus,
        text: fold(label),
        choose: { run: () => void assign(ticket, person.id) },
      },
      ...theirs,
    ];
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- as it was when the scope was entered
  }, [scope, rows]);

  /** What was chosen recently and is still here. */
  const recently = (): readonly PaletteItem[] =>
    recent.flatMap((id): readonly PaletteItem[] => {
      const command = commands.find((item) => item.id === id);
      const row = rows.find(
        ({ ticket }) => id === `ticket:${ticket.id}` || id === `customer:${ticket.customerId}`,
      );
      const item =
        command ??
        (row === undefined
          ? null
          : id.startsWith('ticket:')
            ? ofTicket(row.ticket)
            : ofCustomer({
                id: row.ticket.customerId,
                name: row.ticket.customerName,
                tickets: rows.filter(({ ticket }) => ticket.customerId === row.ticket.customerId).length,
              }));
      return item === null ? [] : [{ ...item, group: 'recent' }];
    });

  const shown = (): readonly PaletteItem[] => {
    if (scope !== null) return findItems(ofScope, readings).slice(0, MOST_OF_ONE);
    if (readings.length === 0) {
      const before = recently();
      const ids = new Set(before.map((item) => item.id));
      return [...before, ...commands.filter((item) => !ids.has(item.id))];
    }
    const left = new Map<string, number>();
    const best = findItems(commands, readings).filter((item) => {
      const n = (left.get(item.group) ?? 0) + 1;
      left.set(item.group, n);
      return n <= MOST_COMMANDS;
    });
    return [...best, ...hits.tickets.map(ofTicket), ...hits.customers.map(ofCustomer)];
  };

  const isNumber = /^#?\d+$/.test(query.trim());
  const groups = inGroups(shown(), isNumber ? 'tickets' : undefined);
  return { groups, fresh: scope !== null || fresh };
}
