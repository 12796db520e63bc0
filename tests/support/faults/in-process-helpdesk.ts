import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EpochMs } from '#shared/base/brand.ts';
import { openHelpdesk, silentLog, type Helpdesk } from '#helpdesk/index.ts';
import type { ContractHost } from '../contract-host.ts';
import { addTeam, CHEAP } from '../helpdesk.ts';
import { copyDatabase } from './copy-database.ts';
import { migratedTemplate } from '../helpdesk-template.ts';
import { readTables, type HelpdeskTables } from './tables.ts';

/** A helpdesk that can be set back to a backup of itself. */
export interface RewindableHelpdesk extends Pick<ContractHost, 'people' | 'queues'> {
  readonly url: string;
  /** @param subjects of the tickets wanted */
  tables(subjects: readonly string[]): Promise<HelpdeskTables>;
  /** Keeps a copy of everything as it is now. */
  backUp(): Promise<void>;
  /** Goes back to the copy, as from a backup; listens somewhere else then. */
  rewind(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a helpdesk in this process with the people of the contract.
 * @param databaseUrl an empty database of a PostgreSQL server; the embedded one in memory when absent
 */
export async function openRewindable(databaseUrl?: string): Promise<RewindableHelpdesk> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-faults-'));
  const data = path.join(folder, 'data');
  const files = path.join(data, 'attachments');
  const filesBackup = path.join(folder, 'attachments-backup');
  let url = databaseUrl;
  let backup: { readonly dump: Blob } | { readonly template: string } | null = null;

  const open = (template?: Blob): Promise<Helpdesk> =>
    openHelpdesk({
      data,
      passwordCost: CHEAP,
      trustProxy: true,
      clock: { now: () => Date.now() as EpochMs },
      log: silentLog,
      ...(url === undefined ? { memory: template === undefined ? {} : { template } } : { databaseUrl: url }),
    });
  let helpdesk = await open(url === undefined ? await migratedTemplate() : undefined);
  const team = await addTeam(helpdesk.storage);

  return {
    ...team,
    get url() {
      return helpdesk.url;
    },
    tables: (subjects) => readTables(helpdesk.storage.db, subjects),
    async backUp() {
      if (url === undefined) backup = { dump: await helpdesk.storage.dump() };
      else {
        // A template may not be in use.
        await helpdesk.close();
        backup = { template: await copyDatabase(url, 'backup') };
        helpdesk = await open();
      }
      await fs.rm(filesBackup, { recursive: true, force: true });
      await fs.cp(files, filesBackup, { recursive: true });
    },
    async rewind() {
      if (backup === null) throw new Error('There is no backup.');
      await helpdesk.close();
      await fs.rm(files, { recursive: true, force: true });
      await fs.cp(filesBackup, files, { recursive: true });
      if ('dump' in backup) helpdesk = await open(backup.dump);
      else {
        url = await copyDatabase(backup.template, 'restored');
        helpdesk = await open();
      }
    },
    async close() {
      await helpdesk.close();
      await fs.rm(folder, { recursive: true, force: true });
    },
  };
}
