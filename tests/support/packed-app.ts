import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import {
  definedEnv,
  killTree,
  prepareProfile,
  sandboxArgs,
  WITHOUT_GPU,
  type LaunchOptions,
} from './electron.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const RELEASE = path.join(ROOT, 'release');

export interface PackedApp {
  readonly page: Page;
  kill(): Promise<void>;
}

/** Builds and packs the app for this system (`npm run pack:dir`). */
export async function packApp(): Promise<void> {
  await promisify(execFile)(process.execPath, [path.join(ROOT, 'scripts/pack-dir.ts')], { cwd: ROOT });
}

/** The program in the unpacked app. */
export function packedProgram(): string {
  const names: Partial<Record<NodeJS.Platform, string>> = {
    win32: 'Vakhta.exe',
    darwin: 'Vakhta.app/Contents/MacOS/Vakhta',
  };
  const name = names[process.platform] ?? 'vakhta';
  const folders = existsSync(RELEASE) ? readdirSync(RELEASE) : [];
  const found = folders.map((folder) => path.join(RELEASE, folder, name)).find((file) => existsSync(file));
  if (found === undefined) throw new Error('There is no packed app: run `npm run pack:dir`.');
  return found;
}

interface ArchiveFolder {
  readonly files: Readonly<Record<string, ArchiveFolder | { readonly size: number }>>;
}

/**
 * Paths of all files and folders in the app's archive. An asar begins with four 32-bit little-endian numbers, of which
 * the last is the length of the JSON that follows and describes the tree.
 */
export function packedFiles(): string[] {
  const beside = path.dirname(packedProgram());
  const resources = process.platform === 'darwin' ? '../Resources' : 'resources';
  const archive = readFileSync(path.join(beside, resources, 'app.asar'));
  const tree = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12))) as ArchiveFolder;
  const below = (folder: ArchiveFolder, at: string): string[] =>
    Object.entries(folder.files).flatMap(([name, entry]) => {
      const here = `${at}/${name}`;
      return 'files' in entry ? [here, ...below(entry, here)] : [here];
    });
  return below(tree, '');
}

/**
 * Starts the packed app. Its fuses forbid Node's inspector, by which Playwright drives Electron otherwise: the page is
 * reached through Chromium's own protocol.
 */
export async function launchPacked(
  options: Pick<LaunchOptions, 'profileDir' | 'helpdeskUrl' | 'settings'>,
): Promise<PackedApp> {
  prepareProfile(options);
  const child = spawn(
    packedProgram(),
    [...sandboxArgs(), WITHOUT_GPU, '--remote-debugging-port=0', `--profile-dir=${options.profileDir}`],
    { env: definedEnv(), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const browser = await chromium.connectOverCDP(await devToolsAddress(child), { timeout: 60_000 });
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('The packed app has no page.');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  return {
    page,
    async kill() {
      await browser.close().catch(() => undefined);
      if (child.pid !== undefined) await killTree(child.pid);
    },
  };
}

/** Where the customer pages of the app's own helpdesk are. */
export function embeddedHelpdeskUrl(profileDir: string): string {
  return `http://127.0.0.1:${readFileSync(path.join(profileDir, 'helpdesk-port'), 'utf8')}`;
}

function devToolsAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (text: Buffer) => {
      said += text.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`The packed app ended with ${code}: ${said.slice(-2000)}`)),
    );
  });
}
