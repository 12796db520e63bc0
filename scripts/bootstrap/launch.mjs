import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.mjs';
import { findModernNode, requireOldestNode } from './modern-node.mjs';
import { sayFailure } from './say.mjs';

/** Folder of the project. */
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Makes a bare machine ready (packages, a Node that runs TypeScript) and hands over to a TypeScript program, whose exit
 * code becomes ours. Needs nothing but Node 20.19.
 *
 * @param {string} entry the program, relative to the project's folder
 * @param {{ install?: boolean }} [options] `install: false` skips looking at the packages
 */
export async function launch(entry, options = {}) {
  try {
    requireOldestNode(process.version);
    if (options.install !== false) await installPackages(root);
    process.exitCode = await handOver(findModernNode(root), entry);
  } catch (error) {
    sayFailure(error);
    process.exitCode = 1;
  }
}

/**
 * @param {string} node
 * @param {string} entry
 * @returns {Promise<number>}
 */
function handOver(node, entry) {
  const folders = [path.join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''];
  return new Promise((resolve, reject) => {
    const child = spawn(node, [path.join(root, entry), ...process.argv.slice(2)], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PATH: folders.join(path.delimiter) },
    });
    // Ctrl+C reaches the child by itself: we only have to outlive it, so that the prompt returns last.
    process.on('SIGINT', () => undefined);
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => child.kill(signal));
    }
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
