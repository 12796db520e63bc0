import { IconMessages } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';

/** Stands where the open ticket would: how one is opened, by the keys as they are now. */
export function NoTicket() {
  const { t } = useTranslation();
  const names = useKeyNames();
  const keys = [useAction('list.next'), useAction('list.previous'), useAction('list.open')].map(
    (action) => action.keys[0],
  );
  const [next, previous, open] = keys.map((sequence) =>
    sequence === undefined ? undefined : names.label(sequence),
  );
  const isKnown = next !== undefined && previous !== undefined && open !== undefined;
  return (
    <EmptyState icon={<IconMessages size={36} stroke={1.3} aria-hidden="true" />} title={t('ticket.none')}>
      {isKnown ? t('ticket.noneHint', { next, previous, open }) : t('ticket.noneHintPointer')}
    </EmptyState>
  );
}
