import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

const RESEND_MS = 90_000;
const DAY_MS = 24 * 60 * 60_000;

test('[O1][O2] of two tabs the one that synchronises is killed: the other goes on, and everything goes out once', async ({
  world,
}) => {
  const seat = await world.seat();
  const first = new DeskPage(seat.page);
  const subject = await first.startWork(world.person('operator'), seat.gate.url, 'All');
  const second = new DeskPage(await seat.page.context().newPage());
  await second.page.goto(seat.gate.url);
  await second.view('All');
  await second.open(subject);
  await expect(second.connection).toContainText('all sent');
  await second.goOffline(seat.gate);
  for (const [desk, words] of [
    [first, 'From the first tab.'],
    [second, 'From the second tab.'],
  ] as const) {
    await desk.page.bringToFront();
    await desk.addNote(words);
    await expect(desk.note).toHaveText('');
  }
  await expect(second.connection).toContainText('2 waiting');
  // The first has the lock: it was there before the second.
  const session = await seat.page.context().newCDPSession(first.page);
  const crashed = new Promise((resolve) => first.page.once('crash', resolve));
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  seat.gate.mend();
  await expect(second.connection).toContainText('all sent', { timeout: RESEND_MS });
  for (const words of ['From the first tab.', 'From the second tab.'])
    await expect(second.conversation.getByText(words)).toHaveCount(1);
});

test('[O1][O2] the clock jumps back and forth by a year: notes are kept, ordered and sent all the same', async ({
  world,
}) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.startWork(world.person('operator'), seat.gate.url, 'All');
  await desk.goOffline(seat.gate);
  const words: string[] = [];
  for (const days of [0, 365, -365, 30]) {
    await desk.page.evaluate((offset) => {
      const real = performance.timeOrigin;
      Date.now = () => Math.floor(real + performance.now()) + offset;
    }, days * DAY_MS);
    words.push(`With a clock off by ${days} days.`);
    await desk.addNote(words.at(-1) ?? '');
    await expect(desk.connection).toContainText(`${words.length} waiting`);
  }
  seat.gate.mend();
  await expect(desk.connection).toContainText('all sent', { timeout: RESEND_MS });
  const all = await desk.conversation.innerText();
  const places = words.map((each) => all.indexOf(each));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  for (const each of words) await expect(desk.conversation.getByText(each)).toHaveCount(1);
});
