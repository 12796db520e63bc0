import { statSync } from 'node:fs';
import path from 'node:path';
import { succeeds } from './find-program.ts';

/** Whether Chromium's sandbox can be set up by an ordinary user through user namespaces. */
export function hasUserNamespaces(): boolean {
  return succeeds('unshare', '--user', '--map-root-user', 'true');
}

/** Whether we are the superuser of a Unix, for whom Chromium and Electron refuse to start with their sandbox on. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Whether tests must start Chromium and Electron with `--no-sandbox`. The product itself never does. */
export function needsNoSandbox(): boolean {
  return process.platform === 'linux' && (isRoot() || !hasUserNamespaces());
}

/** Whether the runtime's own helper can set up the sandbox where user namespaces are missing. */
export function hasSandboxHelper(runtimeFolder: string): boolean {
  try {
    const helper = statSync(path.join(runtimeFolder, 'chrome-sandbox'));
    return helper.uid === 0 && (helper.mode & 0o4000) !== 0;
  } catch {
    return false;
  }
}
