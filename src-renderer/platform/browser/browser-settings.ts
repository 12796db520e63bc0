import { err, ok } from '#shared/base/result.ts';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '#shared/contract/ipc/settings.ts';
import type { SettingsStore } from '../platform.ts';

const KEY = 'vakhta.settings';
const DAMAGED_KEY = 'vakhta.settings.damaged';

/** Settings in the local storage. Damaged ones are kept aside, and the defaults are used. */
export function openBrowserSettings(storage: Storage | null = localStorageOrNull()): {
  readonly settings: SettingsStore;
  readonly isDamaged: boolean;
} {
  const text = storage?.getItem(KEY) ?? null;
  const found = text === null ? DEFAULT_SETTINGS : parse(text);
  if (found === null && text !== null) {
    try {
      storage?.setItem(DAMAGED_KEY, text);
    } catch {
      // No room for the damaged ones beside: they are lost with the next write, which matters little.
    }
  }
  let settings = found ?? DEFAULT_SETTINGS;
  const listeners = new Set<() => void>();
  const take = (next: Settings) => {
    settings = next;
    for (const listener of listeners) listener();
  };
  // Another tab has written.
  globalThis.addEventListener?.('storage', (event: StorageEvent) => {
    if (event.key !== KEY || event.newValue === null) return;
    const next = parse(event.newValue);
    if (next !== null) take(next);
  });
  return {
    isDamaged: found === null,
    settings: {
      get: () => settings,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      async write(patch) {
        const next = settingsSchema.parse({ ...settings, ...patch });
        if (storage === null) return err('not-writable');
        try {
          storage.setItem(KEY, JSON.stringify(next));
        } catch (error) {
          return err(
            error instanceof Error && error.name === 'QuotaExceededError' ? 'disk-full' : 'not-writable',
          );
        }
        take(next);
        return ok(next);
      },
    },
  };
}

function parse(text: string): Settings | null {
  try {
    const parsed = settingsSchema.safeParse({ ...DEFAULT_SETTINGS, ...(JSON.parse(text) as object) });
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** A browser that blocks storage throws when it is only looked at. */
function localStorageOrNull(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
