import { readFileSync } from 'node:fs';
import { NOTHING, type Counts } from './counts.ts';
import { describeFailures, type FailedTest } from './failures.ts';
import type { Outcome } from './stage.ts';

/** How a runner's JSON report is read. */
export interface ReportReader {
  count(report: unknown): Counts;
  failures(report: unknown): readonly FailedTest[];
}

/**
 * What a runner's suite came to. A report without a test, a missing report and a runner that failed although all its tests
 * passed are failures too: a suite that cannot fail is worse than none.
 *
 * @param report the parsed JSON report, or null when there is none
 * @param exitCode of the runner
 */
export function judgeSuite(report: unknown, exitCode: number, reader: ReportReader): Outcome {
  if (report === null) return fail(NOTHING, 'the runner left no report');
  const counts = reader.count(report);
  if (counts.passed + counts.failed === 0) return fail(counts, 'not a single test was run');
  if (exitCode !== 0 && counts.failed === 0)
    return fail(counts, `the runner ended with ${exitCode} outside of any test`);
  return { counts, notes: describeFailures(reader.failures(report)) };
}

function fail(counts: Counts, problem: string): Outcome {
  return { counts: { ...counts, failed: 1 }, notes: [problem] };
}

/** A JSON file's content, or null when it is missing or no JSON. */
export function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return null;
  }
}
