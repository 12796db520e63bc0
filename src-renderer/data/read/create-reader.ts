import type { FileCache } from '../sync/file-cache.ts';
import type { DeskReader } from './desk-reader.ts';
import type { Mirror } from './mirror.ts';
import type { Inspector } from './sync-report.ts';

/** What views are given to look at. */
export function createReader(
  mirror: Mirror,
  files: Pick<FileCache, 'read'>,
  inspector: Inspector,
): DeskReader {
  return {
    me: mirror.me,
    people: mirror.people,
    queues: mirror.queues,
    tickets: (view, queueId) => mirror.lists.list(view, queueId),
    counts: mirror.counts,
    conversation: (ticketId) => mirror.conversations.conversation(ticketId),
    findTicketByNumber: (number) => mirror.table.byNumber(number),
    draft: (ticketId, kind) => mirror.draft(`${ticketId} ${kind}`),
    drafts: mirror.drafts,
    outbox: mirror.outbox,
    goneOut: mirror.goneOut,
    quarantine: mirror.quarantine,
    connection: mirror.connection,
    storage: mirror.storage,
    inspector,
    readFile: (sha256) => files.read(sha256),
  };
}
