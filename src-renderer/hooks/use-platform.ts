import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { Platform } from '#renderer/platform/platform.ts';
import type { Settings } from '#shared/contract/ipc/settings.ts';

/** The host, given by the composition root. */
export const PlatformContext = createContext<Platform | null>(null);

/** The host this window runs in. */
export function usePlatform(): Platform {
  const platform = useContext(PlatformContext);
  if (platform === null) throw new Error('There is no platform here');
  return platform;
}

/** The settings of this machine as they are now. */
export function useSettings(): Settings {
  const { settings } = usePlatform();
  const subscribe = useCallback((listener: () => void) => settings.subscribe(listener), [settings]);
  const get = useCallback(() => settings.get(), [settings]);
  return useSyncExternalStore(subscribe, get, get);
}
