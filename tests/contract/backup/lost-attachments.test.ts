import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sha256 } from '#shared/base/brand.ts';
import { backUp } from '#helpdesk/cli/backup.ts';
import { silentLog, systemClock } from '#helpdesk/index.ts';
import { restoreBackup } from '#helpdesk/storage/backup/restore-backup.ts';
import { openStorage } from '#helpdesk/storage/storage.ts';
import { bootHelpdesk, type TestHelpdesk } from '#tests/support/helpdesk.ts';
import { migratedTemplate } from '#tests/support/helpdesk-template.ts';
import { sha256Of } from '../helpdesk/speak.ts';

describe('a backup of a helpdesk with damaged attachments', { timeout: 5 * 60_000 }, () => {
  let source: TestHelpdesk;
  let folder = '';
  const warned: string[] = [];
  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-lost-'));
    source = await bootHelpdesk({
      data: path.join(folder, 'source'),
      memory: { template: await migratedTemplate() },
      log: { ...silentLog, warn: (message, fields) => warned.push(`${message} ${JSON.stringify(fields)}`) },
    });
  });
  afterAll(async () => {
    await source?.close();
    await fs.rm(folder, { recursive: true, force: true });
  });

  const attach = async (size: number): Promise<{ readonly sha256: Sha256; readonly file: string }> => {
    const bytes = randomBytes(size);
    await source.backstage.openTicket({ attachment: bytes });
    const sha256 = sha256Of(bytes);
    const { place } = await source.storage.db
      .selectFrom('attachment')
      .select('place')
      .where('sha256', '=', sha256)
      .executeTakeFirstOrThrow();
    return { sha256, file: path.join(folder, 'source', 'attachments', place) };
  };

  it('is written and can be restored; the damaged and the missing ones are named where it is asked for', async () => {
    const whole = await attach(200_000);
    const [changed, shorter, longer, gone] = [
      await attach(200_000),
      await attach(200_000),
      await attach(200_000),
      await attach(500),
    ];
    await fs.writeFile(changed.file, randomBytes(200_000));
    await fs.truncate(shorter.file, 100_000);
    await fs.appendFile(longer.file, 'and more');
    await fs.rm(gone.file);

    const file = path.join(folder, 'one.backup');
    const place = { folder: path.join(folder, 'source'), clock: systemClock, log: silentLog };
    const { lines, missing } = await backUp(place, file, () => undefined);
    const damaged = [changed, shorter, longer].map((each) => each.sha256).toSorted();
    expect(missing).toBe(4);
    expect(lines.slice(2)).toEqual([
      'Attention: 1 attachment not found in the storage, so not in the backup. By SHA-256:',
      `  ${gone.sha256}`,
      'Attention: 3 attachments damaged in the storage (other bytes than were kept), so not in the backup. By SHA-256:',
      ...damaged.map((sha256) => `  ${sha256}`),
    ]);
    await expect
      .poll(() => warned)
      .toEqual([
        expect.stringContaining(`"count":1,"sha256":"${gone.sha256}"`),
        expect.stringContaining(`"count":3,"sha256":"${damaged.join(' ')}"`),
      ]);

    const target = await openStorage({
      folder: path.join(folder, 'target'),
      memory: { template: await migratedTemplate() },
      clock: systemClock,
      log: silentLog,
    });
    try {
      const { manifest } = await restoreBackup(target, file, { replace: false });
      expect(manifest).toMatchObject({ files: 1, damaged });
      const kept = await target.files.open(whole.sha256);
      expect(kept === null ? null : sha256Of(await buffer(kept.stream))).toBe(whole.sha256);
      for (const { sha256 } of [changed, shorter, longer, gone])
        expect(await target.files.open(sha256)).toBeNull();
    } finally {
      await target.close();
    }
  });
});
