import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runQuietly } from '../bootstrap/run-quietly.mjs';
import { Remediable } from '../bootstrap/say.mjs';
import { PROJECT } from '../machine/folders.ts';
import { toolPath } from '../machine/run-shown.ts';
import { readReport } from './judge-suite.ts';
import { readScenarios, type Scenario } from './playwright-report.ts';

/** All scenarios of the e2e suite, without running them. */
export async function listScenarios(): Promise<Scenario[]> {
  const file = path.join(PROJECT, 'test-results', 'e2e-list.json');
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const args = [toolPath('playwright/cli.js'), 'test', '--list', '--reporter=json'];
  const run = await runQuietly('list of scenarios', process.execPath, args, {
    cwd: PROJECT,
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  const report = readReport(file);
  if (report === null || run.code !== 0) {
    process.stderr.write(`${run.output.split('\n').slice(0, 40).join('\n')}\n`);
    throw new Remediable(
      'Playwright could not list the scenarios of tests/e2e; its words are above.',
      'Mend the file it names.',
    );
  }
  return readScenarios(report);
}
