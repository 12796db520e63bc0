import type { Page } from '@playwright/test';

/** Counts what is given to the printer, instead of the system's dialog, which holds the window until it is answered. */
export async function countPrints(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    Object.assign(window, { prints: 0 });
    const count = () => Object.assign(window, { prints: Number(Reflect.get(window, 'prints')) + 1 });
    document.addEventListener(
      'load',
      ({ target }) => {
        if (target instanceof HTMLIFrameElement && target.contentWindow !== null)
          target.contentWindow.print = count;
      },
      { capture: true },
    );
  });
  return () => page.evaluate(() => Number(Reflect.get(window, 'prints')));
}
