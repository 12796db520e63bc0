import { z } from 'zod';
import { draftSchema, type Draft } from './draft.ts';

export const draftVersionSchema = z.object({
  /** This machine's clock, for display. */
  at: z.int().nonnegative(),
  /** `typed`: a moment of typing. `changed`: before a large change. `replaced`: before another version took its place. */
  why: z.enum(['typed', 'changed', 'sent', 'discarded', 'replaced', 'elsewhere']),
  draft: draftSchema,
});
/** A draft as it once was. */
export type DraftVersion = z.output<typeof draftVersionSchema>;

/** Between two versions of mere typing, in milliseconds. */
export const TYPING_MS = 30_000;
/** Bounds of what is kept of one draft (I11): versions, and characters of them all. */
const MOST_VERSIONS = 40;
const MOST_CHARS = 600_000;
/** A change of so many characters at once is no typing: a paste, or a selection that was deleted. */
const LARGE_CHANGE = 80;

/** Whether there is anything in it to be kept. */
export function hasWords(draft: Draft | null | undefined): draft is Draft {
  return draft != null && (draft.text.trim() !== '' || draft.attachments.length > 0);
}

/** Whether two drafts have the same content, whatever a draft has. */
export function isSameDraft(a: Draft | null, b: Draft | null): boolean {
  if (!hasWords(a) || !hasWords(b)) return hasWords(a) === hasWords(b);
  return contentOf(a) === contentOf(b);
}

/** The content of a draft as one text: the same for the same content, whichever way it has come. */
export function contentOf(draft: Draft): string {
  return JSON.stringify(draftSchema.parse(draft));
}

/** Whether the draft before a change is to be kept as a version. */
export function isLargeChange(before: Draft | null, after: Draft | null): boolean {
  if (!hasWords(before)) return false;
  if (!hasWords(after)) return true;
  if (before.attachments.length > after.attachments.length) return true;
  return Math.abs(contentOf(before).length - contentOf(after).length) >= LARGE_CHANGE;
}

/** The versions of a draft, newest first, with one more; the same content as the newest is not kept twice. */
export function withVersion(
  versions: readonly DraftVersion[],
  version: DraftVersion,
): readonly DraftVersion[] {
  if (!hasWords(version.draft)) return versions;
  const [newest] = versions;
  // Why it was kept last says more: it was sent, it was discarded.
  if (newest !== undefined && isSameDraft(newest.draft, version.draft))
    return newest.why === version.why ? versions : [version, ...versions.slice(1)];
  let room = MOST_CHARS;
  return [version, ...versions].slice(0, MOST_VERSIONS).filter((each, at) => {
    room -= contentOf(each.draft).length;
    return at === 0 || room >= 0;
  });
}
