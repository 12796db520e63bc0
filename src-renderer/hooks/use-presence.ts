import { useMemo } from 'react';
import type { PersonId, TicketId } from '#shared/base/brand.ts';
import type { Doing, Present } from '#shared/domain/presence/presence.ts';
import type { Role } from '#shared/domain/roles/role.ts';
import { useDesk } from './use-desk.ts';
import { useLive, useLivePart } from './use-live.ts';

const NONE: readonly Present[] = [];

/** A colleague at a ticket. */
export interface PresentPerson {
  readonly personId: PersonId;
  readonly name: string;
  readonly role: Role;
  readonly doing: Doing;
}

/** Who else is at a ticket; renders only when that changes. */
export function usePresent(ticketId: TicketId): readonly Present[] {
  const { read } = useDesk();
  return useLivePart(read.presence, (presence) => presence.get(ticketId) ?? NONE);
}

/** The same, with names. People whose row is not here yet are left out. */
export function usePresentPeople(ticketId: TicketId): readonly PresentPerson[] {
  const there = usePresent(ticketId);
  const people = useLive(useDesk().read.people);
  return useMemo(
    () =>
      there.flatMap(({ personId, doing }) => {
        const person = people.get(personId);
        return person === undefined ? [] : [{ personId, doing, name: person.name, role: person.role }];
      }),
    [there, people],
  );
}
