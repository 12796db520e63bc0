import { existsSync } from 'node:fs';

const KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The Chromium that tests use: what `npm test` has provided (CHROMIUM_PATH), or an installed one. */
export function chromiumPath(): string {
  const path = process.env['CHROMIUM_PATH'] ?? KNOWN.find((known) => existsSync(known));
  if (path === undefined)
    throw new Error('No Chromium: run the tests by `npm test`, which provides one, or set CHROMIUM_PATH.');
  return path;
}

/** Chromium does not sandbox for root: tests in a container go without. Never used by the product. */
export function sandboxFlags(): readonly string[] {
  return process.getuid?.() === 0 || process.env['VAKHTA_TEST_NO_SANDBOX'] === '1' ? ['--no-sandbox'] : [];
}
