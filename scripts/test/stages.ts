import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runQuietly } from '../bootstrap/run-quietly.mjs';
import { say } from '../bootstrap/say.mjs';
import { checkTitles } from '../features/check-titles.ts';
import { checkImports } from '../import-rules/check-imports.ts';
import { PROJECT } from '../machine/folders.ts';
import { runShown, toolPath } from '../machine/run-shown.ts';
import { buildApp } from '../start/build-app.ts';
import { countVitest, judgeSuite, NOTHING, readReport, type Counts } from './counts.ts';
import { runScenarios } from './run-scenarios.ts';
import type { Outcome, Stage } from './stage.ts';
import { withDesktop } from './with-desktop.ts';

/** Reports for machines, one file for each suite. */
export const RESULTS = path.join(PROJECT, 'test-results');

const PASSED: Counts = { ...NOTHING, passed: 1 };
const FAILED: Counts = { ...NOTHING, failed: 1 };

/** A tool that counts as one check; its output is shown when it fails. */
function check(name: string, title: string, script: string, args: readonly string[], mend: string): Stage {
  return {
    name,
    title,
    async run() {
      const run = await runQuietly(name, process.execPath, [toolPath(script), ...args], { cwd: PROJECT });
      if (run.code === 0) return { counts: PASSED, notes: [] };
      process.stdout.write(`${run.output.trimEnd()}\n`);
      return { counts: FAILED, notes: [mend] };
    },
  };
}

/** A check written in this project: gives its complaints, none of them is a pass. */
function ownCheck(name: string, title: string, complaints: () => Promise<readonly string[]>): Stage {
  return {
    name,
    title,
    async run() {
      const found = await complaints();
      for (const complaint of found) say(`  ${complaint}`);
      return { counts: found.length === 0 ? PASSED : FAILED, notes: [] };
    },
  };
}

/** Runs a project of vitest.config.ts. @param env besides this process's own */
async function runSuite(name: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const file = path.join(RESULTS, `${name}.json`);
  mkdirSync(RESULTS, { recursive: true });
  rmSync(file, { force: true });
  const args = [
    'run',
    `--project=${name}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const code = await runShown(toolPath('vitest/vitest.mjs'), args, env);
  const { counts, problem } = judgeSuite(readReport(file), code, countVitest);
  return { counts, notes: problem ? [problem] : [] };
}

function suite(name: string, title: string): Stage {
  return { name, title, run: () => runSuite(name) };
}

/**
 * The contract is tried through the built app's proxy too. Where there can be no Electron, that file skips its tests by
 * name.
 */
async function runContract(): Promise<Outcome> {
  await buildApp();
  return withDesktop(async (desktop) => {
    if (desktop.ok) return runSuite('contract', desktop.value.env);
    const obstacle = `${desktop.error.reason}. ${desktop.error.remedy}`;
    const { counts, notes } = await runSuite('contract', { VAKHTA_TEST_WITHOUT_DESKTOP: obstacle });
    return { counts, notes: [...notes, `skipped through the desktop's proxy: ${obstacle}`] };
  });
}

/** All stages in the order in which they run: what is quick to fail comes first. */
export const STAGES: readonly Stage[] = [
  check('types', 'types (tsc -b)', 'typescript/bin/tsc', ['-b'], 'mend the types named above'),
  check(
    'lint',
    'lint (oxlint, type-aware)',
    'oxlint/bin/oxlint',
    ['--type-aware', '--deny-warnings'],
    'npm run fix repairs what a tool can repair',
  ),
  check(
    'format',
    'format (prettier)',
    'prettier/bin/prettier.cjs',
    ['--check', '--log-level', 'warn', '.'],
    'npm run fix formats everything',
  ),
  ownCheck('imports', 'import rules (dependency-cruiser)', () => checkImports(PROJECT)),
  check(
    'dead',
    'dead code (knip)',
    'knip/bin/knip.js',
    ['--no-progress'],
    'remove what nobody uses, or name it in knip.json with the reason',
  ),
  ownCheck('titles', 'features named by the e2e titles', checkTitles),
  suite('unit', 'unit tests'),
  suite('property', 'property tests'),
  suite('component', 'component tests'),
  {
    name: 'build',
    title: 'build',
    async run() {
      await buildApp();
      return { counts: PASSED, notes: [] };
    },
  },
  { name: 'contract', title: "contract tests (fake, helpdesk, the desktop's proxy)", run: runContract },
  { name: 'e2e', title: 'scenarios on the built app (playwright)', run: runScenarios },
];
