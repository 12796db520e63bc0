import { err, ok, type Result } from '#shared/base/result.ts';
import type { HelpdeskId } from '#shared/base/brand.ts';
import type { ProbeError } from '#shared/contract/ipc/calls.ts';
import { MAX_ADDRESSES, type Settings } from '#shared/contract/ipc/settings.ts';
import type { Platform } from '#renderer/platform/platform.ts';

/** A team's helpdesk, as it is chosen. */
export type TeamHelpdesk = Extract<Settings['helpdesk'], { kind: 'remote' }>;

/** What is wrong with addresses that somebody has typed: the key of a sentence under `probe`. */
export interface AddressProblem {
  readonly kind: ProbeError | 'invalid' | 'too-many' | 'not-the-same' | 'not-mine';
  /** Which one; null when there is only one. */
  readonly address: string | null;
}

/**
 * Looks at the addresses that somebody has typed (one or more, with spaces, commas or lines between them): each must be
 * that of a helpdesk which this program can work with, and all of them that of the same.
 * @param mine the helpdesk that it must be; null: any
 */
export async function findTeamHelpdesk(
  probe: Platform['helpdesk']['probe'],
  typed: string,
  mine: HelpdeskId | null,
): Promise<Result<TeamHelpdesk, AddressProblem>> {
  const parts = typed.split(/[\s,;]+/).filter((part) => part !== '');
  const isAlone = parts.length <= 1;
  const problem = (kind: AddressProblem['kind'], address: string) =>
    err<AddressProblem>({ kind, address: isAlone ? null : address });
  const addresses = new Set<string>();
  for (const part of parts) {
    const address = normaliseAddress(part);
    if (address === null) return problem('invalid', part);
    addresses.add(address);
  }
  const [url, ...others] = addresses;
  if (url === undefined) return problem('invalid', typed);
  if (addresses.size > MAX_ADDRESSES) return err({ kind: 'too-many', address: null });

  const found = await Promise.all(
    [...addresses].map(async (address) => ({ address, hello: await probe(address) })),
  );
  let id = mine;
  for (const { address, hello } of found) {
    if (!hello.ok) return problem(hello.error, address);
    id ??= hello.value.id;
    if (hello.value.id !== id) return problem(mine === null ? 'not-the-same' : 'not-mine', address);
  }
  return ok({ kind: 'remote', url, ...(others.length > 0 && { others }), ...(id !== null && { id }) });
}

/** The addresses of a team's helpdesk as somebody would type them. */
export function addressesOf({ url, others = [] }: TeamHelpdesk): readonly string[] {
  return [url, ...others];
}

/**
 * What a person types as an address: `https://` where no scheme is given, nothing but the origin and the path kept.
 * @returns null for what cannot be an address of a helpdesk
 */
export function normaliseAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  const local = /^(localhost|127\.|\[::1\])/.test(text);
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${local ? 'http' : 'https'}://${text}`;
  try {
    const url = new URL(full);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
    if (url.username !== '' || url.password !== '') return null;
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  } catch {
    return null;
  }
}
