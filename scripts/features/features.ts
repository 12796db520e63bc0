import path from 'node:path';
import { Remediable, say, sayFailure } from '../bootstrap/say.mjs';
import { PROJECT } from '../machine/folders.ts';
import { readReport } from '../test/judge-suite.ts';
import { readScenarios } from '../test/playwright-report.ts';
import { readCatalogue } from './catalogue.ts';
import { judgeFeatures } from './judge-features.ts';

// `npm run features [id …]`: which scenarios of the last e2e run show which feature.
try {
  const ids = process.argv.slice(2).map((id) => id.toUpperCase());
  const report = readReport(path.join(PROJECT, 'test-results', 'e2e.json'));
  if (report === null) {
    throw new Remediable('There is no report of an e2e run.', 'Run npm test -- e2e first.');
  }
  const { lines, complaints } = judgeFeatures(readCatalogue(), readScenarios(report), ids);
  for (const line of lines) say(line);
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
  process.exitCode = complaints.length === 0 ? 0 : 1;
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
