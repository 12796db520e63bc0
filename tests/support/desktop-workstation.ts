import { launchDesktop } from './electron.ts';

/** Starts the built desktop app, in English; the helpdesk is chosen on its first screen. */
export async function openDesktopWorkstation(options: { readonly profileDir: string }) {
  const { page, kill, close } = await launchDesktop({ profileDir: options.profileDir, settings: {} });
  return { page, sessionKept: () => Promise.resolve(), kill, close };
}
