import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { makeIcns, makeIco, type IconPicture } from './build/icon-files.ts';

/**
 * Draws the icons from the SVG files in `assets/icons`; the results are kept in the repository. Needs a Chromium
 * (`CHROMIUM_PATH`, or the one of Playwright): `node scripts/make-icons.ts`.
 */
const ICONS = path.resolve(import.meta.dirname, '../assets/icons');
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

async function draw(page: Page, name: string, size: number): Promise<IconPicture> {
  const svg = readFileSync(path.join(ICONS, name)).toString('base64');
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<body style="margin:0"><img style="display:block;width:${size}px;height:${size}px" src="data:image/svg+xml;base64,${svg}">`,
  );
  await page.locator('img').evaluate((image: { decode(): Promise<void> }) => image.decode());
  return { size, png: await page.screenshot({ omitBackground: true }) };
}

const executablePath = process.env['CHROMIUM_PATH'];
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
const page = await browser.newPage({ deviceScaleFactor: 1 });

const pictures: IconPicture[] = [];
for (const size of SIZES) pictures.push(await draw(page, 'icon.svg', size));
mkdirSync(path.join(ICONS, 'png'), { recursive: true });
for (const { size, png } of pictures) writeFileSync(path.join(ICONS, 'png', `${size}x${size}.png`), png);
writeFileSync(path.join(ICONS, 'icon.ico'), makeIco(pictures.filter(({ size }) => size <= 256)));
writeFileSync(path.join(ICONS, 'icon.icns'), makeIcns(pictures));

const shown = path.join(ICONS, 'shown');
mkdirSync(shown, { recursive: true });
const SHOWN = [
  ['icon.svg', 256, 'window.png'],
  ['tray.svg', 24, 'tray.png'],
  ['tray.svg', 48, 'tray@2x.png'],
  ['tray-template.svg', 18, 'trayTemplate.png'],
  ['tray-template.svg', 36, 'trayTemplate@2x.png'],
  ['badge.svg', 16, 'badge.png'],
] as const;
for (const [svg, size, file] of SHOWN)
  writeFileSync(path.join(shown, file), (await draw(page, svg, size)).png);
await browser.close();
console.log(`Drew ${SIZES.length} sizes and ${SHOWN.length} pictures.`);
