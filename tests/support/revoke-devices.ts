import { GUARD_HEADER, PATHS, type Device } from '#shared/contract/http/routes.ts';
import { signInApart } from './sign-in-apart.ts';

/** Revokes every device of a person, as he would do himself after losing a laptop. */
export async function revokeAllDevices(
  url: string,
  person: { readonly login: string; readonly password: string },
): Promise<void> {
  const authorization = await signInApart(url, person);
  const listed = (await (await fetch(url + PATHS.devices, { headers: { authorization } })).json()) as {
    devices: Device[];
  };
  const others = listed.devices.filter((device) => !device.current);
  if (others.length === 0) throw new Error('There was no device to revoke.');
  for (const { id } of others) {
    const answer = await fetch(`${url}${PATHS.devices}/${id}`, {
      method: 'DELETE',
      headers: { authorization, [GUARD_HEADER]: '1' },
    });
    if (!answer.ok) throw new Error(`A device could not be revoked: ${answer.status}`);
  }
}
