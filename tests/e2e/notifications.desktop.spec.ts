import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeskPage } from '#tests/support/desk-page.ts';
import { launchDesktop, type LaunchedDesktop } from '#tests/support/electron.ts';
import { expect, test } from '#tests/support/fixtures.ts';

let profileDir: string;
let desktop: LaunchedDesktop | undefined;

test.beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'vakhta-notifications-'));
});
test.afterEach(async () => {
  await desktop?.kill();
  desktop = undefined;
  await rm(profileDir, { recursive: true, force: true, maxRetries: 5 });
});

/** Takes the system's place: what would be shown is kept, and can be pressed and answered. */
async function standInForTheSystem({ app }: LaunchedDesktop) {
  await app.evaluate(({ Notification }) => {
    const open: Electron.Notification[] = [];
    const all: string[] = [];
    Object.assign(globalThis, { open, all });
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      open.push(this);
      all.push(this.title);
    };
    Notification.prototype.close = function close(this: Electron.Notification) {
      open.splice(open.indexOf(this), 1);
      this.emit('close');
    };
  });
  type Kept = { readonly open: Electron.Notification[]; readonly all: string[] };
  return {
    titles: () =>
      app.evaluate(() => (globalThis as unknown as Kept).open.map((notification) => notification.title)),
    ever: () => app.evaluate(() => (globalThis as unknown as Kept).all.length),
    press: () => app.evaluate(() => void (globalThis as unknown as Kept).open[0]?.emit('click')),
    answer: (text: string) =>
      app.evaluate(
        (_electron, words) => void (globalThis as unknown as Kept).open[0]?.emit('reply', {}, words),
        text,
      ),
  };
}

test('[A1] what concerns me is told once, a press opens the ticket, an answer goes out, and away is quiet', async ({
  world,
}) => {
  const [me, colleague] = [world.person('supervisor', 0), world.person('supervisor', 1)];
  desktop = await launchDesktop({ profileDir, settings: {} });
  const mine = new DeskPage(desktop.page);
  await mine.signIn(me, world.helpdesk.url);
  await expect(mine.connection).toContainText('all sent');
  const system = await standInForTheSystem(desktop);
  const seat = await world.seat();
  const theirs = new DeskPage(seat.page);
  await theirs.signIn(colleague, seat.gate.url);
  const subject = await theirs.openFirst('Unassigned');

  // Several things of one ticket are one notification, of what weighs most.
  await theirs.assignTo(me.name);
  await theirs.addNote(`@${me.name} please look at this.`);
  const mention = new RegExp(`^${colleague.name} mentions you( \\(2\\))?$`);
  await expect.poll(system.titles).toEqual([expect.stringMatching(mention)]);

  await system.press();
  await expect(mine.header).toContainText(subject);
  await system.answer('I look at it now.');
  await expect(theirs.conversation).toContainText('I look at it now.');

  // Not while away; and my own words never.
  await mine.openFirst('All');
  const before = await system.ever();
  await mine.page.getByRole('button', { name: new RegExp(me.name) }).click();
  await mine.page.getByRole('menuitemcheckbox', { name: /^Away/ }).click();
  await mine.addNote(`@${me.name}: my own words.`);
  await theirs.addNote(`@${me.name} while you are away.`);
  await mine.view('Mine');
  await mine.open(subject);
  await expect(mine.conversation).toContainText('while you are away');
  await mine.openFirst('All');
  await mine.page.getByRole('button', { name: new RegExp(me.name) }).click();
  await mine.page.getByRole('menuitemcheckbox', { name: /^Away/ }).click();
  await theirs.addNote(`@${me.name} now you are back.`);
  await expect.poll(system.ever).toBe(before + 1);
});
