import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { Remediable, say, spell } from '../bootstrap/say.mjs';
import { runQuietly } from '../bootstrap/run-quietly.mjs';
import { findProgram, isRunnable, succeeds } from '../machine/find-program.ts';
import { PROJECT } from '../machine/folders.ts';
import { findMissingLibraries } from '../machine/shared-libraries.ts';
import { aptSystem, installSystemPackages, mayInstall } from './apt.ts';
import { unpackPrivately } from './private-system.ts';

const PACKAGES = ['chromium', 'fonts-dejavu-core'];
const DOWNLOAD_LIMIT_MS = 10 * 60_000;
const DOWNLOAD_SILENCE_MS = 60_000;

/** A Chromium that is here already: CHROMIUM_PATH, the system's, or Playwright's own. Does not start it. */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  const installed = findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
  if (installed) return installed;
  const elsewhere = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    `${process.env['PROGRAMFILES'] ?? ''}\\Google\\Chrome\\Application\\chrome.exe`,
  ].find((file) => existsSync(file));
  if (elsewhere) return elsewhere;
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}

/** Whether it starts: its libraries are there, and it is no stub that only tells to install something else. */
function starts(program: string): boolean {
  if (!isRunnable(program)) return false;
  // Chrome for Windows opens a window instead of telling its version.
  return process.platform === 'win32' || succeeds(program, '--version');
}

/**
 * Makes sure that there is a Chromium for the tests, in this order: CHROMIUM_PATH, an installed one, the system's packages
 * (where we may install them), Playwright's own download, the system's packages in a private folder.
 *
 * @returns path of a program that starts
 * @throws Remediable when none can be had
 */
export async function provideChromium(): Promise<string> {
  const found = findChromium();
  if (found && starts(found)) return found;
  if (process.env['CHROMIUM_PATH']) {
    throw new Remediable(
      'CHROMIUM_PATH names a program that does not start.',
      'Set it to the Chromium or Chrome program itself, or unset it to have one installed.',
    );
  }
  const problems: string[] = [];
  const system = aptSystem();
  // Ubuntu's package is only a stub for a snap, which does not run in containers.
  if (system === 'debian' && mayInstall()) {
    const problem = await installSystemPackages(PACKAGES);
    const installed = findProgram('chromium');
    if (installed && starts(installed)) return installed;
    problems.push(problem ?? 'the chromium package does not start');
  }
  const downloaded = await downloadChromium(problems);
  if (downloaded) return downloaded;
  if (system === 'debian') {
    const unpacked = await unpackPrivately('chromium', PACKAGES);
    if (unpacked.ok) {
      const program = path.join(unpacked.value.root, 'usr/lib/chromium/chromium');
      const wrapper = writeWrapper(
        path.join(unpacked.value.root, '..', 'chromium'),
        program,
        unpacked.value.env,
      );
      if (starts(wrapper)) return wrapper;
      const missing = findMissingLibraries(program, { ...process.env, ...unpacked.value.env });
      problems.push(`the unpacked Chromium does not start (missing: ${missing.join(', ') || 'unknown'})`);
    } else {
      problems.push(unpacked.error);
    }
  }
  for (const problem of problems) say(`  ${problem}`);
  throw new Remediable(
    'No Chromium could be found or installed, and the tests need one.',
    'Install Chromium or Google Chrome by the means of your system and run the command again, or set CHROMIUM_PATH to its program.',
  );
}

/** Playwright's own build, with the libraries it needs where we may install them. */
async function downloadChromium(problems: string[]): Promise<string | null> {
  const own = chromium.executablePath();
  if (!existsSync(own)) {
    say('Downloading Chromium (Playwright’s build, about 170 MB, once) …');
    const script = path.join(PROJECT, 'node_modules', 'playwright', 'cli.js');
    const run = await runQuietly('Chromium download', process.execPath, [script, 'install', 'chromium'], {
      limitMs: DOWNLOAD_LIMIT_MS,
      silenceMs: DOWNLOAD_SILENCE_MS,
      progress: (text) => [...text.matchAll(/(\d+)%/g)].at(-1)?.[0] ?? null,
    });
    if (run.code !== 0 || !existsSync(own)) {
      say('  not to be had from there');
      problems.push(
        run.timedOut
          ? 'Playwright’s own build did not arrive in time.'
          : 'Playwright’s own build could not be downloaded.',
      );
      return null;
    }
    say(`  Chromium downloaded in ${spell(run.durationMs)}`);
  }
  if (starts(own)) return own;
  if (aptSystem() && mayInstall()) {
    const script = path.join(PROJECT, 'node_modules', 'playwright', 'cli.js');
    await runQuietly('libraries for Chromium', process.execPath, [script, 'install-deps', 'chromium'], {
      limitMs: DOWNLOAD_LIMIT_MS,
    });
    if (starts(own)) return own;
  }
  const missing = findMissingLibraries(own);
  problems.push(`Playwright’s Chromium does not start (missing: ${missing.join(', ') || 'unknown'})`);
  return null;
}

/** A script that starts a program with its environment, and is named wherever a program's path is wanted. */
function writeWrapper(file: string, program: string, env: Readonly<Record<string, string>>): string {
  const quote = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const settings = Object.entries(env).map(([name, value]) => `export ${name}=${quote(value)}`);
  const lines = ['#!/bin/sh', ...settings, `exec ${quote(program)} "$@"`, ''];
  writeFileSync(file, lines.join('\n'));
  chmodSync(file, 0o755);
  return file;
}
