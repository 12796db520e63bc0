import { isDeepStrictEqual } from 'node:util';
import type { ReferenceChange } from '#shared/contract/http/routes.ts';
import type { Reference } from '#shared/domain/references/reference.ts';
import type { FakeRows } from './fake-rows.ts';

/** Makes, changes or removes a reference of the fake helpdesk. @returns false when it is not what was on the screen */
export function changeFakeReference(rows: FakeRows, { before, after }: ReferenceChange): boolean {
  const id = (after ?? before)?.id ?? '';
  const now = rows.reference().find((each) => each.row.id === id)?.row as Reference | undefined;
  if (!isDeepStrictEqual(now ?? null, before)) return false;
  if (after !== null) rows.publish('reference', after);
  else if (before !== null) rows.publishGone('reference', before);
  return true;
}
