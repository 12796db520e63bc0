import { createHash } from 'node:crypto';
import { PATHS } from '#shared/contract/http/routes.ts';
import { signInApart } from './sign-in-apart.ts';

/** The file with the hash of these bytes as the helpdesk gives it to a person; null when it has none. */
export async function storedFile(
  url: string,
  person: { readonly login: string; readonly password: string },
  bytes: Buffer,
): Promise<Buffer | null> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const authorization = await signInApart(url, person);
  const answer = await fetch(`${url}${PATHS.attachments}/${sha256}`, { headers: { authorization } });
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : null;
}
