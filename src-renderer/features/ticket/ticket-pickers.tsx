import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#shared/base/brand.ts';
import { seesQueue } from '#shared/domain/roles/can.ts';
import {
  MAX_TAGS,
  prioritySchema,
  tagSchema,
  ticketStatusSchema,
  type Ticket,
} from '#shared/domain/tickets/ticket.ts';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useWorkspace, useWorkspacePart, type TicketMenu } from '#renderer/hooks/workspace.ts';
import { ActionButton } from '#renderer/ui-kit/action-button.tsx';
import { Avatar } from '#renderer/ui-kit/avatar.tsx';
import { Picker } from '#renderer/ui-kit/picker.tsx';
import { Tag } from '#renderer/ui-kit/tag.tsx';

interface PillProps {
  readonly ticket: Ticket;
  readonly className: string | undefined;
}

function useMenu(menu: TicketMenu) {
  const workspace = useWorkspace();
  const opened = useWorkspacePart((state) => state.menu === menu);
  return {
    opened,
    onOpenedChange: (open: boolean) => workspace.set({ menu: open ? menu : null }),
    toggle: () => workspace.set({ menu: opened ? null : menu }),
  };
}

/** Who gets the ticket: oneself first, then everybody who sees its queue. */
export function AssignPicker({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const me = useLive(read.me);
  const people = useLive(read.people);
  const commands = useTicketCommands();
  const action = useAction('ticket.assign');
  const { opened, onOpenedChange } = useMenu('assign');
  const others = [...people.values()]
    .filter(
      (person) =>
        person.active &&
        person.id !== me.id &&
        person.role !== 'trainee' &&
        seesQueue(person, ticket.queueId),
    )
    .sort((a, b) => a.name.localeCompare(b.name));
  const option = (id: PersonId, label: string, name: string, hint?: string) => ({
    value: id,
    label,
    icon: <Avatar name={name} />,
    checked: ticket.assigneeId === id,
    ...(hint === undefined ? {} : { hint }),
  });
  return (
    <Picker
      opened={opened}
      onOpenedChange={onOpenedChange}
      searchLabel={t('assign.search')}
      emptyText={t('assign.nobodyFound')}
      options={[
        option(me.id, t('assign.me', { name: me.name }), me.name),
        ...others.map((person) => option(person.id, person.name, person.name, t(`role.${person.role}`))),
        ...(ticket.assigneeId === null ? [] : [{ value: '', label: t('assign.nobody') }]),
      ]}
      onPick={(value) => void commands.assign(ticket, value === '' ? null : (value as PersonId))}
    >
      <ActionButton action={action} subject={{ ticket }} expanded={opened} />
    </Picker>
  );
}

export function StatusPicker({ ticket, className }: PillProps) {
  const { t } = useTranslation();
  const commands = useTicketCommands();
  const menu = useMenu('status');
  return (
    <Picker
      opened={menu.opened}
      onOpenedChange={menu.onOpenedChange}
      searchLabel={t('ticket.setStatus')}
      emptyText={t('common.nothingFound')}
      options={ticketStatusSchema.options.map((value) => ({
        value,
        label: t(`status.${value}`),
        hint: t(`statusHint.${value}`),
        checked: ticket.status === value,
      }))}
      onPick={(value) => void commands.setStatus(ticket, ticketStatusSchema.parse(value))}
    >
      <button
        type="button"
        className={className}
        aria-haspopup="listbox"
        aria-expanded={menu.opened}
        aria-keyshortcuts="S"
        onClick={menu.toggle}
      >
        {t('ticket.status')} <b>{t(`status.${ticket.status}`)}</b>
      </button>
    </Picker>
  );
}

export function PriorityPicker({ ticket, className }: PillProps) {
  const { t } = useTranslation();
  const commands = useTicketCommands();
  const menu = useMenu('priority');
  return (
    <Picker
      opened={menu.opened}
      onOpenedChange={menu.onOpenedChange}
      searchLabel={t('ticket.setPriority')}
      emptyText={t('common.nothingFound')}
      options={[...prioritySchema.options].reverse().map((value) => ({
        value,
        label: t(`priority.${value}`),
        checked: ticket.priority === value,
      }))}
      onPick={(value) => void commands.setPriority(ticket, prioritySchema.parse(value))}
    >
      <button
        type="button"
        className={className}
        aria-haspopup="listbox"
        aria-expanded={menu.opened}
        aria-keyshortcuts="P"
        onClick={menu.toggle}
      >
        {t('ticket.priority')} <b>{t(`priority.${ticket.priority}`)}</b>
      </button>
    </Picker>
  );
}

/** Tags of the ticket; offers those in use on this machine, most used first, and new ones. */
export function TagsPicker({ ticket, className }: PillProps) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const commands = useTicketCommands();
  const tell = useTell();
  const menu = useMenu('tags');
  const used = useRef<{ readonly rows: readonly TicketRow[]; readonly tags: readonly string[] } | null>(null);
  let known: readonly string[] = [];
  if (menu.opened) {
    const { rows } = read.tickets('all', null).get();
    if (used.current?.rows !== rows) used.current = { rows, tags: mostUsed(rows) };
    known = used.current.tags;
  }
  const offered = [...ticket.tags, ...known.filter((tag) => !ticket.tags.includes(tag))];
  const create = (text: string) => {
    const tag = tagSchema.safeParse(text);
    if (!tag.success) return tell({ tone: 'error', text: t('tags.invalid') });
    if (ticket.tags.length >= MAX_TAGS)
      return tell({ tone: 'error', text: t('tags.tooMany', { most: MAX_TAGS }) });
    void commands.changeTags(ticket, [tag.data], []);
  };
  return (
    <Picker
      opened={menu.opened}
      onOpenedChange={menu.onOpenedChange}
      searchLabel={t('tags.search')}
      emptyText={t('tags.none')}
      stayOpen
      create={{ label: (text) => t('tags.create', { tag: text }), run: create }}
      options={offered.map((tag) => ({ value: tag, label: tag, checked: ticket.tags.includes(tag) }))}
      onPick={(tag) =>
        void (ticket.tags.includes(tag)
          ? commands.changeTags(ticket, [], [tag])
          : commands.changeTags(ticket, [tag], []))
      }
    >
      <button
        type="button"
        className={className}
        aria-haspopup="listbox"
        aria-expanded={menu.opened}
        aria-keyshortcuts="T"
        onClick={menu.toggle}
      >
        {t('ticket.tags')}
        {ticket.tags.length === 0 ? (
          <b>{t('ticket.noTags')}</b>
        ) : (
          ticket.tags.slice(0, 4).map((tag) => <Tag key={tag}>{tag}</Tag>)
        )}
        {ticket.tags.length > 4 && <b>+{ticket.tags.length - 4}</b>}
      </button>
    </Picker>
  );
}

function mostUsed(rows: readonly TicketRow[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const tag of row.ticket.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts.entries()]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 50)
    .map(([tag]) => tag);
}
