import { existsSync } from 'node:fs';
import path from 'node:path';
import { err, ok, type Result } from '#shared/base/result.ts';
import { isRunnable } from '../machine/find-program.ts';
import { aptSystem } from './apt.ts';
import { unpackPrivately } from './private-system.ts';

/** OpenStack Swift with its S3 interface, as a Python program finds it. */
export interface SwiftPrograms {
  readonly python: string;
  readonly ringBuilder: string;
  /** What they need in their environment. */
  readonly env: Readonly<Record<string, string>>;
}

const PACKAGES = ['swift-proxy', 'swift-account', 'swift-container', 'swift-object'] as const;
/** Debian's own, which its packages are made for; never another one on the path. */
const PYTHON = 'usr/bin/python3';

/**
 * Makes sure that there is a storage that speaks S3 for tests. The packages always go into a private folder, for root
 * too: as services of the system nobody wants them.
 *
 * @returns or a sentence on why there is none
 */
export async function provideSwift(): Promise<Result<SwiftPrograms, string>> {
  if (!aptSystem()) return err('OpenStack Swift, the S3 storage of the tests, comes from Debian packages');
  const unpacked = await unpackPrivately('swift', PACKAGES);
  if (!unpacked.ok) return unpacked;
  const { root, env } = unpacked.value;
  const own = path.join(root, PYTHON);
  const python = existsSync(own) ? own : `/${PYTHON}`;
  if (!isRunnable(python)) return err('the packages of OpenStack Swift came without Python');
  return ok({
    python,
    ringBuilder: path.join(root, 'usr/bin/swift-ring-builder'),
    env: { ...env, PYTHONPATH: path.join(root, 'usr/lib/python3/dist-packages') },
  });
}
