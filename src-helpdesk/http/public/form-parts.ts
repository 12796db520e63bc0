import { MAX_ATTACHMENT_BYTES, type Attachment } from '#shared/domain/attachments/attachment.ts';
import { html, type Html } from './html.ts';
import { MAX_FORM_BYTES, MAX_FORM_FILES, type FileProblem } from './read-form.ts';
import type { Texts } from './texts.ts';

/** What is wrong with a field, as sentences by the field's name. */
export type Problems = Readonly<Record<string, readonly string[] | undefined>>;

/** A file that came with the form before, with its seal. */
export interface SealedFile {
  readonly file: Attachment;
  readonly seal: string;
}

/** Attributes that tie a field to its hint and its problem for those who do not see the page. */
export function described(name: string, problems: Problems, hint: boolean): Html {
  const ids = [hint ? `${name}-hint` : null, problems[name] === undefined ? null : `${name}-problem`].filter(
    Boolean,
  );
  return html`${ids.length === 0 ? null : html` aria-describedby="${ids.join(' ')}"`}${problems[name] === undefined ? null : html` aria-invalid="true"`}`;
}

/** The sentences about a field; the place is there without any, so that the script can fill it. */
export function problemOf(name: string, problems: Problems): Html {
  const sentences = problems[name] ?? [];
  return html`<div data-problems="${name}" id="${name}-problem">
    ${sentences.map((sentence) => html`<p class="problem">${sentence}</p>`)}
  </div>`;
}

/** The field for files, and those that have arrived already. */
export function filesField(t: Texts, problems: Problems, kept: readonly SealedFile[]): Html {
  return html`<div class="field">
    <label for="files">${t.files} <span class="opt">${t.optional}</span></label>
    ${
      kept.length === 0
        ? null
        : html`<fieldset class="kept">
            <legend>${t.filesKept}</legend>
            ${kept.map(
              ({ file, seal }) =>
                html`<label
                  ><input type="checkbox" name="kept" value="${seal}" checked />${file.name}
                  <span class="opt">${t.bytes(file.size)}</span></label
                >`,
            )}
          </fieldset>`
    }
    <input
      type="file"
      id="files"
      name="files"
      multiple
      data-most="${MAX_ATTACHMENT_BYTES}"
      data-most-together="${MAX_FORM_BYTES}"
      data-most-files="${MAX_FORM_FILES}"
      data-too-large="${t.problems.fileTooLarge('%')}"
      data-too-large-together="${t.problems.filesTooLarge}"
      data-too-many="${t.problems.tooManyFiles}"
      ${described('files', problems, true)}
    />
    <p class="hint" id="files-hint">${t.filesHint}</p>
    ${problemOf('files', problems)}
  </div>`;
}

/** The sentence about a file that did not arrive. */
export function fileSentence(t: Texts, problem: FileProblem): string {
  switch (problem.kind) {
    case 'file-too-large':
      return t.problems.fileTooLarge(problem.name);
    case 'file-empty':
      return t.problems.fileEmpty(problem.name);
    case 'files-too-large':
      return t.problems.filesTooLarge;
    case 'too-many-files':
      return t.problems.tooManyFiles;
    case 'disk-full':
      return t.problems.diskFull;
  }
}
