import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog, systemClock } from '#helpdesk/index.ts';
import { openStorage } from '#helpdesk/storage/storage.ts';

const WRITER = path.resolve(import.meta.dirname, '../../../support/crash-writer.ts');

describe('a helpdesk that is killed', () => {
  it('I1: opens again with everything that was acknowledged, and nothing half', async () => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-crash-'));
    const acknowledged: string[] = [];
    for (const count of [1, 40, 15]) {
      const child = spawn(process.execPath, [WRITER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      let text = '';
      for await (const chunk of child.stdout.setEncoding('utf8')) {
        text += String(chunk);
        if (text.split('\n').length > count) break;
      }
      child.kill('SIGKILL');
      await once(child, 'exit');
      acknowledged.push(...text.split('\n').slice(0, -1));
    }
    const storage = await openStorage({ folder, clock: systemClock, log: silentLog });
    const queues = await storage.db.selectFrom('queue').select('id').execute();
    const feed = await storage.db
      .selectFrom('feed')
      .select(['id', 'seq'])
      .where('type', '=', 'queue')
      .orderBy('seq')
      .execute();
    const ids = new Set<string>(queues.map((queue) => queue.id));
    expect(acknowledged.length).toBeGreaterThanOrEqual(56);
    expect(acknowledged.every((id) => ids.has(id))).toBe(true);
    // Row and change are one transaction.
    expect(new Set(feed.map((row) => row.id))).toEqual(ids);
    await storage.close();
    await fs.rm(folder, { recursive: true, force: true });
  }, 120_000);
});
