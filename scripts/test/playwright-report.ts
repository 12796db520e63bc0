import { z } from 'zod';
import { WINDOW_TYPE } from './failures.ts';
import type { ReportReader } from './judge-suite.ts';

/** One test of Playwright's JSON report, in one project. */
export interface Scenario {
  readonly title: string;
  readonly file: string;
  readonly host: string;
  readonly status: 'passed' | 'failed' | 'skipped';
}

const errorSchema = z.object({ message: z.string().optional() });
const testSchema = z.object({
  projectName: z.string(),
  status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']).optional(),
  results: z.array(
    z.object({
      errors: z.array(errorSchema),
      attachments: z.array(z.object({ contentType: z.string(), path: z.string().optional() })),
    }),
  ),
});
const specSchema = z.object({ title: z.string(), file: z.string(), tests: z.array(testSchema) });
type Spec = z.output<typeof specSchema>;
interface Suite {
  readonly specs: readonly Spec[];
  readonly suites?: readonly Suite[] | undefined;
}
const suiteSchema: z.ZodType<Suite> = z.lazy(() =>
  z.object({ specs: z.array(specSchema), suites: z.array(suiteSchema).optional() }),
);
const reportSchema = z.object({ suites: z.array(suiteSchema), errors: z.array(errorSchema) });

type Ended = Scenario & Pick<z.output<typeof testSchema>, 'results'>;

/** One that passed only on a second attempt counts as failed. */
function readEnds(report: unknown): Ended[] {
  const ofSpec = ({ title, file, tests }: Spec): Ended[] =>
    tests.map(({ projectName, status, results }) => ({
      title,
      file,
      host: projectName,
      status: status === 'expected' ? 'passed' : status === 'skipped' ? 'skipped' : 'failed',
      results,
    }));
  const ofSuite = (suite: Suite): Ended[] => [
    ...suite.specs.flatMap(ofSpec),
    ...(suite.suites ?? []).flatMap(ofSuite),
  ];
  return reportSchema.parse(report).suites.flatMap(ofSuite);
}

/** All scenarios of Playwright's JSON report. */
export function readScenarios(report: unknown): Scenario[] {
  return readEnds(report).map(({ title, file, host, status }) => ({ title, file, host, status }));
}

const messagesOf = (errors: readonly z.output<typeof errorSchema>[]) =>
  errors.map((error) => error.message ?? '').join('\n');

/** Reads Playwright's JSON report; an error outside of any test is one failure. */
export const playwrightReport: ReportReader = {
  count(report) {
    const ends = readEnds(report);
    const count = (status: Scenario['status']) => ends.filter((one) => one.status === status).length;
    return {
      passed: count('passed'),
      failed: count('failed') + reportSchema.parse(report).errors.length,
      skipped: count('skipped'),
    };
  },
  failures(report) {
    const ofTests = readEnds(report)
      .filter((one) => one.status === 'failed')
      .map(({ title, host, results }) => ({
        title: `${host}: ${title}`,
        message: messagesOf(results.flatMap((result) => result.errors)),
        windows: results
          .flatMap((result) => result.attachments)
          .flatMap(({ contentType, path }) =>
            contentType === WINDOW_TYPE && path !== undefined ? [path] : [],
          ),
      }));
    const outside = reportSchema.parse(report).errors.map((error) => ({
      title: 'outside of any scenario',
      message: messagesOf([error]),
      windows: [],
    }));
    return [...ofTests, ...outside];
  },
};
