import { sql } from 'kysely';
import { z } from 'zod';
import { deviceIdSchema, personIdSchema, queueIdSchema, ticketIdSchema } from '#shared/base/brand.ts';
import { presenceSchema } from '#shared/contract/http/routes.ts';
import { doingSchema } from '#shared/domain/presence/presence.ts';
import type { Storage } from '../storage/storage.ts';
import type { Attention } from './presence-view.ts';

/** The channel on which instances tell each other who is where. Nothing of it is ever in a table. */
const PRESENCE_CHANNEL = 'vakhta_presence';

/** Windows in one notification: PostgreSQL takes 8,000 bytes, and one is some 220. */
const MOST_AT_ONCE = 30;

const { window } = presenceSchema.shape;
const told = z.object({
  /** Which instance says so. */
  from: z.uuid(),
  held: z
    .array(
      z.object({
        deviceId: deviceIdSchema,
        window,
        personId: personIdSchema,
        ticketId: ticketIdSchema,
        queueId: queueIdSchema,
        doing: doingSchema,
      }),
    )
    .max(MOST_AT_ONCE),
  gone: z.array(z.object({ deviceId: deviceIdSchema, window })).max(MOST_AT_ONCE),
});
/** What one instance tells the others: windows that are somewhere, and windows that are nowhere any more. */
export type PresenceTold = z.output<typeof told>;

/** How instances tell each other. */
export interface PresenceBus {
  /** What cannot be told now is told with the next renewal. */
  tell(from: string, held: readonly Attention[], gone: PresenceTold['gone']): void;
  listen(listener: (told: PresenceTold) => void): Promise<void>;
}

/** The bus of the instances that work on one database server. */
export function openPresenceBus({ db, log, listen }: Pick<Storage, 'db' | 'log' | 'listen'>): PresenceBus {
  const notify = (message: PresenceTold): void => {
    sql`select pg_notify(${PRESENCE_CHANNEL}, ${JSON.stringify(message)})`
      .execute(db)
      .catch((error: unknown) =>
        log.info('Presence could not be told.', { reason: error instanceof Error ? error.name : 'unknown' }),
      );
  };
  return {
    tell(from, held, gone) {
      for (let at = 0; at < Math.max(held.length, gone.length); at += MOST_AT_ONCE) {
        const end = at + MOST_AT_ONCE;
        notify({ from, held: held.slice(at, end), gone: gone.slice(at, end) });
      }
    },
    async listen(listener) {
      const hear = (payload: string): void => {
        const message = told.safeParse(parseJson(payload));
        if (message.success) listener(message.data);
      };
      // What was missed while the server was away comes with the next renewals.
      await listen(PRESENCE_CHANNEL, hear, () => undefined);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
