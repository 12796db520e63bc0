import type { Sha256 } from '#shared/base/brand.ts';
import type { Failure } from '#shared/sync/failure.ts';
import type { Input } from '#shared/sync/step.ts';
import type { Remote } from '../remote/remote.ts';
import type { Ledger } from './ledger.ts';

/**
 * Gives the helpdesk a file that a command names.
 * @param parts.verify whether who answers is our helpdesk; null when it is
 * @param parts.missingFiles files that are on no disk of ours: kept up to date here
 * @returns what `step` is told of it
 */
export async function sendFile(
  sha256: Sha256,
  parts: {
    readonly verify: () => Promise<Failure | null>;
    readonly find: Ledger['findFile'];
    readonly remote: Pick<Remote, 'hasFile' | 'pushFile'>;
    readonly missingFiles: Set<Sha256>;
  },
): Promise<Input> {
  const { remote, missingFiles } = parts;
  const failure = await parts.verify();
  if (failure !== null) return { kind: 'upload-failed', sha256, failure, unsent: true };
  const bytes = await parts.find(sha256);
  if (bytes === null) {
    // What was sent before may have brought it: then only the decision is still to be asked for.
    const there = await remote.hasFile(sha256);
    if (!there.ok) return { kind: 'upload-failed', sha256, failure: there.error };
    if (!there.value) missingFiles.add(sha256);
    else missingFiles.delete(sha256);
    return there.value
      ? { kind: 'uploaded', sha256 }
      : { kind: 'upload-failed', sha256, failure: { kind: 'rejected', status: 404 } };
  }
  missingFiles.delete(sha256);
  const sent = await remote.pushFile(sha256, bytes);
  return sent.ok ? { kind: 'uploaded', sha256 } : { kind: 'upload-failed', sha256, failure: sent.error };
}
