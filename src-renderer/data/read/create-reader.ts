import type { FileCache } from '../sync/file-cache.ts';
import type { Presence } from '#shared/domain/presence/presence.ts';
import type { Live } from '../live.ts';
import type { DeskReader } from './desk-reader.ts';
import type { Mirror } from './mirror.ts';
import type { DeskSearch } from './search-results.ts';
import type { Inspector } from './sync-report.ts';

/** What views are given to look at. */
export function createReader(
  mirror: Mirror,
  files: Pick<FileCache, 'read'>,
  inspector: Inspector,
  presence: Live<Presence>,
  search: DeskSearch,
  versions: { readonly find: (key: string) => ReturnType<DeskReader['draftVersions']> },
): DeskReader {
  return {
    me: mirror.me,
    people: mirror.people,
    queues: mirror.queues,
    references: mirror.references,
    tickets: (view, queueId) => mirror.lists.list(view, queueId),
    list: (query) => mirror.lists.query(query),
    complete: mirror.complete,
    row: (ticketId) => mirror.table.row(ticketId),
    seen: mirror.seen,
    counts: mirror.counts,
    conversation: (ticketId) => mirror.conversations.conversation(ticketId),
    findTicket: (ticketId) => mirror.table.row(ticketId)?.ticket ?? null,
    related: (ticketId) => mirror.relations.related(ticketId),
    customerTickets: (customerId) => mirror.histories.history(customerId),
    findTicketByNumber: (number) => mirror.table.byNumber(number),
    draft: (ticketId, kind) => mirror.draft(`${ticketId} ${kind}`),
    drafts: mirror.drafts,
    draftList: mirror.draftList,
    draftVersions: (ticketId, kind) => versions.find(`${ticketId} ${kind}`),
    draftClashes: mirror.draftClashes,
    outbox: mirror.outbox,
    goneOut: mirror.goneOut,
    quarantine: mirror.quarantine,
    connection: mirror.connection,
    storage: mirror.storage,
    presence,
    arrivals: mirror.arrivals,
    inspector,
    search,
    readFile: (sha256) => files.read(sha256),
  };
}
