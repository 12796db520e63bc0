import type { TicketId } from '#shared/base/brand.ts';
import type { Change } from '#shared/sync/change.ts';

/**
 * Tickets whose rows have come beside an answer, before the feed has brought them. The next pull that begins after the
 * answer must: if it does not, the helpdesk has gone back to a time before the answer (a restored backup). Its cursor may
 * still be good there, so nothing but this tells.
 */
export interface AheadOfFeed {
  /** As they are to be kept on the disk. */
  readonly ids: readonly TicketId[];
  /** How many pages had been asked for when each came; absent for those of an earlier run of the program. */
  readonly since: ReadonlyMap<TicketId, number>;
}

/** What was kept on the disk. */
export function aheadFrom(ids: readonly TicketId[] = []): AheadOfFeed {
  return { ids, since: new Map() };
}

/** Notes newer rows that have come beside answers. @param fetches pages asked for so far */
export function aheadAfterAnswers(
  ahead: AheadOfFeed,
  fresh: readonly Change[],
  fetches: number,
): AheadOfFeed {
  const came = fresh.flatMap((change) => (change.type === 'ticket' ? [change.id] : []));
  if (came.length === 0) return ahead;
  return {
    ids: [...new Set([...ahead.ids, ...came])],
    since: new Map([...ahead.since, ...came.map((id) => [id, fetches] as const)]),
  };
}

/**
 * Notes a page of the feed.
 * @param fetch number of the request that brought it
 * @returns what is still ahead, and whether the helpdesk has gone back in time
 */
export function aheadAfterPage(
  ahead: AheadOfFeed,
  page: { readonly changes: readonly Change[]; readonly starts: boolean; readonly isLast: boolean },
  fetch: number,
): { readonly ahead: AheadOfFeed; readonly wentBack: boolean } {
  // A feed that begins anew replaces every row.
  if (page.starts) return { ahead: aheadFrom(), wentBack: false };
  const brought = new Set(page.changes.map((change) => change.id as string));
  const left: AheadOfFeed = { ids: ahead.ids.filter((id) => !brought.has(id)), since: ahead.since };
  const isMissing = (id: TicketId) => (ahead.since.get(id) ?? 0) < fetch;
  return { ahead: left, wentBack: page.isLast && left.ids.some(isMissing) };
}
