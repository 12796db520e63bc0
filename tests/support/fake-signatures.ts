import { PATHS, type Problem } from '#shared/contract/http/routes.ts';
import { publicNameChangeSchema, signatureChangeSchema } from '#shared/contract/http/signature.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import { can } from '#shared/domain/roles/can.ts';
import type { FakeRows } from './fake-rows.ts';

/**
 * Changes the public name of who asks, or the signature of a queue.
 * @returns what is wrong, or `done`; null where the request is about something else
 */
export async function changeFakeSignature(
  rows: FakeRows,
  who: Person,
  request: { readonly method: string; readonly url: URL; json(): Promise<unknown> },
): Promise<'done' | readonly [status: number, code: Problem['code']] | null> {
  const { method, url } = request;
  if (method !== 'PUT') return null;
  if (url.pathname === PATHS.publicName) {
    if (!can(who, 'public-name.change', null)) return [403, 'not-allowed'];
    const asked = publicNameChangeSchema.safeParse(await request.json());
    if (!asked.success) return [400, 'invalid-request'];
    const { publicName: _before, ...person } = who;
    const { publicName } = asked.data;
    rows.publish('person', { ...person, ...(publicName !== null && { publicName }) });
    return 'done';
  }
  if (!url.pathname.startsWith(`${PATHS.signatures}/`)) return null;
  if (!can(who, 'signature.manage', null)) return [403, 'not-allowed'];
  const asked = signatureChangeSchema.safeParse(await request.json());
  if (!asked.success) return [400, 'invalid-request'];
  const id = url.pathname.slice(PATHS.signatures.length + 1);
  const queue = rows.reference().find((each) => each.row.id === id)?.row as Queue | undefined;
  if (queue === undefined) return [404, 'not-found'];
  if ((queue.signature ?? null) !== asked.data.before) return [409, 'changed'];
  rows.publish('queue', { ...queue, signature: asked.data.after });
  return 'done';
}
