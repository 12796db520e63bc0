import { GUARD_HEADER, PATHS, SESSION_COOKIE } from '#shared/contract/http/routes.ts';

/** Signs a person in on a device beside his workstation. @returns what the `authorization` header says from then on */
export async function signInApart(
  url: string,
  person: { readonly login: string; readonly password: string },
): Promise<string> {
  const signIn = await fetch(url + PATHS.session, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [GUARD_HEADER]: '1' },
    body: JSON.stringify({ login: person.login, password: person.password, device: 'another' }),
  });
  const token = new RegExp(`${SESSION_COOKIE}=([^;]+)`).exec(signIn.headers.get('set-cookie') ?? '')?.[1];
  if (token === undefined) throw new Error(`${person.login} could not sign in: ${signIn.status}`);
  return `Bearer ${token}`;
}
