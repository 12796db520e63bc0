import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '#shared/contract/ipc/settings.ts';
import { openBrowserSettings } from '#renderer/platform/browser/browser-settings.ts';

function storageOf(entries: Record<string, string> = {}, full = false): Storage {
  const map = new Map(Object.entries(entries));
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      map.set(key, value);
    },
  } as Storage;
}

describe('settings in the browser', () => {
  it('begin with the defaults and are there again', async () => {
    const storage = storageOf();
    const { settings, isDamaged } = openBrowserSettings(storage);
    expect(isDamaged).toBe(false);
    let told = 0;
    settings.subscribe(() => told++);
    expect(await settings.write({ theme: 'dark' })).toMatchObject({ ok: true });
    expect(told).toBe(1);
    expect(openBrowserSettings(storage).settings.get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
  });

  it('of a version that knew no keys of one’s own are read', () => {
    const { keys: _, ...before } = { ...DEFAULT_SETTINGS, theme: 'dark' };
    const { settings, isDamaged } = openBrowserSettings(
      storageOf({ 'vakhta.settings': JSON.stringify(before) }),
    );
    expect(isDamaged).toBe(false);
    expect(settings.get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
  });

  it.each(['{"theme":', '{"theme":"neon"}', 'null'])('damaged ones (%s) are kept aside and told', (text) => {
    const storage = storageOf({ 'vakhta.settings': text });
    const { settings, isDamaged } = openBrowserSettings(storage);
    expect(settings.get()).toEqual(DEFAULT_SETTINGS);
    expect(isDamaged).toBe(text !== 'null');
    if (isDamaged) expect(storage.getItem('vakhta.settings.damaged')).toBe(text);
  });

  it('a full or forbidden storage is told, and nothing is pretended', async () => {
    const { settings } = openBrowserSettings(storageOf({}, true));
    expect(await settings.write({ theme: 'dark' })).toEqual({ ok: false, error: 'disk-full' });
    expect(settings.get().theme).toBe('system');
    expect(await openBrowserSettings(null).settings.write({})).toEqual({ ok: false, error: 'not-writable' });
  });
});
