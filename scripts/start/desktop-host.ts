import { spawn } from 'node:child_process';
import { err, type Result } from '#shared/base/result.ts';
import { say } from '../bootstrap/say.mjs';
import { provideElectron, type ElectronRuntime } from '../machine/electron-runtime.ts';
import { PROJECT } from '../machine/folders.ts';
import { hasSandboxHelper, hasUserNamespaces, isRoot } from '../machine/sandbox.ts';
import { findMissingElectronLibraries } from '../machine/shared-libraries.ts';

/**
 * Looks whether the workstation's window can be opened on this machine, downloading the Electron runtime if that is all
 * that is missing. The sandbox is never switched off to make it possible.
 *
 * @returns the runtime, or one sentence on why there can be no window and what would help
 */
export async function findDesktop(): Promise<Result<ElectronRuntime, string>> {
  if (process.platform === 'linux') {
    if (isRoot()) {
      return err('Electron does not run as root (start as an ordinary user for the desktop window)');
    }
    if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
      return err('there is no display here (DISPLAY and WAYLAND_DISPLAY are not set)');
    }
  }
  const electron = await provideElectron();
  if (!electron.ok) return err(`${electron.error.reason}. ${electron.error.remedy.replace(/\.$/, '')}`);
  const missing = findMissingElectronLibraries(electron.value.program);
  if (missing.length > 0) {
    return err(
      `Electron lacks ${missing.join(', ')} (on Debian: apt-get install libgtk-3-0 libnss3 libgbm1 libasound2 libx11-xcb1 libsecret-1-0)`,
    );
  }
  if (process.platform === 'linux' && !hasUserNamespaces() && !hasSandboxHelper(electron.value.folder)) {
    return err(
      'Electron’s sandbox needs user namespaces, which this system denies (allow them with sysctl, or install the packaged app)',
    );
  }
  return electron;
}

/**
 * Opens the workstation's window and waits until it is closed.
 * @returns the exit code
 */
export function openDesktop(runtime: ElectronRuntime): Promise<number> {
  say('Opening the workstation. The helpdesk on this computer comes with sample data; Ctrl+C closes it.');
  return new Promise((resolve, reject) => {
    const child = spawn(runtime.program, [PROJECT, '--embedded'], { cwd: PROJECT, stdio: 'inherit' });
    process.on('SIGINT', () => undefined);
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal !== null && signal !== 'SIGINT' && signal !== 'SIGTERM' && signal !== 'SIGHUP') {
        say(`The window ended unexpectedly (${signal}). npm run start:browser works without it.`);
      }
      resolve(code ?? (signal === 'SIGINT' ? 0 : 1));
    });
  });
}
