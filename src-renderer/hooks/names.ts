import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import type { DeskReader } from '#renderer/data/read/desk-reader.ts';
import type { Formats } from './format.ts';
import { useDesk } from './use-desk.ts';
import { useFormats } from './use-formats.ts';
import { useLive } from './use-live.ts';

/** How people, queues, tickets and moments are called in a sentence. */
export interface Names {
  /** Null where this person is not known here. */
  person(id: PersonId): string | null;
  queue(id: QueueId): string;
  /** `#12`; of a ticket out of sight that it is one. */
  ticket(id: TicketId): string;
  /** A moment to come; null: until the customer answers. */
  until(at: number | null): string;
}

/** The names as they are now. */
export function namesOf(
  read: Pick<DeskReader, 'people' | 'queues' | 'findTicket'>,
  formats: Formats,
  t: TFunction,
): Names {
  return {
    person: (id) => read.people.get().get(id)?.name ?? null,
    queue: (id) => read.queues.get().get(id)?.name ?? t('person.unknown'),
    ticket(id) {
      const ticket = read.findTicket(id);
      return ticket === null ? t('related.elsewhere') : t('ticket.short', { number: ticket.number });
    },
    until: (at) => (at === null ? t('snooze.anAnswer') : formats.soon(at, Date.now())),
  };
}

/** The names, kept up to date. */
export function useNames(): Names {
  const { t } = useTranslation();
  const { read } = useDesk();
  const formats = useFormats();
  useLive(read.people);
  useLive(read.queues);
  return namesOf(read, formats, t);
}
