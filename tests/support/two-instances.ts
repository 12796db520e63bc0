import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EpochMs } from '#shared/base/brand.ts';
import { openHelpdesk, silentLog, type Helpdesk, type HelpdeskOptions } from '#helpdesk/index.ts';
import type { ContractClient } from './contract-host.ts';
import { bootHelpdesk, CHEAP, type TestHelpdesk } from './helpdesk.ts';
import { needTestDatabase } from './test-database.ts';

/** Two helpdesks in this process that share nothing but a PostgreSQL database, and the folder of attachments. */
export interface TwoInstances {
  readonly first: TestHelpdesk;
  /** The same helpdesk, as clients of the other instance see it. */
  readonly second: TestHelpdesk;
  readonly databaseUrl: string;
  /** Of the attachments. */
  readonly folder: string;
  close(): Promise<void>;
}

/** @param databaseUrl a fresh database of the tests' server unless given */
export async function bootTwoInstances(databaseUrl?: string): Promise<TwoInstances> {
  const url = databaseUrl ?? (await needTestDatabase());
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-shared-'));
  const first = await bootHelpdesk({ databaseUrl: url, data: folder });
  const other = await openInstance(url, { data: folder });
  return {
    first,
    second: besides(first, other),
    databaseUrl: url,
    folder,
    async close() {
      await other.close();
      await first.close();
      await fs.rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opens one more instance on a database. */
export function openInstance(
  databaseUrl: string,
  options: Partial<HelpdeskOptions> & Pick<HelpdeskOptions, 'data'>,
): Promise<Helpdesk> {
  return openHelpdesk({
    databaseUrl,
    passwordCost: CHEAP,
    clock: { now: () => Date.now() as EpochMs },
    log: silentLog,
    ...options,
  });
}

/** A test helpdesk whose clients speak to another instance of it. */
export function besides(first: TestHelpdesk, helpdesk: Helpdesk): TestHelpdesk {
  const { url, storage } = helpdesk;
  return { ...first, helpdesk, url, storage, newClient: async () => switchingClient().at(url) };
}

/** One program with one token that can turn to any instance. */
export function switchingClient(): { at(url: string): ContractClient } {
  let cookie = '';
  return {
    at: (url) => ({
      async fetch(place, init = {}) {
        const headers = new Headers(init.headers);
        if (cookie !== '') headers.set('cookie', cookie);
        const response = await fetch(url + place, { ...init, headers });
        for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0] ?? '';
        return response;
      },
    }),
  };
}
