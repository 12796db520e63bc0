import { ok } from '#shared/base/result.ts';
import { DEFAULT_SETTINGS, type Settings } from '#shared/contract/ipc/settings.ts';
import type { SettingsStore } from '#renderer/platform/platform.ts';

/** Settings of a machine in memory. */
export function createMemorySettings(first: Partial<Settings> = {}): SettingsStore {
  let current: Settings = { ...DEFAULT_SETTINGS, ...first };
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async write(patch) {
      current = { ...current, ...patch };
      for (const listener of [...listeners]) listener();
      return ok(current);
    },
  };
}
