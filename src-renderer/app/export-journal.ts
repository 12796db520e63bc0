import { err, ok, type Result } from '#shared/base/result.ts';
import type { Profile } from '#shared/contract/ipc/settings.ts';
import { readJournal, readJournalFiles } from '#renderer/data/journal/unsent-journal.ts';
import { profileKeyOf } from '#renderer/data/profile-key.ts';
import { saveUnsent } from '#renderer/hooks/export-unsent.ts';
import type { Platform } from '#renderer/platform/platform.ts';

/**
 * Writes the unsent work of a profile into a file from the journal alone: for when the local database cannot be opened, or
 * the window has failed before there was a desk.
 */
export async function exportJournal(
  platform: Platform,
  profile: Profile,
  now: Date,
): Promise<Result<null, 'unreadable'>> {
  const journal = platform.journal(profileKeyOf(profile));
  const read = await readJournal(journal);
  if (!read.ok) return err('unreadable');
  const { commands, drafts, unreadable } = read.value;
  const files = new Map(
    (await readJournalFiles(journal, commands, drafts)).map(({ sha256, bytes, type }) => [
      sha256,
      new Blob([bytes], { type }),
    ]),
  );
  await saveUnsent(
    {
      person: profile.person,
      commands: commands.map(({ command }) => ({ state: { kind: 'unknown' }, ticket: null, command })),
      drafts: drafts.map(({ draft }) => draft),
      unreadable,
      readFile: (sha256) => Promise.resolve(files.get(sha256) ?? null),
    },
    now,
  );
  return ok(null);
}
