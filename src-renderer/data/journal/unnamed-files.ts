import type { Sha256 } from '#shared/base/brand.ts';
import { attachmentsOf } from '#shared/sync/command.ts';
import type { Journal } from '#renderer/platform/platform.ts';
import { isStoredCommand, isStoredDraft } from '../outbox/parse-stored.ts';
import { findMeta, type Database } from '../store/database.ts';

/**
 * Files of this machine that no unsent work names any more, such as one taken out of a draft: until somebody lets them go
 * they take room for ever (I11). None while there is unsent work that cannot be read: it may name any of them (I7).
 * Only while no other window works on this profile and no unsent work is written.
 * @param keptHere files kept since this window was opened: a file is kept before anything names it (I1)
 */
export async function findUnnamedFiles(
  db: Database,
  journal: Journal,
  keptHere: ReadonlySet<Sha256>,
): Promise<readonly Sha256[]> {
  const [commands, drafts, unreadable, inDatabase, fetched, inJournal] = await Promise.all([
    db.outbox.toArray(),
    db.drafts.toArray(),
    db.quarantine.filter((item) => item.what !== 'row').count(),
    db.files.toCollection().primaryKeys(),
    findMeta(db, 'files'),
    journal.listFiles(),
  ]);
  if (unreadable > 0 || !commands.every(isStoredCommand) || !drafts.every(isStoredDraft)) return [];
  const spared = new Set<Sha256>([
    ...keptHere,
    ...commands.flatMap((stored) => attachmentsOf(stored.command).map((file) => file.sha256)),
    ...drafts.flatMap((stored) => stored.draft.attachments.map((file) => file.sha256)),
  ]);
  const counted = new Set((fetched?.entries ?? []).map(([sha256]) => sha256));
  const kept = [
    ...(inDatabase as Sha256[]).filter((sha256) => !counted.has(sha256)),
    ...(inJournal.ok ? inJournal.value : []),
  ];
  return [...new Set(kept)].filter((sha256) => !spared.has(sha256));
}
