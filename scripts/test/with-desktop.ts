import type { Result } from '#shared/base/result.ts';
import type { RuntimeProblem } from '../machine/electron-runtime.ts';
import { provideDesktop, type DesktopHost } from '../provision/desktop.ts';

/** Runs something with an Electron and displays ready, or with the reason why there are none, and clears up. */
export async function withDesktop<T>(
  run: (desktop: Result<DesktopHost, RuntimeProblem>) => Promise<T>,
  displays = 1,
): Promise<T> {
  const desktop = await provideDesktop(displays);
  const stop = () => {
    if (desktop.ok) desktop.value.stop();
  };
  process.once('exit', stop);
  try {
    return await run(desktop);
  } finally {
    process.removeListener('exit', stop);
    stop();
  }
}
