import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { _electron as electron, type ElectronApplication, type Page } from '@playwright/test';
import { needsNoSandbox } from '#scripts/machine/sandbox.ts';
import { DISPLAYS_VARIABLE } from '#scripts/test/lanes.ts';
import { DEFAULT_SETTINGS, type Settings } from '#shared/contract/ipc/settings.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface LaunchedDesktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Process id of Electron's main process. */
  readonly pid: number;
  /** Process id of the helpdesk on this computer. Throws where none runs: a signal to 0 would reach the tests themselves. */
  helpdeskPid(): Promise<number>;
  /** SIGKILL for main and every process below it, as a power cut would. Resolves when all are gone. */
  kill(): Promise<void>;
  /** Quits as a person would. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Folder of the profile: settings, local database, journal, embedded helpdesk. The same folder again is a restart. */
  readonly profileDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Address of a helpdesk to work with, unless the profile has settings already. */
  readonly helpdeskUrl?: string;
  /** Other settings of a profile that has none yet. */
  readonly settings?: Partial<Settings>;
  readonly args?: readonly string[];
}

/** The Electron program for tests: ELECTRON_OVERRIDE_DIST_PATH, or the one that the package `electron` has fetched. */
export function electronProgram(): string {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (dist !== undefined && dist !== '') {
    const names = ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron'];
    const found = names.map((name) => path.join(dist, name)).find((file) => existsSync(file));
    if (found === undefined) throw new Error('ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron.');
    return found;
  }
  return createRequire(import.meta.url)('electron') as string;
}

/** Arguments that every start in a test needs where Chromium cannot set its sandbox up, as for root in a container. */
export function sandboxArgs(): string[] {
  return needsNoSandbox() ? ['--no-sandbox'] : [];
}

/** A virtual display has no graphics card: Chromium need not try one three times before it draws by itself. */
export const WITHOUT_GPU = '--disable-gpu';

/** A start takes a few seconds, on a busy machine ten. */
const LAUNCH_LIMIT_MS = 60_000;

/**
 * Starts the built workstation (`npm run build` first) and waits for its window. Playwright is not told which program to
 * start: only then does it hold the app until its debuggers are attached. Otherwise they race with the first page, and
 * on a busy machine one start in four never came to an end. It finds the same program as `electronProgram`.
 */
export async function launchDesktop(options: LaunchOptions): Promise<LaunchedDesktop> {
  prepareProfile(options);
  const app = await electron.launch({
    timeout: LAUNCH_LIMIT_MS,
    args: [
      ...sandboxArgs(),
      WITHOUT_GPU,
      ROOT,
      `--profile-dir=${options.profileDir}`,
      ...(options.args ?? []),
    ],
    env: { ...definedEnv(), ...options.env },
  });
  const pid = app.process().pid;
  if (pid === undefined) throw new Error('Electron did not start.');
  const page = await app.firstWindow();
  return {
    app,
    page,
    pid,
    helpdeskPid: () => helpdeskPid(app),
    kill: () => killTree(pid),
    close: () => app.close(),
  };
}

async function helpdeskPid(running: ElectronApplication): Promise<number> {
  const pid = await running.evaluate(
    ({ app }) =>
      app
        .getAppMetrics()
        .find((each) => each.serviceName === 'node.mojom.NodeService' || each.name === 'Vakhta helpdesk')
        ?.pid,
  );
  if (pid === undefined) throw new Error('The helpdesk has no process.');
  return pid;
}

/** Writes the settings of a profile that has none. */
export function prepareProfile(
  options: Pick<LaunchOptions, 'profileDir' | 'helpdeskUrl' | 'settings'>,
): void {
  const { profileDir, helpdeskUrl, settings } = options;
  const file = path.join(profileDir, 'settings.json');
  if (existsSync(file) || (helpdeskUrl === undefined && settings === undefined)) return;
  mkdirSync(profileDir, { recursive: true });
  const chosen: Partial<Settings> =
    helpdeskUrl === undefined ? {} : { helpdesk: { kind: 'remote', url: helpdeskUrl } };
  writeFileSync(
    file,
    JSON.stringify({
      ...DEFAULT_SETTINGS,
      language: 'en',
      undoSendSeconds: 0,
      firstSteps: { state: 'put-off', done: [] },
      ...chosen,
      ...settings,
    }),
  );
}

/** Kills a process and all below it with SIGKILL, and waits until the system has none of them any more. */
export async function killTree(pid: number): Promise<void> {
  const all = [pid, ...descendantsOf(pid)];
  if (process.platform === 'win32') execFileSync('taskkill', ['/pid', String(pid), '/T', '/F']);
  else for (const each of all) signal(each, 'SIGKILL');
  while (all.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Processes below a process, by what the system says of parents. */
export function descendantsOf(pid: number): number[] {
  if (process.platform === 'win32') return [];
  const children = new Map<number, number[]>();
  for (const [child, parent] of listProcesses()) {
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const below = (id: number): number[] =>
    (children.get(id) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

/** Every process with its parent. A bare Linux has no `ps`, but tells in `/proc`. */
function listProcesses(): [child: number, parent: number][] {
  if (process.platform !== 'linux') {
    const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => {
      const [child = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
      return [child, parent];
    });
  }
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
      return [[Number(name), Number(parent ?? 0)]];
    } catch {
      return []; // ended meanwhile
    }
  });
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** A killed process whose parent has not yet asked for it is dead all the same. */
function isAlive(pid: number): boolean {
  if (!signal(pid, 0)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** This process's environment, as programs are given it, with the display of this lane of scenarios. */
export function definedEnv(): Record<string, string> {
  const displays = process.env[DISPLAYS_VARIABLE]?.split(' ') ?? [];
  const display = displays[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)];
  const env = display === undefined || display === '' ? process.env : { ...process.env, DISPLAY: display };
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
