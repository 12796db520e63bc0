import { runQuietly } from '../bootstrap/run-quietly.mjs';
import { say } from '../bootstrap/say.mjs';
import { checkTitles } from '../features/check-titles.ts';
import { checkImports } from '../import-rules/check-imports.ts';
import { PROJECT } from '../machine/folders.ts';
import { toolPath } from '../machine/run-shown.ts';
import { providePostgres } from '../provision/postgres.ts';
import { buildApp } from '../start/build-app.ts';
import { NOTHING, type Counts } from './counts.ts';
import { runFaults } from './run-faults.ts';
import { runScenarios } from './run-scenarios.ts';
import { runSuite } from './run-suite.ts';
import type { Outcome, Stage } from './stage.ts';
import { withDesktop } from './with-desktop.ts';

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

/**
 * The helpdesk on a PostgreSQL server instead of PGlite, and several instances on one. Where there can be no server, its
 * tests are skipped by name.
 */
async function runOnPostgres(): Promise<Outcome> {
  const provided = await providePostgres();
  if (provided.ok) return runSuite('postgres');
  const names = await listSuite('postgres');
  say(`\nSkipped, because ${provided.error}:`);
  for (const name of names) say(`  - ${name}`);
  return {
    counts: { ...NOTHING, skipped: names.length },
    notes: [`${names.length} tests on PostgreSQL skipped: ${provided.error}`],
  };
}

/** The names of a suite's tests, without running them. */
async function listSuite(name: string): Promise<readonly string[]> {
  const args = [toolPath('vitest/vitest.mjs'), 'list', `--project=${name}`, '--staticParse'];
  const run = await runQuietly('list of tests', process.execPath, args, { cwd: PROJECT });
  const names = run.output.split('\n').filter((line) => line.includes(' > '));
  if (run.code !== 0 || names.length === 0) throw new Error(`The tests of ${name} could not be listed.`);
  return names;
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
  suite('migration', 'local databases and journals of earlier versions'),
  {
    name: 'build',
    title: 'build',
    async run() {
      await buildApp();
      return { counts: PASSED, notes: [] };
    },
  },
  { name: 'contract', title: "contract tests (fake, helpdesk, the desktop's proxy)", run: runContract },
  { name: 'postgres', title: 'the helpdesk on PostgreSQL, and several instances', run: runOnPostgres },
  { name: 'faults', title: 'fault matrix and random schedules', run: () => runFaults({}) },
  { name: 'e2e', title: 'scenarios on the built app (playwright)', run: runScenarios },
];
