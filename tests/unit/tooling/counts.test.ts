import { describe, expect, it } from 'vitest';
import { addCounts, closingLine } from '#scripts/test/counts.ts';
import { judgeSuite } from '#scripts/test/judge-suite.ts';
import { playwrightReport, readScenarios } from '#scripts/test/playwright-report.ts';
import { vitestReport } from '#scripts/test/vitest-report.ts';

const ofVitest = (passed: number, failed: number, files: readonly object[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: files,
});

const spec = (title: string, ...ends: readonly (readonly [host: string, status: string])[]) => ({
  title,
  file: 'story.spec.ts',
  tests: ends.map(([projectName, status]) => ({ projectName, status, results: [] })),
});
const ofPlaywright = (specs: readonly object[], errors: readonly object[] = []) => ({
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
    const broken = { name: '/a.test.ts', status: 'failed', assertionResults: [] };
    const red = {
      name: '/b.test.ts',
      status: 'failed',
      assertionResults: [{ status: 'failed', fullName: 'b', failureMessages: [] }],
    };
    expect(vitestReport.count(ofVitest(5, 1, [broken, red]))).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it('counts each scenario in each host, and one that passed on a second attempt as failed', () => {
    const report = ofPlaywright([
      spec('[O1] a', ['browser', 'expected'], ['desktop', 'unexpected']),
      spec('[O2] b', ['browser', 'flaky'], ['desktop', 'skipped']),
    ]);
    expect(playwrightReport.count(report)).toEqual({ passed: 1, failed: 2, skipped: 1 });
    expect(readScenarios(report)[1]).toEqual({
      title: '[O1] a',
      file: 'story.spec.ts',
      host: 'desktop',
      status: 'failed',
    });
  });

  it('counts an error outside of any scenario', () => {
    const report = ofPlaywright([spec('[O1] a', ['browser', 'expected'])], [{ message: 'no server' }]);
    expect(playwrightReport.count(report)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });
});

describe('a suite fails', () => {
  it('when the runner left no report', () => {
    expect(judgeSuite(null, 0, vitestReport)).toEqual({
      counts: { passed: 0, failed: 1, skipped: 0 },
      notes: ['the runner left no report'],
    });
  });

  it('when not a single test was run', () => {
    const { counts, notes } = judgeSuite(ofVitest(0, 0), 0, vitestReport);
    expect(counts.failed).toBe(1);
    expect(notes).toEqual(['not a single test was run']);
  });

  it('when the runner failed although every test passed', () => {
    const { counts, notes } = judgeSuite(ofVitest(3, 0), 1, vitestReport);
    expect(counts).toEqual({ passed: 3, failed: 1, skipped: 2 });
    expect(notes).toEqual(['the runner ended with 1 outside of any test']);
  });

  it('not otherwise', () => {
    expect(judgeSuite(ofVitest(3, 0), 0, vitestReport).notes).toEqual([]);
  });
});
