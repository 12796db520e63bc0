import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isInstalled } from '#scripts/bootstrap/install.mjs';
import { isAtLeast, requireOldestNode } from '#scripts/bootstrap/modern-node.mjs';
import { spell } from '#scripts/bootstrap/say.mjs';
import { missingEntries } from '#scripts/complete-lock.mjs';

const here = { os: [process.platform], cpu: [process.arch] };

describe('whether the packages are installed', () => {
  it('accepts what npm has installed from the same lock file', () => {
    const packages = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };
    expect(isInstalled({ '': {}, ...packages }, packages)).toBe(true);
  });

  it('refuses a missing package, another version and another content', () => {
    const wanted = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };
    expect(isInstalled(wanted, {})).toBe(false);
    expect(isInstalled(wanted, { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } })).toBe(
      false,
    );
    expect(isInstalled(wanted, { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } })).toBe(
      false,
    );
  });

  it('does not wait for packages of other systems, but for the Node that is meant for this one', () => {
    const other = { version: '1.0.0', optional: true, os: ['other'], cpu: ['other'] };
    expect(isInstalled({ 'node_modules/tool-for-others': other }, {})).toBe(true);
    const node = { version: '24.0.0', optional: true, ...here };
    const root = { optionalDependencies: { 'node-for-here': '24.0.0' } };
    expect(isInstalled({ '': root, 'node_modules/node-for-here': node }, {})).toBe(false);
  });
});

describe('the lock file', () => {
  it('holds the prebuilt packages of every system, or npm ci would refuse it (npm run lock adds them)', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Parameters<typeof missingEntries>[0];
    };
    expect(Object.keys(missingEntries(lock.packages))).toEqual([]);
  });

  it('is completed with system, processor and C library read from the name', () => {
    const tool = {
      optionalDependencies: { '@t/core-linux-arm64-musl': '1.2.3', '@t/core-win32-x64-msvc': '1.2.3' },
    };
    const nested = { optionalDependencies: { 'inner-darwin-arm64': '2.0.0' } };
    expect(
      missingEntries({
        'node_modules/tool': { ...tool, dev: true },
        'node_modules/tool/node_modules/nested': nested,
        'node_modules/tool/node_modules/inner-darwin-arm64': { version: '2.0.0' },
      }),
    ).toEqual({
      'node_modules/@t/core-linux-arm64-musl': {
        version: '1.2.3',
        cpu: ['arm64'],
        dev: true,
        libc: ['musl'],
        optional: true,
        os: ['linux'],
      },
      'node_modules/@t/core-win32-x64-msvc': {
        version: '1.2.3',
        cpu: ['x64'],
        dev: true,
        optional: true,
        os: ['win32'],
      },
    });
  });
});

describe('the version of Node', () => {
  it('is compared number by number', () => {
    expect(isAtLeast('v20.19.0', '20.19.0')).toBe(true);
    expect(isAtLeast('v20.9.0', '20.19.0')).toBe(false);
    expect(isAtLeast('v24.0.0-nightly', '22.18.0')).toBe(true);
  });

  it('is refused with a sentence that says what to do when it is too old to begin', () => {
    expect(() => requireOldestNode('v18.20.4')).toThrow('Vakhta needs Node 20.19 or newer; this is 18.20.4.');
    expect(() => requireOldestNode('v20.19.0')).not.toThrow();
  });
});

describe('durations for people', () => {
  it.each([
    [900, '0.9 s'],
    [15_400, '15 s'],
    [125_000, '2 min 5 s'],
  ])('%d ms is %s', (durationMs, text) => {
    expect(spell(durationMs)).toBe(text);
  });
});
