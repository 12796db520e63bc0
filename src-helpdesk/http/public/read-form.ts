import type {} from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { err, ok, type Result } from '#shared/base/result.ts';
import { MAX_ATTACHMENT_BYTES, type Attachment } from '#shared/domain/attachments/attachment.ts';
import { safeFileName } from '#shared/domain/attachments/safe-file-name.ts';
import type { CustomerDesk } from '../../desk/customer-side/customer-desk.ts';

/** Most files with one form. */
export const MAX_FORM_FILES = 10;
/** Most bytes of all files of one form together. */
export const MAX_FORM_BYTES = 50 * 1024 * 1024;
/** A form larger than this is not read to its end, so not answered field by field. */
const MAX_BODY_BYTES = 4 * MAX_FORM_BYTES;

export type FileProblem =
  | { readonly kind: 'file-too-large'; readonly name: string }
  | { readonly kind: 'file-empty'; readonly name: string }
  | { readonly kind: 'files-too-large' }
  | { readonly kind: 'too-many-files' }
  | { readonly kind: 'disk-full' };

/** A form as it came: texts by name, and files whose bytes are kept already. */
export interface ReceivedForm {
  /** The first value of a field; empty when there is none. */
  text(name: string): string;
  /** All values of a field. */
  texts(name: string): readonly string[];
  readonly files: readonly Attachment[];
  /** Why some of the files are not among them. */
  readonly fileProblems: readonly FileProblem[];
}

/**
 * Reads a `multipart/form-data` body, its files straight into the attachment store.
 * @returns errors: not such a form, or far too large to be read
 */
export async function readForm(
  request: FastifyRequest,
  keepFile: CustomerDesk['keepFile'],
): Promise<Result<ReceivedForm, 'not-a-form' | 'too-large'>> {
  if (!request.isMultipart()) return err('not-a-form');
  // Without a length the body could go on for ever; every browser gives one.
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (!Number.isSafeInteger(length) || length > MAX_BODY_BYTES) return err('too-large');

  const texts = new Map<string, string[]>();
  const kept: Attachment[] = [];
  const fileProblems: FileProblem[] = [];
  let left = MAX_FORM_BYTES;
  let counted = 0;
  const parts = request.parts({
    limits: { fields: 60, fieldSize: 1_000_000, parts: 200, files: 100, fileSize: MAX_BODY_BYTES },
  });
  try {
    for await (const part of intact(parts)) {
      if (part.type === 'field') {
        const value = typeof part.value === 'string' ? part.value : '';
        texts.set(part.fieldname, [...(texts.get(part.fieldname) ?? []), clean(value)]);
        continue;
      }
      // A field for files that was left empty comes as a file without a name and content.
      const isNamed = (part.filename ?? '') !== '';
      if (isNamed) counted += 1;
      if (!isNamed || counted > MAX_FORM_FILES) {
        part.file.resume();
        continue;
      }
      const name = safeFileName(part.filename);
      const limit = Math.min(MAX_ATTACHMENT_BYTES, left);
      const stored = await keepFile(intact(wholly(part.file)), limit);
      if (stored.ok) {
        left -= stored.value.size;
        kept.push({ ...stored.value, name });
      } else {
        fileProblems.push(problemOf(stored.error, name, limit));
      }
    }
  } catch (error) {
    if (error instanceof TornFormError) return err('not-a-form');
    throw error;
  }
  if (counted > MAX_FORM_FILES) fileProblems.push({ kind: 'too-many-files' });
  return ok({
    text: (name) => texts.get(name)?.[0] ?? '',
    texts: (name) => texts.get(name) ?? [],
    files: kept,
    fileProblems,
  });
}

function problemOf(error: 'too-large' | 'empty' | 'disk-full', name: string, limit: number): FileProblem {
  switch (error) {
    case 'too-large':
      return limit < MAX_ATTACHMENT_BYTES ? { kind: 'files-too-large' } : { kind: 'file-too-large', name };
    case 'empty':
      return { kind: 'file-empty', name };
    case 'disk-full':
      return { kind: 'disk-full' };
  }
}

/** The body ended early, or is not what its headers say: the sender's fault or his connection's, not ours. */
class TornFormError extends Error {
  override readonly name = 'TornFormError';
}

/** The same, with failures of the source told apart from those of whoever reads it. */
async function* intact<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    // Yielding is outside of the source's own failing: what a reader throws does not come back in here.
    yield* source;
  } catch (error) {
    throw new TornFormError('The form could not be read to its end.', { cause: error });
  }
}

/** The chunks of a file; when the reader stops early the rest is read away, or the form would never end. */
async function* wholly(file: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of file.iterator({ destroyOnReturn: false })) yield chunk as Uint8Array;
  } finally {
    file.resume();
  }
}

/** Line ends as the rest of the product has them; U+0000 cannot be stored. */
function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\0', '');
}
