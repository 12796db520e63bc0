import { err, ok, type Result } from '#shared/base/result.ts';

/** Runs what writes to the disk; that there is no room is an answer, everything else is thrown. */
export async function guardSpace<T>(run: () => Promise<T>): Promise<Result<T, 'disk-full'>> {
  try {
    return ok(await run());
  } catch (error) {
    if (isDiskFull(error)) return err('disk-full');
    throw error;
  }
}

/** The disk, or the person's share of it, has no room. */
export function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
