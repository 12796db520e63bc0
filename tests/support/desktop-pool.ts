import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { provideElectron } from '#scripts/machine/electron-runtime.ts';
import { PATHS } from '#shared/contract/http/routes.ts';
import { sending, type ContractClient } from './contract-host.ts';
import { launchDesktop, type LaunchedDesktop } from './electron.ts';
import { openPageClient, type PageClient } from './page-client.ts';

/** Running desktop apps that are lent to tests as clients: a client is an app of its own, with a token of its own. */
export interface DesktopPool {
  /** An app that nobody is signed in on; started when no other is free. */
  take(): Promise<ContractClient>;
  /** Signs all lent ones out, and has them back. */
  takeBack(): Promise<void>;
  close(): Promise<void>;
}

/** Why no desktop app can be started here, with the remedy, or null when one can. */
export async function findDesktopObstacle(): Promise<string | null> {
  const told = process.env['VAKHTA_TEST_WITHOUT_DESKTOP'];
  if (told !== undefined) return told;
  const remedy = '"npm test -- contract" provides it';
  const built = path.resolve(import.meta.dirname, '../../out/main/main.js');
  if (!existsSync(built)) return `the app is not built; ${remedy}`;
  const electron = await provideElectron({ download: false });
  if (!electron.ok) return `${electron.error.reason}; ${remedy}`;
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY']);
  return hasDisplay ? null : `there is no display; ${remedy}`;
}

/** @param helpdeskUrl what every app has chosen as its helpdesk */
export function openDesktopPool(helpdeskUrl: string): DesktopPool {
  const folders: string[] = [];
  const desktops: LaunchedDesktop[] = [];
  const free: PageClient[] = [];
  const lent: PageClient[] = [];

  async function start(): Promise<PageClient> {
    const profileDir = await mkdtemp(path.join(os.tmpdir(), 'vakhta-desktop-'));
    folders.push(profileDir);
    const desktop = await launchDesktop({ profileDir, helpdeskUrl });
    desktops.push(desktop);
    // The page has asked who it talks to, and that nobody is signed in: from here on it is silent.
    await desktop.page.getByRole('textbox', { name: 'Login' }).waitFor();
    return openPageClient(desktop.page);
  }

  return {
    async take() {
      const client = free.pop() ?? (await start());
      lent.push(client);
      return client;
    },
    async takeBack() {
      const back = lent.splice(0);
      await Promise.all(
        back.map(async (client) => {
          await client.abortAll();
          // Whatever the helpdesk says to it, the app forgets the token.
          await client.fetch(PATHS.session, sending('DELETE'));
        }),
      );
      free.push(...back);
    },
    async close() {
      await Promise.all(desktops.map((desktop) => desktop.close()));
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}
