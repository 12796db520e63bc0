import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CAPTURE_PAGES, capturePage } from './capture-pages.ts';

/*
 * Draws the captures of the sample data again: `node src-helpdesk/seed/captures/draw-captures.ts [chromium]`.
 * Writes a PNG per page beside this file and `capture-bytes.ts`, the same bytes as text: so they survive every bundler
 * and the asar archive without a path to resolve at run time. Only needed after a change of `capture-pages.ts`.
 */
const here = import.meta.dirname;
const chromium = process.argv[2] ?? 'chromium';
const folder = mkdtempSync(path.join(tmpdir(), 'captures-'));
const entries: string[] = [];

for (const page of CAPTURE_PAGES) {
  const html = path.join(folder, `${page.name}.html`);
  const png = path.join(here, `${page.name}.png`);
  writeFileSync(html, capturePage(page));
  execFileSync(
    chromium,
    [
      '--headless',
      '--no-sandbox',
      '--hide-scrollbars',
      '--disable-lcd-text',
      `--window-size=${page.width},${page.height}`,
      `--screenshot=${png}`,
      `file://${html}`,
    ],
    { stdio: 'ignore' },
  );
  entries.push(`  '${page.name}':\n    '${readFileSync(png).toString('base64')}',`);
}

writeFileSync(
  path.join(here, 'capture-bytes.ts'),
  `// Made by draw-captures.ts from the pictures beside it: do not edit.\n/** The captures' PNG files in base64, by name. */\n// prettier-ignore\nexport const CAPTURE_BYTES = {\n${entries.join('\n')}\n} as const;\n`,
);
rmSync(folder, { recursive: true });
