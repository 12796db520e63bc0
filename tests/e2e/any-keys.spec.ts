import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';
import { scenarioSeed } from '#tests/support/long-run.ts';
import { createSeededRandom } from '#tests/support/oracle-random.ts';

const ROUNDS = 3;
const PRESSES = 40;
/** All that an operator's hands may come upon; not what opens a window of the system's. */
const KEYS =
  'j j k Enter e r n a t s p c z f d Shift+D l m x x Shift+J Shift+K Control+a Escape Escape Shift+U Shift+I Alt+ArrowDown Alt+ArrowUp Control+f Control+k u Shift+/ / g g q o i 1 2 3 Shift+F Shift+V Tab Shift+Tab Space ArrowDown ArrowUp Control+Enter Control+Shift+Enter Control+. Backspace v b w'.split(
    ' ',
  );
const WORDS = ['thank you', '7', 'invoice', '@an', 'лицензия', 'snooze', '1. ', '> '];
/** Frames between two keys: some come before anything could follow the one before. */
const PAUSES = [0, 0, 0, 0, 2, 10, 25];

test(`[Q3] whatever keys are pressed, Escape leads back to the list, and the list follows the keys (seed ${scenarioSeed})`, async ({
  world,
}) => {
  const random = createSeededRandom(scenarioSeed);
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  const failures: string[] = [];
  seat.page.on('pageerror', (error) => failures.push(String(error.stack)));
  await desk.startWork(world.person('operator'), seat.gate.url, 'Waiting for us');
  const { keyboard } = seat.page;
  const all = seat.page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^All/ });
  const cursor = () => desk.tickets.getAttribute('aria-activedescendant');
  const pressed: string[] = [];

  for (let round = 0; round < ROUNDS; round += 1) {
    for (let n = 0; n < PRESSES; n += 1) {
      if (random.chance(0.06)) {
        const words = random.pick(WORDS);
        await keyboard.type(words);
        pressed.push(`“${words}”`);
      } else {
        const key = random.pick(KEYS);
        await keyboard.press(key);
        pressed.push(key);
      }
      await seat.page.evaluate(passFrames, random.pick(PAUSES));
    }
    const told = pressed.slice(-60).join(' ');
    await expect(async () => {
      await keyboard.press('Escape');
      expect(await seat.page.evaluate(isListFocused), told).toBe(true);
    }).toPass({ timeout: 30_000 });
    await keyboard.press('g');
    await keyboard.press('a');
    await expect(all, told).toHaveAttribute('aria-current', /.+/);
    await expect(desk.tickets.getByRole('option').first(), told).toBeVisible();
    // At an end of the list one of the two has nowhere to go.
    const before = await cursor();
    await keyboard.press('j');
    if ((await cursor()) === before) await keyboard.press('k');
    await expect.poll(cursor, told).not.toBe(before);
    expect(failures, told).toEqual([]);
  }
});

/** Runs in the page. */
async function passFrames(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Runs in the page: the list has the focus, with tickets or without, and nothing lies over it. */
function isListFocused(): boolean {
  const focused = document.activeElement;
  const isList = focused?.matches('[aria-label="Tickets"]') === true;
  return isList && document.querySelector('[role="dialog"]') === null;
}
