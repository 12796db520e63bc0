import { createSavedViews, type SavedViews } from '#renderer/hooks/saved-views.ts';
import { profileKeyOf } from '#renderer/data/profile-key.ts';
import type { SettingsStore } from '#renderer/platform/platform.ts';

const NO_VIEWS: readonly unknown[] = [];

/** Views of one's own, as the settings of this machine have them, by profile; see `ownSettings`. */
export function openSavedViews(settings: SettingsStore): SavedViews {
  const keyNow = () => {
    const { profile } = settings.get();
    return profile === null ? null : profileKeyOf(profile);
  };
  return createSavedViews({
    read() {
      const key = keyNow();
      return key === null ? NO_VIEWS : (settings.get().views[key] ?? NO_VIEWS);
    },
    async write(views) {
      const key = keyNow();
      if (key === null) return false;
      const written = await settings.write({ views: { ...settings.get().views, [key]: [...views] } });
      return written.ok;
    },
    subscribe: (listener) => settings.subscribe(listener),
  });
}
