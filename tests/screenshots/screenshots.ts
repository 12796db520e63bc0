import { expect } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { say } from '../../scripts/bootstrap/say.mjs';
import { PROJECT } from '../../scripts/machine/folders.ts';
import { runProgram } from '../../scripts/machine/run-program.ts';
import { provideChromium } from '../../scripts/provision/chromium.ts';
import { provideDesktop } from '../../scripts/provision/desktop.ts';
import { buildApp } from '../../scripts/start/build-app.ts';
import { signInColleague } from '../bench/helpdesk/colleague.ts';
import { openFaultProxy, type FaultProxy } from '../support/faults/fault-proxy.ts';
import { startHelpdesk, type HelpdeskProcess } from '../support/helpdesk-process.ts';
import type { Host } from '../support/running-workstation.ts';
import { fillOutbox } from './fill-outbox.ts';
import { openSeat, type Seat } from './seat.ts';
import type { Look } from './shot-window.ts';

const LIGHT: Look = { language: 'en', theme: 'light' };
const DARK: Look = { language: 'ru', theme: 'dark' };

interface Studio {
  readonly host: Host;
  readonly helpdesk: HelpdeskProcess;
  readonly gate: FaultProxy;
  /** Folder for profiles. */
  readonly folder: string;
  /** Where the pictures go. */
  readonly pictures: string;
}

/** Takes all pictures of the window: `npm run screenshots [-- FOLDER]`. */
async function takePictures(pictures: string): Promise<void> {
  process.env['CHROMIUM_PATH'] = await provideChromium();
  await buildApp();
  const desktop = await provideDesktop();
  if (desktop.ok) Object.assign(process.env, desktop.value.env);
  else say(`No Electron window: ${desktop.error.reason}. Taking pictures of the browser host instead.`);

  mkdirSync(pictures, { recursive: true });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vakhta-screenshots-'));
  say('Starting a helpdesk with sample data …');
  const helpdesk = await startHelpdesk();
  const gate = await openFaultProxy(helpdesk.url);
  try {
    const studio: Studio = { host: desktop.ok ? 'desktop' : 'browser', helpdesk, gate, folder, pictures };
    await takeFirstSteps(studio);
    await takeEmptyViews(studio);
    await takeWork(studio);
  } finally {
    await gate.close();
    await helpdesk.close();
    if (desktop.ok) desktop.value.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  say(`Pictures: ${pictures}`);
}

/** What one sees before anything else. */
async function takeFirstSteps(studio: Studio): Promise<void> {
  for (const look of [LIGHT, DARK]) {
    await withSeat(studio, `first-${look.theme}`, look, async (seat) => {
      await seat.login.waitFor();
      await seat.shoot('sign-in');
    });
  }
}

/** Somebody who has no tickets of his own. */
async function takeEmptyViews(studio: Studio): Promise<void> {
  for (const look of [LIGHT, DARK]) {
    await withSeat(studio, 'administrator', look, async (seat) => {
      if (look === LIGHT) await seat.signIn('administrator');
      await seat.waitForAll();
      await seat.showView('mine');
      await expect(seat.options).toHaveCount(0);
      await seat.shoot('empty');
    });
  }
}

/** The day of a supervisor: queue, ticket, settings; then without network, and what is in the outbox afterwards. */
async function takeWork(studio: Studio): Promise<void> {
  const { gate } = studio;
  await withSeat(studio, 'supervisor', LIGHT, async (seat) => {
    await seat.signIn('supervisor');
    await seat.waitForAll();
    await seat.showView('waiting-for-us');
    await seat.open(await findTelling(studio, 'en'));
    await seat.shoot('queue');
    await seat.shoot('queue', 'large');
    await seat.show('settings');
    await seat.shoot('settings');
    await fillOutbox(seat, studio.helpdesk, gate, await findTelling(studio, 'en', 'report'));
    await seat.show('outbox');
    await seat.shoot('outbox');
    await seat.shoot('outbox', 'large');
    await seat.show('sync');
    await seat.waitForReport();
    await seat.shoot('sync');
  });
  // Still without network: the same work is there after a start, in another look.
  await withSeat(studio, 'supervisor', DARK, async (seat) => {
    await seat.show('outbox');
    await seat.shoot('outbox');
    await seat.show('sync');
    await seat.waitForReport();
    await seat.shoot('sync');
    await seat.show('outbox');
    await seat.openFromOutbox();
    await seat.shoot('offline');
    gate.mend();
    await seat.show('queue');
    await seat.waitForAll();
    await seat.showView('waiting-for-us');
    await seat.open(await findTelling(studio, 'ru'));
    await seat.shoot('ticket');
    await seat.shoot('ticket', 'large');
    await seat.show('settings');
    await seat.shoot('settings');
  });
}

/** The subject of a ticket that shows much: it waits for us, and its customer has sent a picture in the course of it. */
async function findTelling({ helpdesk }: Studio, language: 'en' | 'ru', tag?: string): Promise<string> {
  const { demo } = helpdesk.hello;
  // Not the one whose window is photographed: his devices are in the picture.
  const person = demo?.people.filter(({ role }) => role === 'supervisor')[1];
  if (demo === null || person === undefined) throw new Error('The sample data have only one supervisor.');
  const colleague = await signInColleague(helpdesk.url, person.login, demo.password);
  const [best] = (await colleague.findAll())
    .filter(({ ticket, messages }) => {
      const pictures = messages.filter(
        (message) =>
          message.kind !== 'event' && message.attachments.some(({ type }) => type.startsWith('image/')),
      );
      const isPlain = messages.every((message) => message.kind !== 'customer' || message.html === null);
      const isMeant = ticket.language === language && (tag === undefined || ticket.tags.includes(tag));
      return isMeant && ticket.status === 'open' && pictures.length > 0 && isPlain;
    })
    .toSorted((a, b) => b.messages.length - a.messages.length || a.ticket.number - b.ticket.number);
  if (best === undefined) throw new Error('No ticket that waits has a picture.');
  return best.ticket.subject;
}

async function withSeat(
  studio: Studio,
  profile: string,
  look: Look,
  use: (seat: Seat) => Promise<void>,
): Promise<void> {
  const profileDir = path.join(studio.folder, profile);
  const seat = await openSeat({ ...studio, profileDir, url: studio.gate.url, look });
  try {
    await use(seat);
  } finally {
    await seat.close();
  }
}

await runProgram(async () => {
  await takePictures(path.resolve(process.argv[2] ?? path.join(PROJECT, 'docs', 'pictures')));
  return 0;
});
