import { expect, type Locator, type Page } from '@playwright/test';

declare global {
  interface Window {
    /** Counted by `countPointers`. */
    pointers?: number;
  }
}

/** Counts what a pointer does in a window, from now on and after every reload. */
export async function countPointers(page: Page): Promise<() => Promise<number>> {
  const install = () => {
    window.pointers = 0;
    for (const type of ['pointerdown', 'mousedown', 'touchstart', 'wheel'])
      window.addEventListener(type, () => (window.pointers = (window.pointers ?? 0) + 1), true);
  };
  await page.addInitScript(install);
  await page.evaluate(install);
  return () => page.evaluate(() => window.pointers ?? -1);
}

/** Both hands on the keyboard: whatever is done is a press of a key, and goes where the focus is. */
export class Hands {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Goes on with Tab until something has the focus. */
  async tabTo(target: Locator): Promise<void> {
    for (let presses = 0; presses < 40; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.press('Tab');
    }
    throw new Error(`Tab does not lead to ${String(target)}`);
  }

  /** Types into what has the focus, once it has it. */
  async typeInto(field: Locator, words: string): Promise<void> {
    await expect(field).toBeFocused();
    await this.page.keyboard.type(words);
  }

  /** Goes down the list with J until a ticket is under the cursor, and opens it. */
  async openInList(subject: string): Promise<void> {
    const list = this.page.getByRole('listbox', { name: 'Tickets' });
    await expect(list).toBeFocused();
    const total = Number(await list.getByRole('option').first().getAttribute('aria-setsize'));
    for (let presses = 0; presses <= total; presses += 1) {
      await this.press('j');
      const under = await list.evaluate(
        (element) =>
          document
            .getElementById(element.getAttribute('aria-activedescendant') ?? '')
            ?.getAttribute('aria-label') ?? null,
      );
      if (under !== subject) continue;
      await this.press('Enter');
      await expect(this.page.getByRole('group', { name: 'Ticket', exact: true })).toContainText(subject);
      return;
    }
    throw new Error(`J does not lead to ${subject}`);
  }

  /** Opens a ticket by the palette. */
  async openByPalette(subject: string): Promise<void> {
    await this.press('Control+k');
    const palette = this.page.getByRole('dialog', { name: 'Command palette' });
    await this.typeInto(palette.getByRole('searchbox'), subject);
    await expect(palette.getByRole('option', { name: subject }).first()).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await this.press('Enter');
    await expect(this.page.getByRole('group', { name: 'Ticket', exact: true })).toContainText(subject);
  }

  /** Chooses in the menu that a key opens, by typing. */
  async choose(key: string, words: string): Promise<void> {
    await this.press(key);
    // The field of the menu has the focus as soon as it is drawn.
    const field = this.page.locator('input:focus');
    await expect(field).toHaveCount(1);
    await this.page.keyboard.type(words);
    await expect(this.page.getByRole('option', { name: words }).first()).toHaveAttribute(
      'data-combobox-selected',
      'true',
    );
    await this.press('Enter');
    await expect(field).toHaveCount(0);
  }
}
