import type { Sha256 } from '#shared/base/brand.ts';

/** The address of some bytes. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<Sha256> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') as Sha256;
}
