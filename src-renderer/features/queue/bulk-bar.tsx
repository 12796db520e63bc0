import { ActionIcon, Button } from '@mantine/core';
import { IconMailOpened, IconTagOff, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#shared/base/brand.ts';
import { seesQueue } from '#shared/domain/roles/can.ts';
import {
  MAX_TAGS,
  prioritySchema,
  tagSchema,
  ticketStatusSchema,
  type TicketStatus,
} from '#shared/domain/tickets/ticket.ts';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';
import { indexOfTicket } from '#renderer/data/read/row-index.ts';
import { selectNothing } from '#renderer/hooks/selection.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace, useWorkspacePart, type BulkMenu } from '#renderer/hooks/workspace.ts';
import { Avatar } from '#renderer/ui-kit/avatar.tsx';
import { Picker, type PickerOption } from '#renderer/ui-kit/picker.tsx';
import { VerbButton } from './verb-button.tsx';
import { BulkMore } from './bulk-more.tsx';
import { mostUsedTags } from './most-used-tags.ts';
import { useBulk } from './use-bulk.ts';
import styles from './bulk-bar.module.css';

/** How many tickets are chosen, and what can be done with all of them. */
export function BulkBar({ rows }: { readonly rows: readonly TicketRow[] }) {
  const { t } = useTranslation();
  const { read, write } = useDesk();
  const workspace = useWorkspace();
  const tell = useTell();
  const selected = useWorkspacePart((state) => state.selected);
  const menu = useWorkspacePart((state) => state.bulkMenu);
  const me = useLive(read.me);
  const people = useLive(read.people);
  const { progress, run, stop } = useBulk();
  const verbs = {
    assign: useAction('bulk.assign'),
    status: useAction('bulk.status'),
    priority: useAction('bulk.priority'),
    tags: useAction('bulk.tags'),
  };
  const setStatus = (to: TicketStatus) =>
    run(
      'ticket.status',
      ({ id, status }) => (status === to ? null : { kind: 'status', ticketId: id, payload: { to } }),
      (count) => t('bulk.told.status', { count, status: t(`status.${to}`) }),
    );
  // The verb that needs no menu.
  useEffect(() => {
    if (menu === 'resolve') void setStatus('resolved');
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked for once
  }, [menu]);
  if (selected.size === 0 && progress === null) return null;

  const outside = [...selected].filter((id) => indexOfTicket(rows, id) < 0).length;
  const picker = (name: BulkMenu) => ({
    opened: menu === name,
    onOpenedChange: (opened: boolean) => {
      if (opened || workspace.get().bulkMenu === name) workspace.set({ bulkMenu: opened ? name : null });
    },
    emptyText: t('common.nothingFound'),
  });
  const chosen = () => [...selected].flatMap((id) => read.row(id)?.ticket ?? []);

  const holders = (): readonly PickerOption[] => {
    if (menu !== 'assign') return [];
    const queues = [...new Set(chosen().map((ticket) => ticket.queueId))];
    const others = [...people.values()]
      .filter((person) => person.active && person.id !== me.id && person.role !== 'trainee')
      .filter((person) => queues.every((queueId) => seesQueue(person, queueId)))
      .sort((a, b) => a.name.localeCompare(b.name));
    return [
      { value: me.id, label: t('assign.me', { name: me.name }), icon: <Avatar name={me.name} /> },
      ...others.map(({ id, name }) => ({ value: id, label: name, icon: <Avatar name={name} /> })),
      { value: '', label: t('assign.nobody') },
    ];
  };
  const assign = (value: string) => {
    const to = value === '' ? null : (value as PersonId);
    const name = to === null ? '' : (people.get(to)?.name ?? '');
    void run(
      'ticket.assign',
      ({ id, assigneeId }) =>
        assigneeId === to ? null : { kind: 'assign', ticketId: id, payload: { from: assigneeId, to } },
      (count) => t(to === null ? 'bulk.told.unassigned' : 'bulk.told.assigned', { count, name }),
    );
  };
  const changeTags = (tag: string, how: 'add' | 'remove') => {
    const parsed = tagSchema.safeParse(tag);
    if (!parsed.success) return tell({ tone: 'error', text: t('tags.invalid') });
    void run(
      'ticket.tag',
      ({ id, tags }) => {
        const has = tags.includes(parsed.data);
        if (has === (how === 'add') || (how === 'add' && tags.length >= MAX_TAGS)) return null;
        const payload =
          how === 'add' ? { add: [parsed.data], remove: [] } : { add: [], remove: [parsed.data] };
        return { kind: 'tag', ticketId: id, payload };
      },
      (count) => t('bulk.told.tags', { count }),
    );
  };
  const tagOptions = (name: BulkMenu, of: () => readonly string[]): readonly PickerOption[] =>
    menu === name ? of().map((tag) => ({ value: tag, label: tag })) : [];

  return (
    <div className={styles.bar} role="group" aria-label={t('bulk.name')}>
      <div className={styles.head}>
        <span role="status">
          <b>{t('bulk.selected', { count: selected.size })}</b>
          {outside > 0 && <span className={styles.outside}>{t('bulk.outside', { count: outside })}</span>}
        </span>
        <ActionIcon
          className={styles.clear}
          aria-label={t('bulk.clear')}
          title={t('bulk.clear')}
          onClick={() => {
            selectNothing(workspace);
            workspace.focusOn('list');
          }}
        >
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      {progress === null ? (
        <div className={styles.verbs}>
          <Picker {...picker('assign')} searchLabel={t('assign.search')} options={holders()} onPick={assign}>
            <VerbButton action={verbs.assign} label={t('action.assign')} expanded={menu === 'assign'} />
          </Picker>
          <Picker
            {...picker('status')}
            searchLabel={t('ticket.setStatus')}
            options={ticketStatusSchema.options.map((value) => ({
              value,
              label: t(`status.${value}`),
              hint: t(`statusHint.${value}`),
            }))}
            onPick={(value) => void setStatus(ticketStatusSchema.parse(value))}
          >
            <VerbButton action={verbs.status} label={t('action.status')} expanded={menu === 'status'} />
          </Picker>
          <Picker
            {...picker('priority')}
            searchLabel={t('ticket.setPriority')}
            options={[...prioritySchema.options].reverse().map((value) => ({
              value,
              label: t(`priority.${value}`),
            }))}
            onPick={(value) => {
              const to = prioritySchema.parse(value);
              void run(
                'ticket.priority',
                ({ id, priority }) =>
                  priority === to ? null : { kind: 'priority', ticketId: id, payload: { to } },
                (count) => t('bulk.told.priority', { count, priority: t(`priority.${to}`) }),
              );
            }}
          >
            <VerbButton action={verbs.priority} label={t('action.priority')} expanded={menu === 'priority'} />
          </Picker>
          <Picker
            {...picker('tags-add')}
            searchLabel={t('tags.search')}
            options={tagOptions('tags-add', () => mostUsedTags(read.tickets('all', null).get().rows))}
            create={{
              label: (tag) => t('tags.create', { tag }),
              run: (tag) => changeTags(tag, 'add'),
            }}
            onPick={(tag) => changeTags(tag, 'add')}
          >
            <VerbButton action={verbs.tags} label={t('bulk.addTags')} expanded={menu === 'tags-add'} />
          </Picker>
          <Picker
            {...picker('tags-remove')}
            searchLabel={t('bulk.removeTags')}
            options={tagOptions('tags-remove', () =>
              [...new Set(chosen().flatMap(({ tags }) => tags))].sort(),
            )}
            onPick={(tag) => changeTags(tag, 'remove')}
          >
            <VerbButton
              action={verbs.tags}
              icon={IconTagOff}
              label={t('bulk.removeTags')}
              expanded={menu === 'tags-remove'}
              onPress={() => workspace.set({ bulkMenu: 'tags-remove' })}
            />
          </Picker>
          <BulkMore menu={menu} run={run} picker={picker} chosen={chosen} />
          <ActionIcon
            variant="subtle"
            size="md"
            aria-label={t('bulk.markRead')}
            title={t('bulk.markRead')}
            onClick={() => write.mark([...selected], 'read')}
          >
            <IconMailOpened size={17} aria-hidden="true" />
          </ActionIcon>
        </div>
      ) : (
        <div className={styles.verbs}>
          <progress
            className={styles.progress}
            value={progress.done}
            max={progress.of}
            aria-label={t('bulk.progress', { ...progress })}
          />
          <span className={styles.outside}>{t('bulk.progress', { ...progress })}</span>
          <Button size="compact-xs" onClick={stop}>
            {t('bulk.stop')}
          </Button>
        </div>
      )}
    </div>
  );
}
