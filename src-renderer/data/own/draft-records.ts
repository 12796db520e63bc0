import { z } from 'zod';
import { ticketIdSchema } from '#shared/base/brand.ts';
import { draftSchema, type Draft } from '#shared/domain/drafts/draft.ts';
import { contentOf, hasWords } from '#shared/domain/drafts/versions.ts';
import { draftKey } from '../write/draft-saver.ts';

const PREFIX = 'draft:';

/** Key of a draft among the person's own records. @param key as in the local database */
export function recordKeyOf(key: string): string {
  return PREFIX + key.replace(' ', ':');
}

/** Key in the local database of a draft among the own records; null for a record of another kind. */
export function draftKeyOf(recordKey: string): string | null {
  if (!recordKey.startsWith(PREFIX)) return null;
  const [id, kind, ...rest] = recordKey.slice(PREFIX.length).split(':');
  const ticketId = ticketIdSchema.safeParse(id);
  const known = draftSchema.shape.kind.safeParse(kind);
  if (!ticketId.success || !known.success || rest.length > 0) return null;
  return draftKey(ticketId.data, known.data);
}

/** A draft as it is compared and sent; null for one without words. */
export function textOf(draft: Draft | null): string | null {
  return hasWords(draft) ? contentOf(draft) : null;
}

const writtenSchema = z.object({ by: z.string() });

/** What is sent of a draft: its content, and the machine that writes it. @param text of `textOf` */
export function recordOf(text: string | null, writer: string | null): unknown {
  if (text === null) return null;
  return { ...(JSON.parse(text) as Draft), ...(writer === null ? {} : { by: writer }) };
}

/** The machine that has written a draft of the helpdesk's records; null where it does not say. */
export function writerOf(value: unknown): string | null {
  return writtenSchema.safeParse(value).data?.by ?? null;
}

/**
 * A draft of the helpdesk's records, under this key.
 * @returns undefined for what this version cannot read: it is left alone
 */
export function readDraft(key: string, value: unknown): Draft | null | undefined {
  if (value == null) return null;
  const parsed = draftSchema.safeParse(value);
  if (!parsed.success || draftKey(parsed.data.ticketId, parsed.data.kind) !== key) return undefined;
  return parsed.data;
}

/** What is to be done with a draft that came from the helpdesk. */
export type Arrival =
  /** Nothing has been changed here since: it takes the place. */
  | 'take-over'
  /** Both have changed it: it takes the place, and what was here is told. */
  | 'take-over-and-tell'
  /** It is being written here: what is here stays, what came is kept as a version and told. */
  | 'keep-ours-and-tell'
  /** It is gone there, and was changed here since: what is here stays. */
  | 'keep-ours'
  /** It is what is here, or what was known to be there: nothing is to be done. */
  | 'same';

/**
 * Decides it. Nothing is lost in any case: what gives way becomes a version.
 * @param base what the helpdesk had when this machine last heard; @param isEdited somebody is writing here right now
 */
export function judgeArrival(
  ours: string | null,
  base: string | null,
  theirs: string | null,
  isEdited: boolean,
): Arrival {
  // Whatever is sent comes back too, and there may be newer words here by then.
  if (theirs === ours || theirs === base) return 'same';
  if (ours === base && !isEdited) return 'take-over';
  if (theirs === null) return 'keep-ours';
  // Sent or discarded here, written on there.
  if (ours === null) return isEdited ? 'keep-ours-and-tell' : 'take-over';
  return isEdited ? 'keep-ours-and-tell' : 'take-over-and-tell';
}
