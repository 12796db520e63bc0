import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '#tests/support/contract-host.ts';
import { bootHelpdesk, type TestHelpdesk } from '#tests/support/helpdesk.ts';
import { startInstanceProcess } from '#tests/support/instance-process.ts';
import { needTestDatabase } from '#tests/support/test-database.ts';
import { switchingClient } from '#tests/support/two-instances.ts';
import { newWindow, watchPresence } from '../contract/helpdesk/presence-contract.ts';

describe('presence over several instances', { timeout: 120_000 }, () => {
  let folder: string;
  let databaseUrl: string;
  let office: TestHelpdesk;
  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-presence-'));
    databaseUrl = await needTestDatabase();
    office = await bootHelpdesk({ databaseUrl, data: folder });
  });
  afterAll(async () => {
    await office.close();
    await fs.rm(folder, { recursive: true, force: true });
  });

  it('said at one is told at the other; of an instance that is killed nothing is left', async () => {
    const instance = await startInstanceProcess(databaseUrl, folder);
    const [anna, boris] = [switchingClient().at(instance.url), switchingClient().at(office.url)];
    await signIn(anna, office.people.anna);
    await signIn(boris, office.people.boris);
    const { ticketId } = await office.backstage.openTicket();
    const watch = await watchPresence(boris);
    expect(await newWindow(anna)(ticketId, 'reply')).toBe(204);
    await watch.until(ticketId, ([doing]) => doing === 'reply');
    await instance.kill();
    await watch.until(ticketId, (doings) => doings.length === 0);
    watch.close();
  });

  it('an instance that comes later learns who is where', async () => {
    const anna = switchingClient().at(office.url);
    await signIn(anna, office.people.anna);
    const { ticketId } = await office.backstage.openTicket();
    const say = newWindow(anna);
    expect(await say(ticketId)).toBe(204);
    const instance = await startInstanceProcess(databaseUrl, folder);
    const boris = switchingClient().at(instance.url);
    await signIn(boris, office.people.boris);
    const watch = await watchPresence(boris);
    expect(await say(ticketId)).toBe(204);
    await watch.until(ticketId, ([doing]) => doing === 'looking');
    watch.close();
    await instance.kill();
  });
});
