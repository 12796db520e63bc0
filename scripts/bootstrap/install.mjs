import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Remediable, say, spell } from './say.mjs';
import { runQuietly } from './run-quietly.mjs';

/**
 * @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], optionalDependencies?: Record<string, string> }>} LockedPackages
 */

/**
 * @param {string} file
 * @returns {LockedPackages | null}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/**
 * Compares what npm says it has installed with the lock file. npm writes its own list at the very end, so an interrupted
 * installation counts as none.
 *
 * @param {LockedPackages} wanted packages of package-lock.json
 * @param {LockedPackages} installed packages of node_modules/.package-lock.json
 * @returns {boolean} whether everything that is wanted is there in the wanted version; what is optional may be absent
 */
export function isInstalled(wanted, installed) {
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '') continue;
    const found = installed[place];
    if (found === undefined) {
      if (entry.optional !== true) return false;
      // npm leaves out what is for other systems; of ours we name only the Node that runs everything
      const isOurs = wanted['']?.optionalDependencies?.[place.replace('node_modules/', '')] !== undefined;
      if (isOurs && isMeantForHere(entry)) return false;
      continue;
    }
    if (found.version !== entry.version || found.integrity !== entry.integrity) return false;
  }
  return true;
}

/**
 * Whether a package names this system and processor.
 * @param {{ os?: string[], cpu?: string[] }} entry
 */
function isMeantForHere(entry) {
  return (entry.os?.includes(process.platform) && entry.cpu?.includes(process.arch)) === true;
}

/**
 * npm as it was called, or the one on the path. The Node that runs it must not lie in node_modules, which `npm ci` removes.
 * @param {string} root
 * @returns {{ command: string, args: string[], env: NodeJS.ProcessEnv }}
 */
function findNpm(root) {
  const inside = path.join(root, 'node_modules') + path.sep;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => {
    return folder !== '' && !path.resolve(folder).startsWith(inside);
  });
  const env = { ...process.env, PATH: folders.join(path.delimiter) };
  const nodeName = process.platform === 'win32' ? 'node.exe' : 'node';
  const outside = folders.map((folder) => path.join(folder, nodeName)).find((file) => existsSync(file));
  const node = process.execPath.startsWith(inside) ? (outside ?? process.execPath) : process.execPath;
  const script = process.env['npm_execpath'];
  if (script && /\.[cm]?js$/.test(script) && existsSync(script) && !script.startsWith(inside)) {
    return { command: node, args: [script], env };
  }
  const beside = path.join(path.dirname(node), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (process.platform === 'win32' && existsSync(beside)) return { command: node, args: [beside], env };
  return { command: 'npm', args: [], env };
}

/**
 * Installs the packages of package-lock.json when they are missing or of another version.
 * @param {string} root folder of the project
 */
export async function installPackages(root) {
  const wanted = lockedPackages(path.join(root, 'package-lock.json'));
  if (wanted === null) {
    throw new Remediable(
      'package-lock.json is missing or cannot be read.',
      'Restore it from the repository and start again.',
    );
  }
  const installed = lockedPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (installed !== null && isInstalled(wanted, installed)) return;
  say(installed === null ? 'Installing packages (npm ci) …' : 'Packages have changed: installing (npm ci) …');
  const npm = findNpm(root);
  const flags = ['--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=http'];
  const run = await runQuietly('npm ci', npm.command, [...npm.args, 'ci', ...flags], {
    cwd: root,
    env: npm.env,
    limitMs: 20 * 60_000,
    progress: (text) =>
      /GET 200 \S*\/([^/\s]+?)\.tgz/.exec(text.split('\n').slice(-4).join('\n'))?.[1] ?? null,
  });
  if (
    run.code !== 0 &&
    run.output.includes('npm install') &&
    /package-lock\.json.* in sync/.test(run.output)
  ) {
    throw new Remediable(
      'package.json and package-lock.json do not belong together.',
      'Run npm install and then npm run lock, and commit package-lock.json.',
    );
  }
  if (run.code !== 0) {
    const reasons = run.output.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
    for (const line of reasons.slice(0, 12)) say(`  ${line}`);
    throw new Remediable(
      run.timedOut
        ? 'Installing the packages took more than 20 minutes and was stopped.'
        : run.code === 127
          ? 'npm was not found.'
          : 'The packages could not be installed.',
      run.code === 127
        ? 'Install npm (it comes with Node.js from nodejs.org) and run the command again.'
        : 'Check that the package registry can be reached (npm ping) and that the disk is not full, then run the command again.',
    );
  }
  say(`  packages installed in ${spell(run.durationMs)}`);
}
