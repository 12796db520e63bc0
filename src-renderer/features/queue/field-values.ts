import { useTranslation } from 'react-i18next';
import {
  categorySchema,
  prioritySchema,
  ticketSchema,
  ticketStatusSchema,
} from '#shared/domain/tickets/ticket.ts';
import type { Condition } from '#shared/domain/views/filter.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { mostUsedTags } from './most-used-tags.ts';

/** Fields of which values are chosen. */
export type ChoiceField = Extract<Condition, { readonly values: readonly unknown[] }>['field'];

export interface FieldValue {
  readonly value: string;
  readonly label: string;
}

/** What can be chosen of a field, in words. Tags are gathered when asked for. */
export function useFieldValues(): (field: ChoiceField) => readonly FieldValue[] {
  const { t } = useTranslation();
  const { read } = useDesk();
  const people = useLive(read.people);
  const queues = useLive(read.queues);

  return (field) => {
    switch (field) {
      case 'status':
        return ticketStatusSchema.options.map((value) => ({ value, label: t(`status.${value}`) }));
      case 'priority':
        return [...prioritySchema.options]
          .reverse()
          .map((value) => ({ value, label: t(`priority.${value}`) }));
      case 'channel':
        return ticketSchema.shape.channel.options.map((value) => ({ value, label: t(`channel.${value}`) }));
      case 'language':
        return ticketSchema.shape.language.options.map((value) => ({ value, label: t(`language.${value}`) }));
      case 'category':
        return (['none', ...categorySchema.options] as const).map((value) => ({
          value,
          label: t(`value.${value}`),
        }));
      case 'tier':
        return ([1, 2, 3] as const).map((tier) => ({ value: String(tier), label: t(`value.tier${tier}`) }));
      case 'queue':
        return [...queues.values()]
          .sort((a, b) => a.position - b.position)
          .map(({ id, name }) => ({ value: id, label: name }));
      case 'assignee':
        return [
          { value: 'me', label: t('value.me') },
          { value: 'nobody', label: t('value.nobody') },
          ...[...people.values()]
            .filter((person) => person.role !== 'trainee')
            .sort((a, b) => a.name.localeCompare(b.name))
            .map(({ id, name }) => ({ value: id, label: name })),
        ];
      case 'tags':
        return mostUsedTags(read.tickets('all', null).get().rows, 200).map((tag) => ({
          value: tag,
          label: tag,
        }));
    }
  };
}

/** A condition with other values; what a field takes for a value is its own affair. */
export function withValues(
  condition: Extract<Condition, { readonly values: readonly unknown[] }>,
  values: readonly string[],
): Condition {
  const own = condition.field === 'tier' ? values.map(Number) : [...values];
  return { ...condition, values: own } as Condition;
}
