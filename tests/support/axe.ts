import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What is on the screen keeps WCAG 2.2 AA, as far as axe can tell. */
export async function expectNoViolations(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(WCAG)
    // A row of the list is named by its subject alone, by agreement; the rest of its line describes it.
    .disableRules('label-content-name-mismatch')
    .analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  // All screens of a scenario are told of at once.
  expect.soft(found, screen).toEqual([]);
}
