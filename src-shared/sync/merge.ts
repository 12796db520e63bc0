/** What is known of a row on this machine: its version, and whether that version said that it is out of sight. */
export interface KnownRow {
  readonly version: number;
  readonly gone: boolean;
}

/** The part of a change that a merge depends on. */
export interface VersionedChange {
  readonly version: number;
}

/**
 * Whether a change says something newer than what is known. Versions count up per row, so rows may come in any order,
 * twice, by a page of the feed or beside an answer, and the same rows remain (I4). A row that has gone is remembered with
 * its version: a late page cannot bring it back.
 * @param known null when nothing is known of the row, or only from before the feed began again (`start: 'again'`): a
 *   helpdesk restored from a backup counts from older versions
 */
export function mergeChange(known: KnownRow | null, change: VersionedChange): 'take' | 'ignore' {
  return known === null || change.version > known.version ? 'take' : 'ignore';
}
