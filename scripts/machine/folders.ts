import os from 'node:os';
import path from 'node:path';

/** Folder of the project. */
export const PROJECT = path.resolve(import.meta.dirname, '../..');

/** Where this person's data belong, by the custom of the system: `~/.local/share/vakhta` on Linux. */
export function userDataFolder(): string {
  const home = os.homedir();
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'vakhta');
  if (process.platform === 'win32') {
    return path.join(process.env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'vakhta');
  }
  return path.join(process.env['XDG_DATA_HOME'] || path.join(home, '.local', 'share'), 'vakhta');
}

/** Where things go that can be fetched again: `~/.cache/vakhta` on Linux. */
export function userCacheFolder(): string {
  const home = os.homedir();
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches', 'vakhta');
  if (process.platform === 'win32') {
    return path.join(process.env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'vakhta', 'cache');
  }
  return path.join(process.env['XDG_CACHE_HOME'] || path.join(home, '.cache'), 'vakhta');
}
