import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { err, ok, type Result } from '#shared/base/result.ts';
import { runQuietly } from '../bootstrap/run-quietly.mjs';
import { say, spell } from '../bootstrap/say.mjs';
import { PROJECT } from './folders.ts';

const DOWNLOAD_LIMIT_MS = 10 * 60_000;
/** The downloader prints progress on slow lines: this long without a word means that nothing is arriving. */
const DOWNLOAD_SILENCE_MS = 90_000;

/** An Electron that can be started. */
export interface ElectronRuntime {
  /** The folder it lies in, as `ELECTRON_OVERRIDE_DIST_PATH` names it. */
  readonly folder: string;
  readonly program: string;
}

/** `reason` is a sentence for people, `remedy` says what to do. */
export interface RuntimeProblem {
  readonly reason: string;
  readonly remedy: string;
}

/** Path of the program inside a runtime's folder. */
function programPath(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function runtimeIn(folder: string): ElectronRuntime | null {
  const program = path.join(folder, programPath());
  return existsSync(program) ? { folder, program } : null;
}

/** The runtime that the electron package has downloaded, complete and of the package's version. */
function findDownloaded(): ElectronRuntime | null {
  const folder = path.join(PROJECT, 'node_modules', 'electron');
  try {
    const wanted = String(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version);
    const found = readFileSync(path.join(folder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '');
    // path.txt is written last, after everything is unpacked
    if (found !== wanted || !existsSync(path.join(folder, 'path.txt'))) return null;
  } catch {
    return null;
  }
  return runtimeIn(path.join(folder, 'dist'));
}

const REMEDY =
  'Download an Electron release where you can, unpack it, and set ELECTRON_OVERRIDE_DIST_PATH to its folder; or set ELECTRON_MIRROR to a mirror you reach.';

/**
 * Finds an Electron runtime: the folder of ELECTRON_OVERRIDE_DIST_PATH, the electron package's own download, or a new
 * download by that package.
 *
 * @param options `download: false` only looks
 */
export async function provideElectron(
  options: { readonly download?: boolean } = {},
): Promise<Result<ElectronRuntime, RuntimeProblem>> {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) {
    const found = runtimeIn(override);
    if (found) return ok(found);
    return err({
      reason: 'ELECTRON_OVERRIDE_DIST_PATH names a folder without an Electron program in it',
      remedy: 'Set it to the folder of an unpacked Electron release, or unset it.',
    });
  }
  const downloaded = findDownloaded();
  if (downloaded) return ok(downloaded);
  if (options.download === false) return err({ reason: 'no Electron runtime is here yet', remedy: REMEDY });

  say('Downloading the Electron runtime (about 110 MB, once) …');
  const installer = path.join(PROJECT, 'node_modules', 'electron', 'install.js');
  const run = await runQuietly('Electron download', process.execPath, [installer], {
    limitMs: DOWNLOAD_LIMIT_MS,
    silenceMs: DOWNLOAD_SILENCE_MS,
    progress: (text) => /\d+(?:\.\d+)?%/.exec(text.split('\r').at(-1) ?? '')?.[0] ?? null,
  });
  const fresh = run.code === 0 ? findDownloaded() : null;
  if (fresh) {
    say(`  Electron runtime downloaded in ${spell(run.durationMs)}`);
    return ok(fresh);
  }
  const reason = run.timedOut
    ? 'the Electron runtime could not be downloaded in time'
    : `the Electron runtime could not be downloaded${causeOf(run.output)}`;
  return err({ reason, remedy: REMEDY });
}

/** A few plain words for the usual causes; nothing where the output does not tell. */
function causeOf(output: string): string {
  if (/ENOTFOUND|EAI_AGAIN/.test(output)) return ' (its server’s name is not known here)';
  if (/ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|fetch failed/.test(output)) {
    return ' (its server cannot be reached)';
  }
  if (/ENOSPC/.test(output)) return ' (the disk is full)';
  if (/[Cc]hecksum|[Hh]ash mismatch/.test(output)) return ' (what arrived is not what was expected)';
  const status = /\b(?:HTTPError|Response code|status)\D{0,20}(\d{3})\b/.exec(output)?.[1];
  return status ? ` (its server answered ${status})` : '';
}
