import { describe, expect, it } from 'vitest';
import {
  addCounts,
  closingLine,
  countPlaywright,
  countVitest,
  judgeSuite,
  readScenarios,
} from '#scripts/test/counts.ts';

const vitestReport = (passed: number, failed: number, files: readonly object[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: files,
});

const spec = (title: string, ...ends: readonly (readonly [host: string, status: string])[]) => ({
  title,
  file: 'story.spec.ts',
  tests: ends.map(([projectName, status]) => ({ projectName, status })),
});
const playwrightReport = (specs: readonly object[], errors: readonly object[] = []) => ({
  suites: [{ specs: [], suites: [{ specs }] }],
  errors,
});

describe('the account of a run', () => {
  it('closes with one line over all suites', () => {
    const one = { passed: 2, failed: 0, skipped: 1 };
    expect(closingLine(addCounts(one, { passed: 1, failed: 3, skipped: 0 }))).toBe(
      '3 passed, 3 failed, 1 skipped',
    );
  });

  it('counts tests of Vitest, and a file that could not be loaded as one failure', () => {
    const broken = { status: 'failed', assertionResults: [] };
    const red = { status: 'failed', assertionResults: [{}] };
    expect(countVitest(vitestReport(5, 1, [broken, red]))).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it('counts each scenario in each host, and one that passed on a second attempt as failed', () => {
    const report = playwrightReport([
      spec('[O1] a', ['browser', 'expected'], ['desktop', 'unexpected']),
      spec('[O2] b', ['browser', 'flaky'], ['desktop', 'skipped']),
    ]);
    expect(countPlaywright(report)).toEqual({ passed: 1, failed: 2, skipped: 1 });
    expect(readScenarios(report)[1]).toEqual({
      title: '[O1] a',
      file: 'story.spec.ts',
      host: 'desktop',
      status: 'failed',
    });
  });

  it('counts an error outside of any scenario', () => {
    const report = playwrightReport([spec('[O1] a', ['browser', 'expected'])], [{ message: 'no server' }]);
    expect(countPlaywright(report)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });
});

describe('a suite fails', () => {
  it('when the runner left no report', () => {
    expect(judgeSuite(null, 0, countVitest)).toEqual({
      counts: { passed: 0, failed: 1, skipped: 0 },
      problem: 'the runner left no report',
    });
  });

  it('when not a single test was run', () => {
    const { counts, problem } = judgeSuite(vitestReport(0, 0), 0, countVitest);
    expect(counts.failed).toBe(1);
    expect(problem).toBe('not a single test was run');
  });

  it('when the runner failed although every test passed', () => {
    const { counts, problem } = judgeSuite(vitestReport(3, 0), 1, countVitest);
    expect(counts).toEqual({ passed: 3, failed: 1, skipped: 2 });
    expect(problem).toBe('the runner ended with 1 outside of any test');
  });

  it('not otherwise', () => {
    expect(judgeSuite(vitestReport(3, 0), 0, countVitest).problem).toBeNull();
  });
});
