import { err, ok, type Result } from '#shared/base/result.ts';
import { provideElectron, type RuntimeProblem } from '../machine/electron-runtime.ts';
import { findMissingElectronLibraries } from '../machine/shared-libraries.ts';
import { aptSystem, installSystemPackages, mayInstall } from './apt.ts';
import { unpackPrivately } from './private-system.ts';
import { provideXvfb, startDisplay } from './xvfb.ts';

/** What Electron's program is linked with, or opens when it starts, under their Debian names. */
const PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libgbm1',
  'libasound2',
  'libx11-xcb1',
  'libxss1',
  'libxtst6',
  'libatspi2.0-0',
  'libdrm2',
  'libsecret-1-0',
  'libnotify4',
  'fonts-dejavu-core',
];

/** Everything that tests of the desktop host need, ready. */
export interface DesktopHost {
  /** For the tests' environment: where the runtime is, the display, and libraries where they are not the system's. */
  readonly env: Readonly<Record<string, string>>;
  stop(): void;
}

/** Makes an Electron runtime, its libraries and a display ready for tests; says why not where that cannot be. */
export async function provideDesktop(): Promise<Result<DesktopHost, RuntimeProblem>> {
  const electron = await provideElectron();
  if (!electron.ok) return electron;
  const { folder, program } = electron.value;
  const env: Record<string, string> = { ELECTRON_OVERRIDE_DIST_PATH: folder };
  const libraries = await provideLibraries(program);
  if (!libraries.ok) return libraries;
  Object.assign(env, libraries.value);
  if (process.platform !== 'linux') return ok({ env, stop: () => undefined });

  const xvfb = await provideXvfb();
  const display = xvfb.ok ? await startDisplay(xvfb.value) : xvfb;
  if (!display.ok) {
    return err({ reason: display.error, remedy: 'Install Xvfb (Debian: apt-get install xvfb xauth).' });
  }
  env['DISPLAY'] = display.value.name;
  return ok({ env, stop: () => display.value.stop() });
}

/** @returns what the environment needs, usually nothing */
async function provideLibraries(program: string): Promise<Result<Record<string, string>, RuntimeProblem>> {
  let missing = findMissingElectronLibraries(program);
  if (missing.length === 0) return ok({});
  const problem = (): RuntimeProblem => ({
    reason: `Electron lacks system libraries: ${missing.join(', ')}`,
    remedy: 'Install them by the means of your system.',
  });
  if (!aptSystem()) return err(problem());
  if (mayInstall()) {
    await installSystemPackages(PACKAGES);
    missing = findMissingElectronLibraries(program);
    return missing.length === 0 ? ok({}) : err(problem());
  }
  const unpacked = await unpackPrivately('electron-libraries', PACKAGES);
  if (!unpacked.ok) return err({ ...problem(), remedy: unpacked.error });
  const { env } = unpacked.value;
  missing = findMissingElectronLibraries(program, { ...process.env, ...env });
  return missing.length === 0 ? ok({ ...env }) : err(problem());
}
