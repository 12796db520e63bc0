import { Modal, NativeSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tierSchema } from '#shared/domain/people/tier.ts';
import { seesQueue } from '#shared/domain/roles/can.ts';
import { delegateSchema, type Delegate } from '#shared/domain/tickets/delegate.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { toDelegate } from '#renderer/hooks/bulk-changes.ts';
import { delegateName } from '#renderer/hooks/describe-event.ts';
import { namesOf } from '#renderer/hooks/names.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { HandOverNote } from '#renderer/ui-kit/hand-over-note.tsx';
import type { useBulk } from './use-bulk.ts';

/** Hands all chosen tickets over to a person, a queue or a tier, with the same words for the next one. */
export function BulkDelegate(props: {
  readonly tickets: readonly Ticket[];
  readonly run: ReturnType<typeof useBulk>['run'];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const formats = useFormats();
  const me = useLive(read.me);
  const people = useLive(read.people);
  const queues = useLive(read.queues);
  const [chosen, setChosen] = useState('');
  const workspace = useWorkspace();
  const note = useWorkspacePart((state) => state.bulkWords);
  const { tickets } = props;
  const to = chosen === '' ? null : delegateSchema.parse(JSON.parse(chosen));
  const leaves = to?.kind === 'queue' && !seesQueue(me, to.id);

  const option = (value: Delegate, label: string) => ({ value: JSON.stringify(value), label });
  const from = [...new Set(tickets.map(({ queueId }) => queueId))];
  const groups = [
    {
      group: t('delegate.person'),
      items: [...people.values()]
        .filter(({ active, role }) => active && role !== 'trainee')
        .filter((person) => from.every((queueId) => seesQueue(person, queueId)))
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .map(({ id, name }) => option({ kind: 'person', id }, name)),
    },
    {
      group: t('delegate.queue'),
      items: [...queues.values()]
        .toSorted((a, b) => a.position - b.position)
        .map(({ id, name }) => option({ kind: 'queue', id }, name)),
    },
    {
      group: t('delegate.tier'),
      items: tierSchema.def.values.map((tier) => option({ kind: 'tier', tier }, t('tier.name', { tier }))),
    },
  ];
  const give = () => {
    if (to === null) return;
    const name = delegateName(to, namesOf(read, formats, t), t);
    const told = (count: number) => t('bulk.told.delegated', { count, to: name });
    void props.run('ticket.delegate', toDelegate(to, note.trim()), told).then((count) => {
      // Words that went nowhere stay.
      if (count > 0 && workspace.get().bulkWords === note) workspace.set({ bulkWords: '' });
    });
  };

  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('bulk.delegate', { count: tickets.length })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <NativeSelect
          data-autofocus
          label={t('delegate.to')}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[{ value: '', label: t('delegate.choose') }, ...groups]}
        />
        <HandOverNote
          note={note}
          onNote={(bulkWords) => workspace.set({ bulkWords })}
          warning={leaves ? t('bulk.delegateGone') : null}
          canGive={to !== null}
          onGive={give}
          onCancel={props.onClose}
        />
      </Stack>
    </Modal>
  );
}
