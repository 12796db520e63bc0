import type { TFunction } from 'i18next';
import { assertNever } from '#shared/base/assert-never.ts';
import type { PersonId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Delegate } from '#shared/domain/tickets/delegate.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Names } from './names.ts';

type TicketEventMessage = Extract<Message, { kind: 'event' }>;

/** A change of a ticket in one sentence: who did what. */
export function describeEvent(message: TicketEventMessage, names: Names, t: TFunction): string {
  const nameOf = (id: PersonId | null) => (id === null ? null : (names.person(id) ?? t('person.unknown')));
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
    case 'category':
      return t('event.category', { who, from: categoryName(event.from, t), to: categoryName(event.to, t) });
    case 'snoozed':
      return t('event.snoozed', { who, until: names.until(event.until) });
    case 'woke':
      return message.authorId === null ? t('event.wokeByTime') : t('event.woke', { who });
    case 'followed':
      return t(event.on ? 'event.followed' : 'event.unfollowed', { who });
    case 'linked':
      return t(event.on ? 'event.linked' : 'event.unlinked', { who, ticket: names.ticket(event.to) });
    case 'delegated':
      return t('event.delegated', { who, to: delegateName(event.to, names, t) });
    case 'merged':
      return t('event.merged', { who, ticket: names.ticket(event.into) });
    case 'unmerged':
      return t('event.unmerged', { who, ticket: names.ticket(event.from) });
    case 'split':
      return t('event.split', { who, ticket: names.ticket(event.into) });
    case 'customer-note':
      return t(event.on ? 'event.customerNote' : 'event.customerNoteOff', { who });
    case 'handed-to-partner': {
      const { name, email } = event.partner;
      return t('event.handedToPartner', { who, name, email, until: names.until(event.until) });
    }
    case 'back-from-partner': {
      const { name } = event.partner;
      return t(event.how === 'answered' ? 'event.partnerAnswered' : 'event.partnerTakenBack', { who, name });
    }
    case 'partner-late':
      return t('event.partnerLate', { name: event.partner.name });
    default:
      return assertNever(event);
  }
}

/** What a category is called. */
export function categoryName(category: Ticket['category'], t: TFunction): string {
  return t(`category.${category ?? 'none'}`);
}

/** Who takes over. */
export function delegateName(to: Delegate, names: Names, t: TFunction): string {
  switch (to.kind) {
    case 'person':
      return names.person(to.id) ?? t('person.unknown');
    case 'queue':
      return names.queue(to.id);
    case 'tier':
      return t('tier.name', { tier: to.tier });
    default:
      return assertNever(to);
  }
}
