import type { TFunction } from 'i18next';
import { assertNever } from '#shared/base/assert-never.ts';
import type { PersonId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';

/** A change of a ticket in one sentence: who did what. */
export function describeEvent(
  message: Extract<Message, { kind: 'event' }>,
  people: ReadonlyMap<PersonId, Person>,
  t: TFunction,
): string {
  const nameOf = (id: PersonId | null) =>
    id === null ? null : (people.get(id)?.name ?? t('person.unknown'));
  const who = nameOf(message.authorId) ?? t('person.system');
  const { event } = message;
  switch (event.kind) {
    case 'assigned': {
      if (event.to === null) return t('event.unassigned', { who });
      if (event.to === message.authorId) return t('event.took', { who });
      return t('event.assigned', { who, to: nameOf(event.to) ?? '' });
    }
    case 'status':
      return t('event.status', { who, from: t(`status.${event.from}`), to: t(`status.${event.to}`) });
    case 'priority':
      return t('event.priority', { who, from: t(`priority.${event.from}`), to: t(`priority.${event.to}`) });
    case 'tags':
      return [
        event.added.length > 0 ? t('event.tagsAdded', { who, tags: event.added.join(', ') }) : '',
        event.removed.length > 0 ? t('event.tagsRemoved', { who, tags: event.removed.join(', ') }) : '',
      ]
        .filter((part) => part !== '')
        .join('; ');
    default:
      return assertNever(event);
  }
}
