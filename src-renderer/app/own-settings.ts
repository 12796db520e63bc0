import type { DeskWriter } from '#renderer/data/write/desk-writer.ts';
import type { SettingsStore } from '#renderer/platform/platform.ts';

/**
 * The settings of this machine, as a desk has them: views, keys and remembered senders are kept in its database first,
 * which brings them to the person's other machines; the settings hold a copy.
 */
export function ownSettings(settings: SettingsStore, write: Pick<DeskWriter, 'choose'>): SettingsStore {
  return {
    get: () => settings.get(),
    subscribe: (listener) => settings.subscribe(listener),
    async write(patch) {
      const { views, keys, pictureSenders } = patch;
      if (views === undefined && keys === undefined && pictureSenders === undefined)
        return settings.write(patch);
      const kept = await write.choose({
        ...(views && { views }),
        ...(keys && { keys }),
        ...(pictureSenders && { pictureSenders }),
      });
      return kept.ok ? settings.write({ ...patch, ...kept.value }) : kept;
    },
  };
}
