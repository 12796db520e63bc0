import type { Settings } from '#shared/contract/ipc/settings.ts';
import { launchDesktop } from './electron.ts';

/** Starts the built desktop app, in English; the helpdesk is chosen on its first screen. */
export async function openDesktopWorkstation(options: {
  readonly profileDir: string;
  readonly settings: Partial<Settings>;
}) {
  const { page, kill, close } = await launchDesktop({
    profileDir: options.profileDir,
    settings: options.settings,
  });
  return { page, sessionKept: () => Promise.resolve(), kill, close };
}
