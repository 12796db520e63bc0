import Store from 'electron-store';
import path from 'node:path';
import type { Clock, Logger } from '#shared/base/ports.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '#shared/contract/ipc/settings.ts';
import { errorCode, writeError, type WriteError } from '#main/disk/disk.ts';
import { rescueSettings } from './rescue-settings.ts';

/** Some of the settings; those that are undefined stay as they are. */
export type SettingsPatch = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

export interface SettingsStore {
  /** The file could not be understood at this start: it was kept aside. */
  readonly wasDamaged: boolean;
  get(): Settings;
  write(patch: SettingsPatch): Result<Settings, WriteError>;
  /** Called after every change, with what was and what is. */
  subscribe(listener: (now: Settings, before: Settings) => void): void;
}

/** The settings of this machine, in `settings.json` of a folder. */
export function openSettings(options: { folder: string; log: Logger; clock: Clock }): SettingsStore {
  const { folder, log, clock } = options;
  const { damaged } = rescueSettings(path.join(folder, 'settings.json'), clock);
  if (damaged) log.warn('settings: the file was damaged and is kept aside');
  const store = new Store<Settings>({
    cwd: folder,
    name: 'settings',
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
  });
  const listeners: ((now: Settings, before: Settings) => void)[] = [];
  let current = settingsSchema.parse({ ...DEFAULT_SETTINGS, ...store.store });

  return {
    wasDamaged: damaged,
    get: () => current,
    write(given) {
      const patch = withoutUndefined(given);
      try {
        store.set(patch);
      } catch (error) {
        log.error('settings: not written', { code: errorCode(error) });
        return err(writeError(error));
      }
      const before = current;
      current = { ...current, ...patch };
      for (const listener of listeners) listener(current, before);
      return ok(current);
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}

function withoutUndefined(patch: SettingsPatch): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
