import { openStorage } from '#helpdesk/storage/storage.ts';
import { silentLog, systemClock } from '#helpdesk/index.ts';
import { newId } from '#helpdesk/storage/new-id.ts';
import { publish } from '#helpdesk/storage/feed.ts';
import { saveQueues } from '#helpdesk/storage/rows/queue-rows.ts';
import type { QueueId } from '#shared/base/brand.ts';

/** Writes rows for ever and prints the id of each when it is committed: to be killed. */
const [folder = ''] = process.argv.slice(2);
const storage = await openStorage({ folder, clock: systemClock, log: silentLog });
for (let position = 0; ; position += 1) {
  const id = newId<QueueId>();
  await storage.db.transaction().execute(async (tx) => {
    await publish(tx, await saveQueues(tx, [{ id, name: id, position }]));
  });
  process.stdout.write(`${id}\n`);
}
