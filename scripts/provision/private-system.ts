import { mkdirSync, readFileSync, readdirSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { err, ok, type Result } from '#shared/base/result.ts';
import { runQuietly } from '../bootstrap/run-quietly.mjs';
import { say, spell } from '../bootstrap/say.mjs';
import { userCacheFolder } from '../machine/folders.ts';
import { knownNames, lastLines, newestPackage } from './apt.ts';

/**
 * Debian packages unpacked into a folder of one's own, for people who may not install them into the system. Nothing of
 * them is configured, so they work only where a program can be told where its parts lie.
 */
export interface PrivateSystem {
  /** Stands for `/`. */
  readonly root: string;
  /** What a program from it needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** apt's lists were fetched in this run: the next set of packages can do without. */
let areListsFresh = false;

/**
 * Fetches packages with everything they need beyond what the system has, and unpacks them under the person's cache. apt
 * itself chooses, fetches and verifies them, with its lists kept in our folder, so it works where lists were never
 * fetched and without any right to change the system. What was unpacked before is used again.
 *
 * @param name of the folder: one for each set of packages
 * @returns or the last words of apt
 */
export async function unpackPrivately(
  name: string,
  packages: readonly string[],
): Promise<Result<PrivateSystem, string>> {
  const folder = path.join(userCacheFolder(), 'system', name);
  const root = path.join(folder, 'root');
  const stamp = path.join(folder, 'complete');
  const content = packages.join(' ');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === content) return ok(describe(root, folder));

  say(`Fetching system packages into a folder of your own, as we are not root: ${packages.join(', ')} …`);
  const startedAt = Date.now();
  rmSync(folder, { recursive: true, force: true });
  const cache = path.join(folder, 'cache');
  const state = path.join(userCacheFolder(), 'system', 'apt');
  for (const made of [
    path.join(state, 'lists/partial'),
    path.join(cache, 'archives/partial'),
    path.join(folder, 'log'),
    root,
  ]) {
    mkdirSync(made, { recursive: true });
  }
  const options = [
    `Dir::State=${state}`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${cache}`,
    `Dir::Log=${path.join(folder, 'log')}`,
    `APT::Sandbox::User=${os.userInfo().username}`,
    'Debug::NoLocking=true',
  ].flatMap((option) => ['-o', option]);

  if (!areListsFresh) {
    const updated = await runQuietly('apt-get update', 'apt-get', [...options, 'update'], {
      limitMs: 5 * 60_000,
    });
    if (updated.code !== 0) return err(lastLines(updated.output));
    areListsFresh = true;
  }
  const names = knownNames(packages, options);
  const flags = ['install', '--download-only', '--yes', '--no-install-recommends', '--no-remove'];
  const fetched = await runQuietly('apt-get download', 'apt-get', [...options, ...flags, ...names], {
    limitMs: 20 * 60_000,
    progress: newestPackage,
  });
  if (fetched.code !== 0) return err(lastLines(fetched.output));

  const archives = path.join(cache, 'archives');
  const files = readdirSync(archives).filter((file) => file.endsWith('.deb'));
  for (const file of files) {
    const unpacked = await runQuietly('dpkg-deb', 'dpkg-deb', ['-x', path.join(archives, file), root]);
    if (unpacked.code !== 0) return err(lastLines(unpacked.output));
  }
  for (const spent of ['cache', 'log']) rmSync(path.join(folder, spent), { recursive: true });
  writeFileSync(path.join(folder, 'fonts.conf'), fontsConfiguration(root, folder));
  writeFileSync(stamp, content);
  say(`  ${files.length} packages unpacked in ${spell(Date.now() - startedAt)}`);
  return ok(describe(root, folder));
}

function describe(root: string, folder: string): PrivateSystem {
  const inherited = process.env['LD_LIBRARY_PATH'];
  const shares = process.env['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share';
  return {
    root,
    env: {
      LD_LIBRARY_PATH: [...libraryFolders(root), ...(inherited ? [inherited] : [])].join(':'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
      XDG_DATA_DIRS: `${path.join(root, 'usr/share')}:${shares}`,
    },
  };
}

/** The folders of libraries, as ldconfig would list them: the architecture's own, and those of packages inside it. */
function libraryFolders(root: string): string[] {
  const found: string[] = [];
  for (const parent of ['usr/lib', 'lib']) {
    const folder = path.join(root, parent);
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder)) {
      if (!/-linux-gnu/.test(entry)) continue;
      const own = path.join(folder, entry);
      found.push(own);
      for (const inner of ['pulseaudio', 'nss', 'blas', 'lapack']) {
        if (existsSync(path.join(own, inner))) found.push(path.join(own, inner));
      }
    }
  }
  return found;
}

/** Fonts of the system, where it has any, and of the private folder. */
function fontsConfiguration(root: string, folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${path.join(root, 'usr/share/fonts')}</dir>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <cachedir>${path.join(folder, 'fontconfig')}</cachedir>
</fontconfig>
`;
}
