import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterEach, describe, expect, it } from 'vitest';
import { openHelpdesk, silentLog, type Helpdesk } from '#helpdesk/index.ts';
import { CHEAP } from '#tests/support/helpdesk.ts';
import { cookieClient, signIn } from '#tests/support/contract-host.ts';
import { createTestDatabase, runSql } from '#tests/support/test-database.ts';
import { PATHS } from '#shared/contract/http/routes.ts';
import {
  command,
  createMirror,
  outcomes,
  push,
  pushRaw,
  type Speaker,
} from '../../contract/helpdesk/speak.ts';
import { v7 } from 'uuid';
import type { ClientId } from '#shared/base/brand.ts';
import { listReleases, readRelease, type Release } from './releases.ts';

/** Opens what a released helpdesk left behind, in whichever database this suite runs on. */
async function openReleased(release: Release, dump: string): Promise<{ helpdesk: Helpdesk; folder: string }> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-release-'));
  for (const { sha256, base64 } of release.files) {
    const place = path.join(folder, 'attachments', sha256.slice(0, 2), sha256.slice(2));
    await fs.mkdir(path.dirname(place), { recursive: true });
    await fs.writeFile(place, Buffer.from(base64, 'base64'));
  }
  const databaseUrl = await createTestDatabase();
  const options = { data: folder, passwordCost: CHEAP, log: silentLog };
  if (databaseUrl !== null) {
    await runSql(databaseUrl, dump);
    return { helpdesk: await openHelpdesk({ ...options, databaseUrl }), folder };
  }
  const old = await PGlite.create();
  await old.exec(dump);
  const template = await old.dumpDataDir('none');
  await old.close();
  return { helpdesk: await openHelpdesk({ ...options, memory: { template } }), folder };
}

describe.each(listReleases())('I10: a database of release %s', (version) => {
  const { release, sql: dump } = readRelease(version);
  let opened: Awaited<ReturnType<typeof openReleased>> | null = null;
  afterEach(async () => {
    await opened?.helpdesk.close();
    if (opened !== null) await fs.rm(opened.folder, { recursive: true, force: true });
    opened = null;
  });

  async function speak(
    login: keyof Release['people'],
    clientId: ClientId = v7() as ClientId,
  ): Promise<Speaker> {
    if (opened === null) throw new Error('Nothing is open');
    const client = cookieClient(opened.helpdesk.url);
    await signIn(client, release.people[login]);
    let n = 1_000;
    return { client, clientId, nextN: () => (n += 1) };
  }

  it('opens, and a client goes on from the cursor it had', async () => {
    opened = await openReleased(release, dump);
    const anna = await speak('anna');
    const fresh = createMirror(anna.client);
    await fresh.pullAll();

    const mirror = createMirror(anna.client);
    mirror.cursor = release.client.cursor;
    const pages = await mirror.pullAll();
    expect(pages.map((page) => page.start)).toEqual(pages.map(() => null));
    const { first, second } = release.tickets;
    expect(mirror.row('message', release.lateMessageId)).toMatchObject({ ticketId: first });
    expect(mirror.row('ticket', second)).toMatchObject({ queueId: release.queues.first });
    // What it had and what has come since are together what a client that begins now is given.
    const known = new Map(release.client.rows.map((row) => [row.slice(0, row.lastIndexOf(' ')), row]));
    for (const row of mirror.summary()) known.set(row.slice(0, row.lastIndexOf(' ')), row);
    expect([...known.values()].sort()).toEqual(fresh.summary());
  });

  it('I2: has kept every verdict, and takes new commands after those of then', async () => {
    opened = await openReleased(release, dump);
    for (const { login, clientId, command: pushed, outcome } of release.pushed) {
      const speaker = await speak(login, clientId);
      const answers = await pushRaw(speaker, [{ id: pushed.id, after: null, command: pushed }]);
      expect(outcomes(answers)).toEqual([outcome]);
    }
    const boris = await speak('boris');
    const { first } = release.tickets;
    const note = command(
      boris,
      'note',
      first,
      { text: 'Seen after the upgrade', attachments: [] },
      release.lateMessageId,
    );
    expect(outcomes(await push(boris, [note]))).toEqual(['applied']);
    const { db } = opened.helpdesk.storage;
    const replies = await db.selectFrom('message').select('id').where('ticket_id', '=', first).execute();
    expect(new Set(replies.map(({ id }) => id)).size).toBe(replies.length);
  });

  it('has its people, counters and files', async () => {
    opened = await openReleased(release, dump);
    const maria = await speak('maria');
    const page = (await (await maria.client.fetch(`${PATHS.first}?view=all`)).json()) as {
      counts: Record<string, number>;
    };
    expect(page.counts['all']).toBe(3);
    for (const { sha256, base64 } of release.files) {
      const answer = await maria.client.fetch(`${PATHS.attachments}/${sha256}`);
      expect(Buffer.from(await answer.arrayBuffer()).toString('base64')).toBe(base64);
    }
    const denied = cookieClient(opened.helpdesk.url);
    await expect(signIn(denied, release.people.gone)).rejects.toThrow('401');
  });
});

it('there is a database of every release', async () => {
  const changelog = await fs.readFile(path.resolve(import.meta.dirname, '../../../CHANGELOG.md'), 'utf8');
  const released = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(([, version]) => version);
  expect(listReleases()).toEqual(expect.arrayContaining(released));
});
