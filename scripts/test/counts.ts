import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** How many tests (or checks) had which end. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

/** Adds counts up. */
export function addCounts(...all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    NOTHING,
  );
}

/** The closing line, which build servers read. */
export function closingLine(counts: Counts): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}

const vitestReportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Counts of Vitest's JSON report; a file that could not even be loaded is one failure. */
export function countVitest(report: unknown): Counts {
  const parsed = vitestReportSchema.parse(report);
  const unloaded = parsed.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: parsed.numPassedTests,
    failed: parsed.numFailedTests + unloaded.length,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
  };
}

/** One test of Playwright's JSON report, in one project. */
export interface Scenario {
  readonly title: string;
  readonly file: string;
  readonly host: string;
  readonly status: 'passed' | 'failed' | 'skipped';
}

const specSchema = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      projectName: z.string(),
      status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']).optional(),
    }),
  ),
});
interface Suite {
  readonly specs: readonly z.output<typeof specSchema>[];
  readonly suites?: readonly Suite[] | undefined;
}
const suiteSchema: z.ZodType<Suite> = z.lazy(() =>
  z.object({ specs: z.array(specSchema), suites: z.array(suiteSchema).optional() }),
);
const playwrightReportSchema = z.object({ suites: z.array(suiteSchema), errors: z.array(z.unknown()) });

/** All scenarios of Playwright's JSON report. One that passed only on a second attempt counts as failed. */
export function readScenarios(report: unknown): Scenario[] {
  const scenarios: Scenario[] = [];
  const visit = (suite: Suite) => {
    for (const spec of suite.specs) {
      for (const test of spec.tests) {
        const status =
          test.status === 'expected' ? 'passed' : test.status === 'skipped' ? 'skipped' : 'failed';
        scenarios.push({ title: spec.title, file: spec.file, host: test.projectName, status });
      }
    }
    for (const inner of suite.suites ?? []) visit(inner);
  };
  for (const suite of playwrightReportSchema.parse(report).suites) visit(suite);
  return scenarios;
}

/** Counts of Playwright's JSON report; an error outside of any test is one failure. */
export function countPlaywright(report: unknown): Counts {
  const scenarios = readScenarios(report);
  const count = (status: Scenario['status']) => scenarios.filter((one) => one.status === status).length;
  return {
    passed: count('passed'),
    failed: count('failed') + playwrightReportSchema.parse(report).errors.length,
    skipped: count('skipped'),
  };
}

/**
 * What a runner's suite came to. A report without a test, a missing report and a runner that failed although all its tests
 * passed are failures too: a suite that cannot fail is worse than none.
 *
 * @param report the parsed JSON report, or null when there is none
 * @param exitCode of the runner
 */
export function judgeSuite(
  report: unknown,
  exitCode: number,
  count: (report: unknown) => Counts,
): { readonly counts: Counts; readonly problem: string | null } {
  if (report === null) return { counts: { ...NOTHING, failed: 1 }, problem: 'the runner left no report' };
  const counts = count(report);
  if (counts.passed + counts.failed === 0) {
    return { counts: { ...counts, failed: 1 }, problem: 'not a single test was run' };
  }
  if (exitCode !== 0 && counts.failed === 0) {
    return {
      counts: { ...counts, failed: 1 },
      problem: `the runner ended with ${exitCode} outside of any test`,
    };
  }
  return { counts, problem: null };
}

/** A JSON file's content, or null when it is missing or no JSON. */
export function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return null;
  }
}
