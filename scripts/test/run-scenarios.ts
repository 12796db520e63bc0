import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { say } from '../bootstrap/say.mjs';
import { PROJECT } from '../machine/folders.ts';
import { runShown, toolPath } from '../machine/run-shown.ts';
import { needsNoSandbox } from '../machine/sandbox.ts';
import { provideChromium } from '../provision/chromium.ts';
import { buildApp } from '../start/build-app.ts';
import { judgeSuite, readReport } from './judge-suite.ts';
import { DISPLAYS_VARIABLE, LANES } from './lanes.ts';
import { listScenarios } from './list-scenarios.ts';
import { playwrightReport } from './playwright-report.ts';
import type { Outcome } from './stage.ts';
import { withDesktop } from './with-desktop.ts';

/**
 * Provides a Chromium, an Electron and a display, and runs the scenarios in both hosts. Where there can be no Electron,
 * those of the desktop are counted as skipped, by name.
 */
export async function runScenarios(): Promise<Outcome> {
  await buildApp();
  const chromium = await provideChromium();
  const file = path.join(PROJECT, 'test-results', 'e2e.json');
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return withDesktop(async (desktop) => {
    const projects = desktop.ok ? [] : ['--project=browser'];
    const code = await runShown(toolPath('playwright/cli.js'), ['test', ...projects], {
      CHROMIUM_PATH: chromium,
      ...(needsNoSandbox() && { VAKHTA_TEST_NO_SANDBOX: '1' }),
      ...(desktop.ok && { ...desktop.value.env, [DISPLAYS_VARIABLE]: desktop.value.displays.join(' ') }),
    });
    const { counts, notes } = judgeSuite(readReport(file), code, playwrightReport);
    if (desktop.ok) return { counts, notes };

    const skipped = (await listScenarios()).filter((scenario) => scenario.host === 'desktop');
    say(`\nSkipped, because ${desktop.error.reason}:`);
    for (const scenario of skipped) say(`  - desktop: ${scenario.title}`);
    return {
      counts: { ...counts, skipped: counts.skipped + skipped.length },
      notes: [
        ...notes,
        `${skipped.length} desktop scenarios skipped: ${desktop.error.reason}. ${desktop.error.remedy}`,
      ],
    };
  }, LANES);
}
