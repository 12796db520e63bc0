import path from 'node:path';
import { z } from 'zod';
import type { ReportReader } from './judge-suite.ts';

const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});
type File = z.output<typeof reportSchema>['testResults'][number];

/** A file that could not even be loaded is one failure. */
const isUnloaded = (file: File) => file.status === 'failed' && file.assertionResults.length === 0;

/** Reads Vitest's JSON report. */
export const vitestReport: ReportReader = {
  count(report) {
    const parsed = reportSchema.parse(report);
    return {
      passed: parsed.numPassedTests,
      failed: parsed.numFailedTests + parsed.testResults.filter(isUnloaded).length,
      skipped: parsed.numPendingTests + parsed.numTodoTests,
    };
  },
  failures(report) {
    return reportSchema.parse(report).testResults.flatMap((file) =>
      isUnloaded(file)
        ? [{ title: path.basename(file.name), message: file.message ?? '', windows: [] }]
        : file.assertionResults
            .filter((test) => test.status === 'failed')
            .map((test) => ({
              title: test.fullName,
              message: test.failureMessages.join('\n'),
              windows: [],
            })),
    );
  },
};
