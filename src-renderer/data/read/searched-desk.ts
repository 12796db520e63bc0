import type { TicketId } from '#shared/base/brand.ts';
import { textOfMessage } from '#shared/domain/search/searched-text.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { SearchedDesk } from '../search/create-search.ts';
import type { Mirror } from './mirror.ts';

/** What searching wants to know of the window: who looks, and what is not (or not yet) in the rows. */
export function searchedDesk(mirror: Mirror): SearchedDesk {
  const words = (ticketId: TicketId, { text, attachments }: Pick<Draft, 'text' | 'attachments'>) =>
    [ticketId, textOfMessage({ text, attachments })] as const;
  return {
    who: () => ({
      me: mirror.me.get().id,
      people: [...mirror.people.get().values()].map((person) => [person.id, person.name] as const),
      queues: [...mirror.queues.get().values()].map((queue) => [queue.id, queue.name] as const),
    }),
    ticket: (id) => mirror.table.row(id)?.ticket ?? null,
    shown: () => {
      const ids = new Set([...mirror.storedCommands()].map((stored) => stored.command.ticketId));
      return [...ids].flatMap((id) => mirror.table.row(id)?.ticket ?? []);
    },
    unsent: () => [
      ...[...mirror.storedCommands()].flatMap(({ command }) =>
        command.kind === 'reply' || command.kind === 'note' ? [words(command.ticketId, command.payload)] : [],
      ),
      ...mirror.draftList.get().map(({ draft }) => words(draft.ticketId, draft)),
    ],
    subscribe(listener) {
      const stops = [mirror.outbox, mirror.drafts, mirror.me, mirror.people, mirror.queues].map((live) =>
        live.subscribe(listener),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
