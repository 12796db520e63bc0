import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Remediable } from './say.mjs';

/** What this file and its neighbours need: they begin everything on whatever Node a machine has. */
export const OLDEST_NODE = '20.19.0';
/** What the TypeScript sources and several tools need: the first that runs .ts files without a flag. */
export const MODERN_NODE = '22.18.0';

/**
 * Compares versions such as `v20.19.0`; what follows a hyphen is not looked at.
 * @param {string} version
 * @param {string} least
 */
export function isAtLeast(version, least) {
  const numbers = (/** @type {string} */ text) =>
    (text.replace(/^v/, '').split('-')[0] ?? '').split('.').map(Number);
  const [have, need] = [numbers(version), numbers(least)];
  for (let i = 0; i < 3; i += 1) {
    const difference = (have[i] ?? 0) - (need[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * Refuses a Node that is too old even to begin.
 * @param {string} version
 */
export function requireOldestNode(version) {
  if (isAtLeast(version, OLDEST_NODE)) return;
  throw new Remediable(
    `Vakhta needs Node ${OLDEST_NODE.replace(/\.0$/, '')} or newer; this is ${version.replace(/^v/, '')}.`,
    'Install a current Node from https://nodejs.org (or your system’s packages) and run the command again.',
  );
}

/**
 * The Node that runs the TypeScript sources: this one when it is new enough, else the one among the packages.
 * @param {string} root folder of the project
 * @returns {string} path of the program
 */
export function findModernNode(root) {
  if (isAtLeast(process.version, MODERN_NODE)) return process.execPath;
  const packaged = path.join(
    root,
    'node_modules',
    '.bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(packaged)) {
    const asked = spawnSync(packaged, ['--version'], { encoding: 'utf8' });
    if (asked.status === 0 && isAtLeast(asked.stdout.trim(), MODERN_NODE)) return packaged;
  }
  throw new Remediable(
    `On this system the tools need Node ${MODERN_NODE.replace(/\.0$/, '')} or newer, and this is ${process.version.replace(/^v/, '')}.`,
    'Install a current Node from https://nodejs.org and run the command again.',
  );
}
