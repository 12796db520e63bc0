import { expect, type Locator, type Page } from '@playwright/test';
import path from 'node:path';
import { en } from '#renderer/app/texts/en.ts';
import { ru } from '#renderer/app/texts/ru.ts';
import type { Role } from '#shared/domain/roles/role.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import { say } from '../../scripts/bootstrap/say.mjs';
import type { HelpdeskProcess } from '../support/helpdesk-process.ts';
import type { Host } from '../support/running-workstation.ts';
import { openShotWindow, type Look, type Size } from './shot-window.ts';

const TEXTS = { en, ru };
/** Keys after G, the same in every language. */
const SCREEN_KEYS = { queue: 'q', outbox: 'o', sync: 'i', settings: 's' } as const;
const VIEW_KEYS: Readonly<Record<ViewId, string>> = {
  mine: 'm',
  unassigned: 'u',
  'waiting-for-us': 'w',
  'waiting-for-customer': 'c',
  snoozed: 'z',
  all: 'a',
};

/** Somebody at a window, who can find the way in either language. */
export interface Seat {
  readonly page: Page;
  readonly login: Locator;
  readonly options: Locator;
  signIn(role: Role, index?: number): Promise<void>;
  /** Waits until everything has come and everything has gone. */
  waitForAll(): Promise<void>;
  show(screen: keyof typeof SCREEN_KEYS): Promise<void>;
  showView(view: ViewId): Promise<void>;
  /** Waits until the sync inspector has heard from the place of synchronisation. */
  waitForReport(): Promise<void>;
  /** From the outbox to the ticket of its last entry. */
  openFromOutbox(): Promise<void>;
  /** Goes through the list, of which only a part is in the page, until a ticket of this subject is in sight. */
  find(subject: string): Promise<Locator>;
  /** Opens a ticket whose pictures must be seen before it counts. */
  open(subject: string): Promise<void>;
  /** Writes `SCENE-THEME-LANGUAGE[-large].png`. */
  shoot(scene: string, size?: Size): Promise<void>;
  close(): Promise<void>;
}

/** Opens a window and sits down. */
export async function openSeat(options: {
  readonly host: Host;
  readonly helpdesk: HelpdeskProcess;
  readonly profileDir: string;
  readonly url: string;
  readonly look: Look;
  readonly pictures: string;
}): Promise<Seat> {
  const { helpdesk, look } = options;
  const window = await openShotWindow(options.host, options);
  const { page } = window;
  const text = TEXTS[look.language];
  const login = page.getByRole('textbox', { name: text.signIn.login });
  const list = page.getByRole('listbox', { name: text.list.name });
  const listOptions = list.getByRole('option');
  const conversation = page.getByRole('region', { name: text.conversation.name });

  const go = async (key: string) => {
    // A window that has only just been started hears no keys yet.
    await page.getByRole('status', { name: text.connection.name }).waitFor();
    // Away from any field: there letters are letters.
    await page.keyboard.press('Escape');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('g');
    await page.keyboard.press(key);
  };
  const seat: Seat = {
    page,
    login,
    options: listOptions,
    async signIn(role, index = 0) {
      const { demo } = helpdesk.hello;
      const person = demo?.people.filter((candidate) => candidate.role === role)[index];
      if (demo === null || person === undefined) throw new Error(`The sample data have no ${role}.`);
      await login.fill(person.login);
      await page.getByLabel(text.signIn.password, { exact: true }).fill(demo.password);
      await page.getByRole('button', { name: text.signIn.submit, exact: true }).click();
      await page.getByRole('navigation', { name: text.views.name }).waitFor();
    },
    async waitForAll() {
      const { name, online, onlineOnly } = text.connection;
      const status = page.getByRole('status', { name });
      // The second where something is held or refused.
      const there = status
        .getByText(online, { exact: true })
        .or(status.getByText(onlineOnly, { exact: true }));
      await expect(there).toBeVisible({ timeout: 60_000 });
    },
    async show(screen) {
      await go(SCREEN_KEYS[screen]);
      await expect(page.getByRole('heading', { level: 1, name: text.nav[screen] })).toBeAttached();
    },
    async showView(view) {
      await go(VIEW_KEYS[view]);
      await expect(page.getByRole('heading', { name: text.view[view], exact: true })).toBeVisible();
    },
    async waitForReport() {
      await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible();
      await expect(page.getByText(text.inspector.disk.versions)).toBeVisible();
    },
    async openFromOutbox() {
      await page.getByRole('button', { name: text.outbox.openTicket, exact: true }).last().click();
      await conversation.locator('article').first().waitFor();
    },
    async find(subject) {
      const option = listOptions.filter({ hasText: subject });
      // A view that has just been chosen may change under the search: then it begins at the top again.
      await expect(async () => {
        await list.focus();
        await page.keyboard.press('Home');
        for (let pages = 0; pages < 40 && (await option.count()) === 0; pages += 1) {
          await page.keyboard.press('PageDown');
          // The rows of the new page are there with the next frames.
          await page.evaluate(
            () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
          );
        }
        await expect(option).toBeVisible({ timeout: 1_000 });
      }).toPass({ timeout: 60_000 });
      return option;
    },
    async open(subject) {
      await (await seat.find(subject)).click();
      await expect(page.getByRole('heading', { name: subject })).toBeVisible();
      await expect(conversation.locator('article img').first()).toBeVisible();
    },
    async shoot(scene, size = 'usual') {
      await window.resize(size);
      // Notices of this machine (no protected store, for example) and what has just been told are not what is to be seen.
      for (const name of [text.common.dismiss, text.common.close]) {
        const button = page.getByRole('button', { name, exact: true });
        while ((await button.count()) > 0) {
          const before = await button.count();
          await button.first().click();
          await expect(button).toHaveCount(before - 1);
        }
      }
      await page.mouse.move(0, 0);
      await page.evaluate(async () => {
        await document.fonts.ready;
        await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
        await Promise.all(
          document.getAnimations().map((animation) => animation.finished.catch(() => undefined)),
        );
      });
      const name = `${scene}-${look.theme}-${look.language}${size === 'large' ? '-large' : ''}.png`;
      await page.screenshot({
        path: path.join(options.pictures, name),
        animations: 'disabled',
        caret: 'hide',
      });
      say(`  ${name}`);
      await window.resize('usual');
    },
    close: window.close,
  };
  return seat;
}
