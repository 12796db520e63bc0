import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { KeptFiles } from './kept-files.ts';
import { MAX_FORM_FILES, type ReceivedForm } from './read-form.ts';

/** The files of a form: those kept from its last sending and those that came now. */
export function openKept(
  kept: KeptFiles,
  formKey: string,
  form: ReceivedForm,
): {
  readonly files: readonly Attachment[];
  /** Some that were kept are not at hand any more. */
  readonly forgotten: boolean;
} {
  const opened = form
    .texts('kept')
    .slice(0, MAX_FORM_FILES)
    .map((sealed) => kept.open(formKey, sealed));
  const before = opened.filter((file) => file !== null);
  return {
    files: [...before, ...form.files].slice(0, MAX_FORM_FILES),
    forgotten: before.length < opened.length,
  };
}
