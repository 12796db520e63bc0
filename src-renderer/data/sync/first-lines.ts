import type { Profile } from '#shared/contract/ipc/settings.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import type { Failure } from '#shared/sync/failure.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Remote } from '../remote/remote.ts';
import { segmentOf } from '../store/segment.ts';
import type { Message } from './channel.ts';
import { readChanges } from './read-changes.ts';

/** Rows of the start view that are asked for before anything else. */
const FIRST_ROWS = 50;

/** Makes sure that who answers is our helpdesk, in our version, and knows us as this person. */
export async function verifyHelpdesk(remote: Remote, profile: Profile): Promise<Result<Person, Failure>> {
  const [hello, session] = await Promise.all([remote.findHello(), remote.findSession()]);
  if (!hello.ok) return hello;
  if (hello.value.id !== profile.helpdeskId) return err({ kind: 'not-a-helpdesk' });
  if (!session.ok) return session;
  if (session.value.person.id !== profile.person.id) return err({ kind: 'signed-out' });
  return ok(session.value.person);
}

/**
 * The first lines and the numbers, long before the whole has come; null when they cannot be had now.
 * @param wanted false: they are not needed any more, and are not read
 */
export async function pullFirstLines(
  remote: Remote,
  view: ViewId,
  verified: Promise<boolean>,
  wanted: Promise<boolean> = Promise.resolve(true),
): Promise<Omit<Extract<Message, { kind: 'first' }>, 'gen'> | null> {
  const [answer, isOurs, isWanted] = await Promise.all([
    remote.pullFirst(view, FIRST_ROWS),
    verified,
    wanted,
  ]);
  if (!answer.ok || !isOurs || !isWanted) return null;
  const { changes } = readChanges(answer.value.changes);
  return { kind: 'first', list: JSON.stringify(segmentOf(changes).list), counts: answer.value.counts };
}
