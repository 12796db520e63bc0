import { useRef, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#shared/base/brand.ts';
import { seesQueue } from '#shared/domain/roles/can.ts';
import {
  categorySchema,
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
import { useTicketMenu } from '#renderer/hooks/use-ticket-menu.ts';
import { ActionButton } from '#renderer/ui-kit/action-button.tsx';
import { Avatar } from '#renderer/ui-kit/avatar.tsx';
import { Picker } from '#renderer/ui-kit/picker.tsx';
import { Tag } from '#renderer/ui-kit/tag.tsx';

interface PillProps {
  readonly ticket: Ticket;
  readonly className: string | undefined;
}

/** A value in the ticket's header, which opens the list of the others. What the picker gives its target goes to the button. */
function PillButton({
  menu,
  ...target
}: ComponentProps<'button'> & { readonly menu: ReturnType<typeof useTicketMenu> }) {
  return (
    <button
      {...target}
      type="button"
      aria-haspopup="listbox"
      aria-expanded={menu.opened}
      aria-keyshortcuts={menu.keys}
      onClick={menu.toggle}
    />
  );
}

/** Who gets the ticket: oneself first, then everybody who sees its queue. */
export function AssignPicker({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const me = useLive(read.me);
  const people = useLive(read.people);
  const commands = useTicketCommands();
  const action = useAction('ticket.assign');
  const { opened, onOpenedChange } = useTicketMenu('assign');
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
  const menu = useTicketMenu('status');
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
      <PillButton menu={menu} className={className}>
        {t('ticket.status')} <b>{t(`status.${ticket.status}`)}</b>
      </PillButton>
    </Picker>
  );
}

export function PriorityPicker({ ticket, className }: PillProps) {
  const { t } = useTranslation();
  const commands = useTicketCommands();
  const menu = useTicketMenu('priority');
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
      <PillButton menu={menu} className={className}>
        {t('ticket.priority')} <b>{t(`priority.${ticket.priority}`)}</b>
      </PillButton>
    </Picker>
  );
}

export function CategoryPicker({ ticket, className }: PillProps) {
  const { t } = useTranslation();
  const commands = useTicketCommands();
  const menu = useTicketMenu('category');
  return (
    <Picker
      opened={menu.opened}
      onOpenedChange={menu.onOpenedChange}
      searchLabel={t('category.set')}
      emptyText={t('common.nothingFound')}
      options={[
        ...categorySchema.options.map((value) => ({
          value,
          label: t(`category.${value}`),
          checked: ticket.category === value,
        })),
        ...(ticket.category === null ? [] : [{ value: '', label: t('category.none') }]),
      ]}
      onPick={(value) => void commands.setCategory(ticket, value === '' ? null : categorySchema.parse(value))}
    >
      <PillButton menu={menu} className={className}>
        {t('category.label')} <b>{t(`category.${ticket.category ?? 'none'}`)}</b>
      </PillButton>
    </Picker>
  );
}

/** Tags of the ticket; offers those in use on this machine, most used first, and new ones. */
export function TagsPicker({ ticket, className }: PillProps) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const commands = useTicketCommands();
  const tell = useTell();
  const menu = useTicketMenu('tags');
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
      <PillButton menu={menu} className={className}>
        {t('ticket.tags')}
        {ticket.tags.length === 0 ? (
          <b>{t('ticket.noTags')}</b>
        ) : (
          ticket.tags.slice(0, 4).map((tag) => <Tag key={tag}>{tag}</Tag>)
        )}
        {ticket.tags.length > 4 && <b>+{ticket.tags.length - 4}</b>}
      </PillButton>
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
