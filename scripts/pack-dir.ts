import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, Platform, type Configuration } from 'electron-builder';

/**
 * Builds the program and packs it for this system without an installer, into `release/<system>-unpacked`:
 * `node scripts/pack-dir.ts`. With ELECTRON_OVERRIDE_DIST_PATH the Electron in that folder is packed and nothing is
 * fetched.
 */
const ROOT = path.resolve(import.meta.dirname, '..');

/** The Electron to pack, when one lies on this machine. */
function localElectron(): Pick<Configuration, 'electronDist' | 'electronVersion'> {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (dist === undefined || dist === '') return {};
  const versionFile = path.join(dist, 'version');
  if (!existsSync(versionFile)) {
    throw new Error(
      'ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron: its file "version" is missing.',
    );
  }
  return { electronDist: dist, electronVersion: readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') };
}

try {
  console.log('[1/2] building');
  execFileSync(process.execPath, [path.join(ROOT, 'scripts/build.ts')], { cwd: ROOT, stdio: 'inherit' });
  console.log('[2/2] packing');
  await build({
    projectDir: ROOT,
    targets: Platform.current().createTarget('dir'),
    publish: 'never',
    config: { extends: path.join(ROOT, 'electron-builder.yml'), npmRebuild: false, ...localElectron() },
  });
  console.log('Packed into the folder "release".');
} catch (error) {
  console.error(`Not packed: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
