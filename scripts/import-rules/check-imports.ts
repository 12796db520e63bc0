import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';

/** Folders whose imports have rules. */
const ZONES = ['src-shared', 'src-main', 'src-renderer', 'src-helpdesk', 'scripts', 'tests'];
/** A project with fewer files than this was not looked at. */
const FEWEST_FILES = 40;

/** All source files of the zones, relative to the root, as the cruiser names them. */
function listSources(root: string): string[] {
  const found: string[] = [];
  for (const zone of ZONES.filter((name) => existsSync(path.join(root, name)))) {
    for (const entry of readdirSync(path.join(root, zone), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(?:ts|tsx|mjs)$/.test(entry.name)) continue;
      found.push(path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
    }
  }
  return found.sort();
}

/**
 * Complaints about the looking itself: a checker that sees no files, or not all of them, would pass in silence.
 *
 * @param files what there is
 * @param seen what the checker has parsed
 */
export function complainAboutCoverage(
  files: readonly string[],
  seen: readonly string[],
  fewest: number = FEWEST_FILES,
): string[] {
  if (seen.length < fewest) {
    return [`only ${seen.length} modules were looked at, fewer than ${fewest}: the checker is broken`];
  }
  const looked = new Set(seen);
  return files
    .filter((file) => !looked.has(file))
    .map((file) => `${file} was not looked at: the checker is broken`);
}

/**
 * Holds every import, those of types too, against .dependency-cruiser.mjs.
 *
 * @param root folder of the project
 * @returns sentences, none when all is well
 */
export async function checkImports(root: string, fewest: number = FEWEST_FILES): Promise<string[]> {
  const rules = pathToFileURL(path.join(import.meta.dirname, '../../.dependency-cruiser.mjs')).href;
  const { default: configuration } = (await import(rules)) as {
    default: IFlattenedRuleSet & { options: ICruiseOptions };
  };
  const { options, ...ruleSet } = configuration;
  const zones = ZONES.filter((name) => existsSync(path.join(root, name)));
  const result = await cruise(zones, { ...options, baseDir: root, ruleSet, validate: true });
  if (typeof result.output === 'string') throw new Error('The cruiser answered with text.');
  return complain(result.output, listSources(root), fewest);
}

function complain(result: ICruiseResult, files: readonly string[], fewest: number): string[] {
  const seen = result.modules.filter((module) => module.valid !== undefined).map((module) => module.source);
  const violations = result.summary.violations.map(({ from, to, rule, cycle }) => {
    const way = cycle ? [from, ...cycle.map((step) => step.name)].join(' -> ') : `${from} -> ${to}`;
    return `${rule.name}: ${way}`;
  });
  return [...complainAboutCoverage(files, seen, fewest), ...violations];
}
