// `npm run lock`: completes package-lock.json after packages were added or changed.
//
// A registry that mirrors only some platforms makes npm leave the others' prebuilt packages out of the lock file, and then
// `npm ci` refuses it everywhere ("Missing: … from lock file"). This adds what is missing: version, system and processor.
// npm keeps the entries afterwards, and on those systems fills in the checksum when it installs them.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, { optional?: boolean }>} [peerDependenciesMeta]
 */

const SYSTEMS = [
  'darwin',
  'linux',
  'win32',
  'freebsd',
  'netbsd',
  'openbsd',
  'sunos',
  'aix',
  'android',
  'openharmony',
];
const PROCESSORS = ['x64', 'arm64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el'];

/**
 * Entries that a lock file lacks: optional packages for other systems, named like `@swc/core-darwin-arm64`.
 *
 * @param {Record<string, LockEntry>} packages of the lock file
 * @returns {Record<string, LockEntry>} by their place in the lock file
 */
export function missingEntries(packages) {
  /** @type {Record<string, LockEntry>} */
  const missing = {};
  for (const [place, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isLocked(packages, place, name)) continue;
      const words = name.split(/[/-]/);
      const os = words.find((word) => SYSTEMS.includes(word));
      const cpu = words.find((word) => PROCESSORS.includes(word));
      if (!os || !cpu || !/^\d/.test(version)) continue;
      const libc =
        os !== 'linux' ? null : words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : null;
      missing[`node_modules/${name}`] = {
        version,
        cpu: [cpu],
        ...(entry.dev && { dev: true }),
        ...(libc && { libc: [libc] }),
        optional: true,
        os: [os],
      };
    }
  }
  return missing;
}

/**
 * Whether a package is locked where `place` would find it: inside it, or in a folder above.
 *
 * @param {Record<string, LockEntry>} packages
 * @param {string} place
 * @param {string} name
 */
function isLocked(packages, place, name) {
  const folders = place.split('/node_modules/');
  for (let depth = folders.length; depth >= 0; depth -= 1) {
    const above = folders.slice(0, depth).filter(Boolean).join('/node_modules/');
    if (packages[`${above === '' ? '' : `${above}/`}node_modules/${name}`] !== undefined) return true;
  }
  return false;
}

/** Writes the missing entries into package-lock.json, in npm's own order. */
function completeLock() {
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingEntries(lock.packages);
  const places = Object.keys(missing);
  if (places.length > 0) {
    const all = Object.entries({ ...lock.packages, ...missing });
    all.sort(([one], [other]) => one.localeCompare(other, 'en'));
    lock.packages = Object.fromEntries(all);
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  }
  process.stdout.write(`package-lock.json: ${places.length} entries for other systems added.\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) completeLock();
