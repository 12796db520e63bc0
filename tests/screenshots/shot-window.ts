import { chromium, type Page } from '@playwright/test';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_SETTINGS, type Settings } from '#shared/contract/ipc/settings.ts';
import { chromiumPath, sandboxFlags } from '../support/chromium.ts';
import { launchDesktop } from '../support/electron.ts';
import type { Host } from '../support/running-workstation.ts';

/** How the window looks. */
export interface Look {
  readonly language: 'en' | 'ru';
  readonly theme: 'light' | 'dark';
}

/** Sizes of the pictures, in pixels. */
export const SIZES = {
  usual: { width: 1280, height: 720 },
  large: { width: 1920, height: 1080 },
} as const;
export type Size = keyof typeof SIZES;

/** A window that can be resized and photographed. */
export interface ShotWindow {
  readonly page: Page;
  resize(size: Size): Promise<void>;
  close(): Promise<void>;
}

/** Opens the workstation of either host on a profile, in a language and a theme. */
export function openShotWindow(
  host: Host,
  options: { readonly profileDir: string; readonly url: string; readonly look: Look },
): Promise<ShotWindow> {
  return host === 'desktop' ? openDesktop(options) : openBrowser(options);
}

async function openDesktop(options: { profileDir: string; url: string; look: Look }): Promise<ShotWindow> {
  const { profileDir, url, look } = options;
  const file = path.join(profileDir, 'settings.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Settings>) : {};
  mkdirSync(profileDir, { recursive: true });
  const firstSteps = { state: 'put-off', done: [] } as const;
  const settings = { ...DEFAULT_SETTINGS, firstSteps, helpdesk: { kind: 'remote', url }, ...known, ...look };
  writeFileSync(file, JSON.stringify(settings));
  const { page, close } = await launchDesktop({ profileDir });
  // The page is laid out and painted at this size whatever the display's is.
  const resize = (size: Size) => page.setViewportSize(SIZES[size]);
  await resize('usual');
  return { page, resize, close };
}

async function openBrowser(options: { profileDir: string; url: string; look: Look }): Promise<ShotWindow> {
  const { profileDir, url, look } = options;
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath: chromiumPath(),
    args: [...sandboxFlags()],
    locale: look.language === 'ru' ? 'ru-RU' : 'en-GB',
    colorScheme: look.theme,
    viewport: SIZES.usual,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(url);
  return { page, resize: (size) => page.setViewportSize(SIZES[size]), close: () => context.close() };
}
