import { defineConfig } from '@playwright/test';
import { needsNoSandbox } from './scripts/machine/sandbox.ts';
import { findChromium } from './scripts/provision/chromium.ts';
import { LANES } from './scripts/test/lanes.ts';

const chromium = findChromium();

/** Which host a scenario runs in: the same file shows the same in both. */
interface HostOption {
  host: 'desktop' | 'browser';
}

/**
 * Scenarios on the built app. `desktop` starts the real Electron (ELECTRON_OVERRIDE_DIST_PATH, DISPLAY), `browser` a
 * Chromium; `*.desktop.spec.ts` and `*.browser.spec.ts` belong to one host only. `npm test -- e2e` provides what they need.
 */
export default defineConfig<HostOption>({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  forbidOnly: true,
  fullyParallel: false,
  workers: LANES,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...(chromium && { executablePath: chromium }),
      args: [
        ...(needsNoSandbox() ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'browser', testIgnore: '**/*.desktop.spec.ts', use: { host: 'browser' } },
    { name: 'desktop', testIgnore: '**/*.browser.spec.ts', use: { host: 'desktop' } },
  ],
});
