import type { MessageId, TicketId } from '#shared/base/brand.ts';
import type { Change } from '#shared/sync/change.ts';

/** A ticket, or an entry of its timeline. */
type RowId = TicketId | MessageId;

/**
 * Rows that have come beside an answer, before the feed has brought them. The next pull that begins after the answer must:
 * if it does not, the helpdesk has gone back to a time before the answer (a restored backup). Its cursor may still be good
 * there, so nothing but this tells. A ticket alone is no proof, since it may have been changed there as often again; the
 * entry that our command has made of it is there once or not at all.
 */
export interface AheadOfFeed {
  /** As they are to be kept on the disk. */
  readonly ids: readonly RowId[];
  /** How many pages had been asked for when each came; absent for those of an earlier run of the program. */
  readonly since: ReadonlyMap<RowId, number>;
}

/** What was kept on the disk. */
export function aheadFrom(ids: readonly RowId[] = []): AheadOfFeed {
  return { ids, since: new Map() };
}

/**
 * Notes newer rows that have come beside answers.
 * @param made entries that the answered commands have made and that the feed has not brought yet; of others it is not
 * known whether it has
 * @param fetches pages asked for so far
 */
export function aheadAfterAnswers(
  ahead: AheadOfFeed,
  fresh: readonly Change[],
  made: ReadonlySet<MessageId>,
  fetches: number,
): AheadOfFeed {
  const came = fresh.flatMap((change): readonly RowId[] => {
    if (change.type === 'ticket') return [change.id];
    return change.type === 'message' && made.has(change.id) ? [change.id] : [];
  });
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
  const isMissing = (id: RowId) => (ahead.since.get(id) ?? 0) < fetch;
  return { ahead: left, wentBack: page.isLast && left.ids.some(isMissing) };
}
