import path from 'node:path';

export interface StartOptions {
  /** Folder of a second profile, or of a test; null for the usual one. */
  readonly profileDir: string | null;
  /** Work with the helpdesk on this computer unless another has been chosen before: `npm start` says so. */
  readonly embedded: boolean;
}

/** Reads `--profile-dir=…` (or VAKHTA_PROFILE_DIR) and `--embedded`. */
export function readStartOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StartOptions {
  const given = args.find((arg) => arg.startsWith('--profile-dir='))?.slice('--profile-dir='.length);
  const profileDir = given ?? env['VAKHTA_PROFILE_DIR'] ?? '';
  return {
    profileDir: profileDir === '' ? null : path.resolve(profileDir),
    embedded: args.includes('--embedded'),
  };
}
