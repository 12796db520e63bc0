import { applyPresence, NOBODY, type Presence } from '#shared/domain/presence/presence.ts';
import { createCell } from '../cell.ts';
import type { Live } from '../live.ts';
import type { Message } from '../sync/channel.ts';

/** Who is at which ticket, as this window has been told. */
export function createPresenceCell(): {
  readonly live: Live<Presence>;
  hear(message: Message): void;
} {
  const live = createCell<Presence>(NOBODY);
  return {
    live,
    hear(message) {
      if (message.kind === 'presence') live.set(applyPresence(live.get(), message.news));
    },
  };
}
