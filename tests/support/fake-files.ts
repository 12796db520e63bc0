import { createHash } from 'node:crypto';
import type { PersonId, Sha256 } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { UploadState } from '#shared/contract/http/routes.ts';
import { MAX_ATTACHMENT_BYTES, type Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { detectType } from '#helpdesk/storage/detect-type.ts';
import type { FakeRows } from './fake-rows.ts';

interface FakeFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Who has uploaded it. */
  readonly broughtBy: Set<PersonId>;
}

type UploadError =
  | { readonly kind: 'wrong-offset'; readonly offset: number }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'wrong-checksum' };

/** The attachments of the fake helpdesk: a checksum opens nothing that a person has not brought and cannot see. */
export type FakeFiles = ReturnType<typeof createFakeFiles>;

export function createFakeFiles(rows: FakeRows) {
  const files = new Map<Sha256, FakeFile>();
  const parts = new Map<string, Uint8Array<ArrayBuffer>>();
  const partKey = (who: Person, sha256: Sha256) => `${sha256} ${who.id}`;

  function findUsable(who: Person, sha256: Sha256): FakeFile | null {
    const file = files.get(sha256);
    if (file === undefined) return null;
    const isNamedInSight = () =>
      rows
        .all<Message>('message')
        .some(
          (each) =>
            each.row.kind !== 'event' &&
            each.row.attachments.some((named) => named.sha256 === sha256) &&
            rows.sees(who, each),
        );
    return file.broughtBy.has(who.id) || isNamedInSight() ? file : null;
  }

  async function keep(bytes: Uint8Array<ArrayBuffer>): Promise<FakeFile & { readonly sha256: Sha256 }> {
    const sha256 = sha256Of(bytes);
    const file = files.get(sha256) ?? { bytes, type: await detectType(bytes), broughtBy: new Set() };
    files.set(sha256, file);
    return { ...file, sha256 };
  }

  return {
    findUsable,
    find: (sha256: Sha256) => files.get(sha256)?.bytes ?? null,
    /** Keeps what a customer has sent. */
    async receive(bytes: Uint8Array, name: string): Promise<Attachment> {
      const { sha256, type } = await keep(new Uint8Array(bytes));
      return { sha256, name, type, size: bytes.length };
    },
    /** Removes what no message names. */
    forgetUnnamed(): void {
      const named = new Set(
        rows
          .all<Message>('message')
          .flatMap(({ row }) => (row.kind === 'event' ? [] : row.attachments.map((each) => each.sha256))),
      );
      for (const sha256 of files.keys()) if (!named.has(sha256)) files.delete(sha256);
    },
    state(who: Person, sha256: Sha256): UploadState {
      const file = findUsable(who, sha256);
      if (file !== null) return { offset: file.bytes.length, complete: true };
      return { offset: parts.get(partKey(who, sha256))?.length ?? 0, complete: false };
    },
    /** Takes the next bytes; `length` is the whole attachment's. */
    async append(
      who: Person,
      sha256: Sha256,
      { offset, length }: { readonly offset: number; readonly length: number },
      bytes: Uint8Array,
    ): Promise<Result<UploadState, UploadError>> {
      if (length > MAX_ATTACHMENT_BYTES) return err({ kind: 'too-large' });
      const key = partKey(who, sha256);
      const here = parts.get(key) ?? new Uint8Array();
      if (offset !== here.length) return err({ kind: 'wrong-offset', offset: here.length });
      const whole = new Uint8Array(here.length + bytes.length);
      whole.set(here);
      whole.set(bytes, here.length);
      parts.delete(key);
      if (whole.length > length) return err({ kind: 'too-large' });
      if (whole.length < length) {
        parts.set(key, whole);
        return ok({ offset: whole.length, complete: false });
      }
      if (sha256Of(whole) !== sha256) return err({ kind: 'wrong-checksum' });
      (await keep(whole)).broughtBy.add(who.id);
      return ok({ offset: length, complete: true });
    },
  };
}

function sha256Of(bytes: Uint8Array): Sha256 {
  return createHash('sha256').update(bytes).digest('hex') as Sha256;
}
