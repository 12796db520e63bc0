import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../machine/folders.ts';
import { runShown, toolPath } from '../machine/run-shown.ts';
import { judgeSuite, readReport } from './judge-suite.ts';
import type { Outcome } from './stage.ts';
import { vitestReport } from './vitest-report.ts';

/** Reports for machines, one file for each suite. */
export const RESULTS = path.join(PROJECT, 'test-results');

/**
 * Runs a project of vitest.config.ts.
 * @param env besides this process's own
 * @param more options of the runner, and parts of the paths of the files that are wanted; all files when there are none
 */
export async function runSuite(
  name: string,
  env: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
): Promise<Outcome> {
  const file = path.join(RESULTS, `${name}.json`);
  mkdirSync(RESULTS, { recursive: true });
  rmSync(file, { force: true });
  const args = [
    'run',
    `--project=${name}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...more,
  ];
  const code = await runShown(toolPath('vitest/vitest.mjs'), args, env);
  return judgeSuite(readReport(file), code, vitestReport);
}
