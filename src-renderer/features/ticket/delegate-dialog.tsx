import { Modal, NativeSelect, SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId, QueueId } from '#shared/base/brand.ts';
import { tierSchema } from '#shared/domain/people/tier.ts';
import { seesQueue } from '#shared/domain/roles/can.ts';
import type { Delegate } from '#shared/domain/tickets/delegate.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { HandOverNote } from '#renderer/ui-kit/hand-over-note.tsx';
import { HandOverKept } from './hand-over-kept.tsx';
import { useHandOverDraft } from './use-hand-over-draft.ts';

type Kind = Delegate['kind'];
const KINDS: readonly Kind[] = ['person', 'queue', 'tier'];

/** Hands a ticket over to a person, a queue or a tier, with words for the next one: a draft until they are given. */
export function DelegateDialog(props: {
  readonly ticket: Ticket;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const me = useLive(read.me);
  const commands = useTicketCommands();
  const options = useTargets(props.ticket);
  const [kind, setKind] = useState<Kind>('person');
  const [chosen, setChosen] = useState('');
  const { ticket } = props;
  const draft = useHandOverDraft(ticket.id, 'delegate');
  const to = options[kind].some(({ value }) => value === chosen) ? delegateOf(kind, chosen) : null;
  const leaves = to?.kind === 'queue' && !seesQueue(me, to.id);

  const give = () => {
    if (to === null) return;
    props.onClose();
    void commands.delegate(ticket, to, draft.text.trim());
    setChosen('');
  };

  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('delegate.title', { number: ticket.number })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <SegmentedControl
          aria-label={t('delegate.to')}
          value={kind}
          onChange={(value) => setKind(value as Kind)}
          data={KINDS.map((value) => ({ value, label: t(`delegate.${value}`) }))}
        />
        <NativeSelect
          data-autofocus
          label={t('delegate.to')}
          value={to === null ? '' : chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[{ value: '', label: t('delegate.choose') }, ...options[kind]]}
        />
        <HandOverNote
          note={draft.text}
          onNote={(note) => draft.type(note)}
          kept={<HandOverKept draft={draft} />}
          warning={leaves ? t('delegate.gone') : null}
          canGive={to !== null}
          onGive={give}
          onCancel={props.onClose}
        />
      </Stack>
    </Modal>
  );
}

/** Who and what a ticket can be handed over to: not to where it is. */
function useTargets(
  ticket: Ticket,
): Readonly<Record<Kind, readonly { readonly value: string; readonly label: string }[]>> {
  const { t } = useTranslation();
  const { read } = useDesk();
  const people = useLive(read.people);
  const queues = useLive(read.queues);
  const withTier = (name: string, tier: number) =>
    tier === 1 ? name : `${name} · ${t('tier.name', { tier })}`;
  return {
    person: [...people.values()]
      .filter(
        ({ active, id, role, ...rest }) =>
          active &&
          id !== ticket.assigneeId &&
          role !== 'trainee' &&
          seesQueue({ role, queueIds: rest.queueIds }, ticket.queueId),
      )
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map(({ id, name, tier }) => ({ value: id, label: withTier(name, tier) })),
    queue: [...queues.values()]
      .filter(({ id }) => id !== ticket.queueId)
      .toSorted((a, b) => a.position - b.position)
      .map(({ id, name }) => ({ value: id, label: name })),
    tier: tierSchema.def.values
      .filter((tier) => tier !== ticket.tier)
      .map((tier) => ({ value: String(tier), label: t('tier.name', { tier }) })),
  };
}

function delegateOf(kind: Kind, value: string): Delegate {
  if (kind === 'person') return { kind, id: value as PersonId };
  if (kind === 'queue') return { kind, id: value as QueueId };
  return { kind, tier: tierSchema.parse(Number(value)) };
}
