import path from 'node:path';
import { err, ok, type Result } from '#shared/base/result.ts';
import { MAX_ADDRESSES, type Settings } from '#shared/contract/ipc/settings.ts';

export interface StartOptions {
  /** Folder of a second profile, or of a test; null for the usual one. */
  readonly profileDir: string | null;
  /** Work with the helpdesk on this computer unless another has been chosen before: `npm start` says so. */
  readonly embedded: boolean;
  /** Addresses of the team's helpdesk, or a sentence on what is wrong with them; null when none were given. */
  readonly helpdesk: Result<readonly string[], string> | null;
}

/** Reads `--profile-dir=…` (or VAKHTA_PROFILE_DIR), `--embedded` and `--helpdesk=ADDRESS[,ADDRESS…]`. */
export function readStartOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StartOptions {
  const valueOf = (name: string): string | undefined =>
    args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const profileDir = valueOf('profile-dir') ?? env['VAKHTA_PROFILE_DIR'] ?? '';
  const helpdesk = valueOf('helpdesk');
  return {
    profileDir: profileDir === '' ? null : path.resolve(profileDir),
    embedded: args.includes('--embedded'),
    helpdesk: helpdesk === undefined ? null : readAddresses(helpdesk),
  };
}

function readAddresses(text: string): Result<readonly string[], string> {
  const addresses = [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))];
  const wrong = addresses.find((address) => !isAddress(address));
  if (addresses.length === 0 || wrong !== undefined)
    return err(`--helpdesk: "${wrong ?? ''}" is not an address. It looks like https://help.example.com`);
  if (addresses.length > MAX_ADDRESSES)
    return err(`--helpdesk: a helpdesk has at most ${MAX_ADDRESSES} addresses.`);
  return ok(addresses);
}

function isAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

/**
 * What the addresses given at the start make of the settings: other addresses of the helpdesk that was chosen, or another
 * helpdesk, at which somebody signs in anew.
 * @returns null when they are chosen already
 */
export function chooseGiven(
  { helpdesk }: Pick<Settings, 'helpdesk'>,
  addresses: readonly string[],
): Pick<Settings, 'helpdesk'> | Pick<Settings, 'helpdesk' | 'profile'> | null {
  const [url, ...others] = addresses;
  if (url === undefined) return null;
  const before = helpdesk?.kind === 'remote' ? [helpdesk.url, ...(helpdesk.others ?? [])] : [];
  if (before.join(' ') === addresses.join(' ')) return null;
  const chosen = { kind: 'remote', url, others } as const;
  if (helpdesk?.kind === 'remote' && before.some((address) => addresses.includes(address))) {
    return { helpdesk: helpdesk.id === undefined ? chosen : { ...chosen, id: helpdesk.id } };
  }
  return { helpdesk: chosen, profile: null };
}
