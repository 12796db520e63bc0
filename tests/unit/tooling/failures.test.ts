import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '#scripts/machine/folders.ts';
import { describeFailures, WINDOW_TYPE } from '#scripts/test/failures.ts';
import { judgeSuite } from '#scripts/test/judge-suite.ts';
import { playwrightReport } from '#scripts/test/playwright-report.ts';
import { vitestReport } from '#scripts/test/vitest-report.ts';

describe('the end of a run tells of every failure', () => {
  it('of Vitest: the test with its message, and a file that could not be loaded', () => {
    const report = {
      numPassedTests: 1,
      numFailedTests: 1,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [
        {
          name: '/a.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'adds', failureMessages: [] },
            { status: 'failed', fullName: 'sums up', failureMessages: ['expected 2 to be 3'] },
          ],
        },
        { name: '/b.test.ts', status: 'failed', message: 'no such file', assertionResults: [] },
      ],
    };
    expect(judgeSuite(report, 1, vitestReport).notes).toEqual([
      'failed: sums up\n    expected 2 to be 3',
      'failed: b.test.ts\n    no such file',
    ]);
  });

  it('of Playwright: the scenario with its host, its message, and what its windows showed', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'vakhta-failures-')), 'seat-1.yaml');
    await writeFile(file, '- status: Online, all sent\n');
    const result = {
      errors: [{ message: '\u001B[31mExpected: visible\u001B[39m' }],
      attachments: [
        { contentType: 'image/png', path: '/a.png' },
        { contentType: WINDOW_TYPE, path: file },
      ],
    };
    const ended = (projectName: string, status: string) => ({ projectName, status, results: [result] });
    const tests = [ended('browser', 'expected'), ended('desktop', 'unexpected')];
    const report = {
      suites: [{ specs: [], suites: [{ specs: [{ title: '[O1] a', file: 'a.spec.ts', tests }] }] }],
      errors: [{ message: 'no server' }],
    };
    expect(judgeSuite(report, 1, playwrightReport).notes).toEqual([
      'failed: desktop: [O1] a\n    Expected: visible\n  seat-1.yaml:\n    - status: Online, all sent',
      'failed: outside of any scenario\n    no server',
    ]);
  });

  it('in few lines, without the folder of this machine', () => {
    const message = Array.from({ length: 30 }, (_, n) => `    at ${path.join(PROJECT, 'a.ts')}:${n}`);
    const [told = ''] = describeFailures([{ title: 'a', message: message.join('\n'), windows: [] }]);
    const lines = told.split('\n');
    expect(lines).toHaveLength(26);
    expect(lines[1]).toBe('        at a.ts:0');
    expect(lines.at(-1)).toBe('    … 6 more lines');
  });

  it('of many the first in full, the others by name', () => {
    const many = Array.from({ length: 10 }, (_, n) => ({ title: `${n}`, message: 'wrong', windows: [] }));
    const told = describeFailures(many);
    expect(told).toHaveLength(10);
    expect(told[7]).toBe('failed: 7\n    wrong');
    expect(told.slice(8)).toEqual(['failed: 8', 'failed: 9']);
  });

  it('says so when a file of a window is gone', () => {
    const told = describeFailures([{ title: 'a', message: '', windows: ['/nowhere/seat-1.yaml'] }]);
    expect(told[0]).toContain('(the file is gone)');
  });
});
