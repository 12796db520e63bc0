import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '#helpdesk/storage/open-database.ts';
import { createFolderStore } from '#helpdesk/storage/files/folder-store.ts';
import { silentLog } from '#helpdesk/index.ts';
import { migratedTemplate } from '#tests/support/helpdesk-template.ts';
import { describeAttachmentFiles } from './describe-attachment-files.ts';

describeAttachmentFiles('in a folder, known to the embedded database', async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-store-'));
  return {
    openStore: async () => createFolderStore(folder),
    openDatabase: async () => openDatabase({ kind: 'memory', template: await migratedTemplate() }, silentLog),
    places: () => placesIn(folder),
    close: () => fs.rm(folder, { recursive: true, force: true }),
  };
});

async function placesIn(folder: string): Promise<readonly string[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
