import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Clock } from '#shared/base/ports.ts';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '#shared/contract/ipc/settings.ts';
import { errorCode } from '#main/disk/disk.ts';

/**
 * Makes sure that a settings file can be read: a damaged one is moved to `settings.damaged-<time>.json` beside it, and
 * what of it can still be understood is written anew, setting by setting.
 *
 * @returns whether the file was damaged
 */
export function rescueSettings(file: string, clock: Clock): { readonly damaged: boolean } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { damaged: false };
    throw error;
  }
  const raw = parseObject(text);
  if (raw !== null && settingsSchema.partial().safeParse(raw).success) return { damaged: false };
  renameSync(file, file.replace(/\.json$/, `.damaged-${clock.now()}.json`));
  if (raw !== null) writeFileSync(file, JSON.stringify(salvage(raw), null, 2), { mode: 0o600 });
  return { damaged: true };
}

/** The settings of an object that are as they should be; defaults for the others. */
function salvage(raw: Record<string, unknown>): Settings {
  const good = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(raw[name]);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
  return settingsSchema.parse({ ...DEFAULT_SETTINGS, ...Object.fromEntries(good) });
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
