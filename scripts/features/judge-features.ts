import type { Scenario } from '../test/playwright-report.ts';
import { idsOf, type Catalogue } from './catalogue.ts';

/**
 * Lists features with the scenarios that show them.
 *
 * @param asked ids to look at; all when empty
 * @returns lines of a table, and complaints: an asked id that is unknown, or that no passing scenario shows
 */
export function judgeFeatures(
  catalogue: Catalogue,
  scenarios: readonly Scenario[],
  asked: readonly string[],
): { readonly lines: readonly string[]; readonly complaints: readonly string[] } {
  const lines: string[] = [];
  const complaints: string[] = [];
  for (const id of asked)
    if (!(id in catalogue)) complaints.push(`${id} is no feature of docs/features.json.`);
  let shown = 0;
  const listed = Object.entries(catalogue).filter(([id]) => asked.length === 0 || asked.includes(id));
  for (const [id, name] of listed) {
    const own = scenarios.filter((scenario) => idsOf(scenario.title).includes(id));
    const passing = own.filter((scenario) => scenario.status === 'passed');
    if (passing.length > 0) shown += 1;
    else if (asked.includes(id)) complaints.push(`${id} has no passing scenario.`);
    lines.push(`${id.padEnd(4)} ${name}${own.length === 0 ? '  (no scenario)' : ''}`);
    for (const [title, hosts] of byTitle(own)) lines.push(`       ${hosts}  ${title}`);
  }
  lines.push('', `${shown} of ${listed.length} features have a passing scenario.`);
  return { lines, complaints };
}

/** Scenarios by title, each with what it came to in its hosts: `✓ browser  ✗ desktop`. */
function byTitle(scenarios: readonly Scenario[]): Map<string, string> {
  const marks = { passed: '✓', failed: '✗', skipped: '–' } as const;
  const found = new Map<string, string>();
  for (const { title, host, status } of scenarios) {
    const before = found.get(title);
    found.set(title, `${before === undefined ? '' : `${before} `}${marks[status]} ${host}`);
  }
  return found;
}
