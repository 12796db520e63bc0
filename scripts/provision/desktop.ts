import { err, ok, type Result } from '#shared/base/result.ts';
import { provideElectron, type RuntimeProblem } from '../machine/electron-runtime.ts';
import { findMissingElectronLibraries } from '../machine/shared-libraries.ts';
import { aptSystem, installSystemPackages, mayInstall } from './apt.ts';
import { unpackPrivately } from './private-system.ts';
import { provideXvfb, startDisplay, type Display } from './xvfb.ts';

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
  /** For the tests' environment: where the runtime is, the (first) display, and libraries where they are not the system's. */
  readonly env: Readonly<Record<string, string>>;
  /** The names of the displays; none where windows need no such thing. */
  readonly displays: readonly string[];
  stop(): void;
}

/**
 * Makes an Electron runtime, its libraries and displays ready for tests; says why not where that cannot be.
 * @param count how many displays, where windows need one
 */
export async function provideDesktop(count = 1): Promise<Result<DesktopHost, RuntimeProblem>> {
  const electron = await provideElectron();
  if (!electron.ok) return electron;
  const { folder, program } = electron.value;
  const env: Record<string, string> = { ELECTRON_OVERRIDE_DIST_PATH: folder };
  const libraries = await provideLibraries(program);
  if (!libraries.ok) return libraries;
  Object.assign(env, libraries.value);
  if (process.platform !== 'linux') return ok({ env, displays: [], stop: () => undefined });

  const xvfb = await provideXvfb();
  const started: Display[] = [];
  const stop = () => {
    for (const display of started) display.stop();
  };
  while (started.length < count) {
    const display = xvfb.ok ? await startDisplay(xvfb.value) : xvfb;
    if (!display.ok) {
      stop();
      return err({ reason: display.error, remedy: 'Install Xvfb (Debian: apt-get install xvfb xauth).' });
    }
    started.push(display.value);
  }
  const displays = started.map((display) => display.name);
  env['DISPLAY'] = displays[0] ?? '';
  return ok({ env, displays, stop });
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
