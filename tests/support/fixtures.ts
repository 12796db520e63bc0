import { basename } from 'node:path';
import { test as base } from '@playwright/test';
import { WINDOW_TYPE } from '#scripts/test/failures.ts';
import type { Host } from './running-workstation.ts';
import { bootWorld, type World } from './world.ts';

interface Options {
  /** Which host the scenario runs in: set by the project in playwright.config.ts. */
  host: Host;
}

/** Scenarios get a world of their own: a helpdesk on sample data, and the host of their project. */
export const test = base.extend<Options & { world: World }>({
  host: ['browser', { option: true }],
  world: async ({ host }, use, testInfo) => {
    const world = await bootWorld(host);
    await use(world);
    if (testInfo.status !== testInfo.expectedStatus) {
      const texts = await world.saveWindows(testInfo.outputPath.bind(testInfo));
      testInfo.attachments.push(
        ...texts.map((file) => ({ name: basename(file), path: file, contentType: WINDOW_TYPE })),
      );
    }
    await world.close();
  },
});

export { expect } from '@playwright/test';
