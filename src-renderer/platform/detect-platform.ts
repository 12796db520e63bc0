import '#renderer/data/without-eval.ts';
import { BRIDGE_NAME, type Bridge } from '#shared/contract/ipc/bridge.ts';
import { openBrowserPlatform } from './browser/browser-platform.ts';
import { openDesktopPlatform } from './desktop/desktop-platform.ts';
import type { Platform } from './platform.ts';

/** Finds out which host this is: the desktop, where the preload script has put its bridge, else a browser. */
export function detectPlatform(): Promise<Platform> {
  const bridge = (globalThis as Record<string, unknown>)[BRIDGE_NAME] as Bridge | undefined;
  return bridge === undefined ? openBrowserPlatform() : openDesktopPlatform(bridge);
}
