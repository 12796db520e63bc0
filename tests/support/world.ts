import { chromium, type Browser, type Page } from '@playwright/test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import type { Role } from '#shared/domain/roles/role.ts';
import { chromiumPath, sandboxFlags } from './chromium.ts';
import { openFaultProxy, type FaultProxy } from './faults/fault-proxy.ts';
import { startHelpdesk, type HelpdeskProcess } from './helpdesk-process.ts';
import type { Host, Workstation } from './running-workstation.ts';
import { openWorkstation } from './workstation.ts';

/** A helpdesk with its people, the network before it, and whoever works or writes there. */
export interface World {
  readonly helpdesk: HelpdeskProcess;
  readonly host: Host;
  /** Login, name and password of the n-th person of a role in the sample data. */
  person(
    role: Role,
    index?: number,
  ): { readonly login: string; readonly name: string; readonly password: string };
  /** A place to work: a profile of its own behind a network of its own. @param settings other than those of all scenarios */
  seat(settings?: Partial<Settings>): Promise<Seat>;
  /** A customer's browser, which has nothing to do with the workstations. */
  customer(): Promise<Page>;
  /**
   * Saves what every open window shows, as a picture and as text, for a failed scenario.
   * @returns the files of text
   */
  saveWindows(pathFor: (name: string) => string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** One operator's machine: can be switched off, killed and started again, and cut from the network. */
export interface Seat {
  /** The folder of the host's profile, which outlives it. */
  readonly profileDir: string;
  readonly gate: FaultProxy;
  readonly page: Page;
  start(): Promise<Page>;
  /** SIGKILL to all processes, once the host has written down who is signed in. */
  kill(): Promise<void>;
}

/** Boots a helpdesk on sample data; everything it opens is closed by `close`. */
export async function bootWorld(host: Host): Promise<World> {
  const helpdesk = await startHelpdesk();
  const closers: (() => Promise<unknown>)[] = [() => helpdesk.close()];
  let browser: Browser | undefined;

  const pages = new Map<string, () => Page | undefined>();

  const demo = helpdesk.hello.demo;
  if (demo === null) throw new Error('The helpdesk of the tests must run with sample data.');

  return {
    helpdesk,
    host,
    person(role, index = 0) {
      const found = demo.people.filter((person) => person.role === role)[index];
      if (found === undefined) throw new Error(`The sample data have no ${role} number ${index + 1}.`);
      return { login: found.login, name: found.name, password: demo.password };
    },
    async seat(settings = {}) {
      const gate = await openFaultProxy(helpdesk.url);
      const profileDir = await mkdtemp(join(tmpdir(), 'vakhta-profile-'));
      let workstation: Workstation | undefined;
      closers.push(async () => {
        await workstation?.kill();
        await gate.close();
        await rm(profileDir, { recursive: true, force: true, maxRetries: 5 });
      });
      const start = async () => {
        workstation = await openWorkstation(host, { profileDir, url: gate.url, settings });
        return workstation.page;
      };
      await start();
      pages.set(`seat-${pages.size + 1}`, () => workstation?.page);
      return {
        gate,
        profileDir,
        get page() {
          if (workstation === undefined) throw new Error('This seat is switched off.');
          return workstation.page;
        },
        start,
        async kill() {
          await workstation?.sessionKept();
          await workstation?.kill();
          workstation = undefined;
        },
      };
    },
    async customer() {
      browser ??= await chromium.launch({ executablePath: chromiumPath(), args: [...sandboxFlags()] });
      const open = browser;
      closers.push(() => open.close());
      const context = await browser.newContext({ locale: 'en-GB' });
      const page = await context.newPage();
      pages.set(`customer-${pages.size + 1}`, () => page);
      return page;
    },
    async saveWindows(pathFor) {
      const texts: string[] = [];
      for (const [name, find] of pages) {
        const page = find();
        await page?.screenshot({ path: pathFor(`${name}.png`) }).catch(() => undefined);
        const told = await page?.locator('body').ariaSnapshot().catch(String);
        if (told === undefined) continue;
        const file = pathFor(`${name}.yaml`);
        await writeFile(file, told);
        texts.push(file);
      }
      return texts;
    },
    async close() {
      for (const close of closers.toReversed()) await close();
    },
  };
}
