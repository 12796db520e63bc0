import { listScenarios } from '../test/list-scenarios.ts';
import { readCatalogue, idsOf, type Catalogue } from './catalogue.ts';

/** Complaints about titles that name no feature, or one that does not exist. */
export function complainAboutTitles(titles: readonly string[], catalogue: Catalogue): string[] {
  return titles.flatMap((title) => {
    const ids = idsOf(title);
    if (ids.length === 0) return [`“${title}” names no feature: begin the title with ids such as [O1][T3]`];
    const unknown = ids.filter((id) => !(id in catalogue));
    return unknown.map((id) => `“${title}” names ${id}, which docs/features.json does not list`);
  });
}

/** The check of `npm test`: every scenario says which features it shows. */
export async function checkTitles(): Promise<string[]> {
  const titles = new Set((await listScenarios()).map((scenario) => scenario.title));
  if (titles.size === 0) return ['tests/e2e holds no scenario'];
  return complainAboutTitles([...titles], readCatalogue());
}
