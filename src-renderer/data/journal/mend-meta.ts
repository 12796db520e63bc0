import { v7 as uuid } from 'uuid';
import type { ClientId, CommandId } from '#shared/base/brand.ts';
import { isStoredCommand } from '../outbox/parse-stored.ts';
import { transact, type Database } from '../store/database.ts';
import { isMeta } from '../store/parse-meta.ts';
import type { MetaKey } from '../store/stored.ts';
import type { readJournal } from './unsent-journal.ts';

/**
 * Mends records about the local database that cannot be read, so that one of them does not cost all the others: who this
 * store is comes from the journal, what may have been sent counts as sent (I2), and rows whose place in the feed is not
 * known are fetched again. Unsent work is not touched.
 */
export async function mendMeta(db: Database, reading: ReturnType<typeof readJournal>): Promise<void> {
  const journal = await reading;
  await transact(db, 'rw', ['meta', 'outbox', 'deltas', 'lists', 'pages', 'hot'], async (tables) => {
    const { meta, outbox, deltas, lists, pages, hot } = tables;
    const commands = (await outbox.toArray()).filter(isStoredCommand);
    const isDamaged = async (key: MetaKey) => !isMeta(key, await meta.get(key));
    if (await isDamaged('client')) {
      const client = journal.ok ? journal.value.client : null;
      const id = client?.id ?? commands[0]?.command.client ?? (uuid() as ClientId);
      const last = Math.max(0, ...commands.map((stored) => Math.max(stored.order, stored.command.n)));
      await meta.put({
        key: 'client',
        id,
        nextN: Math.max(client?.nextN ?? 1, last + 1),
        acts: client?.acts ?? 0,
      });
    }
    if (await isDamaged('writer')) await meta.put({ key: 'writer', id: uuid() });
    if (await isDamaged('attempted'))
      await meta.put({ key: 'attempted', ids: commands.map((stored): CommandId => stored.id) });
    if (await isDamaged('sync')) {
      await Promise.all([deltas.clear(), lists.clear(), pages.clear(), hot.clear()]);
      await meta.bulkDelete(['sync', 'ahead']);
    }
    for (const key of ['program', 'ahead', 'files', 'seen', 'choices'] as const)
      if (await isDamaged(key)) await meta.delete(key);
  });
}
