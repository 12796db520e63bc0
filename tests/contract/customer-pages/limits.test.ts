import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, bootSite, fill, post, type CustomerSite } from './customer-site.ts';
import { parse } from './markup.ts';

const ONCE = { failures: 1, withinMs: 5 * 60_000 };

let site: CustomerSite;
beforeAll(async () => {
  site = await bootSite({ contacts: ONCE, answers: ONCE });
});
afterAll(() => site.close());

const TWICE = { failures: 2, withinMs: 5 * 60_000 };

describe('[I11] limits of forms that nothing comes of', () => {
  let site: CustomerSite;
  beforeAll(async () => {
    site = await bootSite({ contactForms: TWICE, answerForms: TWICE });
  });
  afterAll(() => site.close());

  const file = () => [{ name: 'a.bin', bytes: randomBytes(3_000) }];
  const keptFiles = () => site.storage.db.selectFrom('attachment').select('sha256').execute();

  it('reads no more files of an address that sends forms without a name or with the trap filled in', async () => {
    const nameless = await ask(site, { name: '' }, file());
    expect(nameless.status).toBe(422);
    expect((await ask(site, { website: 'https://spam.example' }, file())).status).toBe(422);
    const kept = (await keptFiles()).length;
    const third = await ask(site, { name: '' }, file());
    expect(third.status).toBe(429);
    expect(parse(third.page).text).toMatch(/Please wait \d minutes/);
    // Not even one that is filled in well: what is in it nobody knows before it is read.
    expect((await ask(site, {}, file())).status).toBe(429);
    expect(await keptFiles()).toHaveLength(kept);
  });

  it('reads no more files of an address that sends messages that are too long', async () => {
    await site.storage.db.deleteFrom('attempt').execute();
    const { location, page } = await ask(site);
    const send = async (): Promise<number> =>
      (await post(site, location, fill(page, { text: 'x'.repeat(200_000) }, file()))).status;
    expect([await send(), await send()]).toEqual([422, 422]);
    const kept = (await keptFiles()).length;
    expect(await send()).toBe(429);
    expect(await keptFiles()).toHaveLength(kept);
  });
});

describe('[I11] limits', () => {
  it('asks to wait when too much comes from one address, with Retry-After, and stores nothing', async () => {
    const first = await ask(site);
    expect(first.status).toBe(303);
    const second = await ask(site, { message: 'Again' }, [
      { name: 'a.bin', bytes: new Uint8Array(3_000_000) },
    ]);
    expect(second.status).toBe(429);
    expect(parse(second.page).text).toMatch(/Please wait \d minutes/);
    const raw = await post(site, '/contact?lang=ru', new FormData());
    expect(Number(raw.headers.get('retry-after'))).toBeGreaterThan(200);
    expect(parse(await raw.text()).text).toContain('Подождите');
    expect(await site.storage.db.selectFrom('ticket').select('id').execute()).toHaveLength(1);

    // A conversation that has begun has a limit of its own, and can be read all the while.
    const answer = (text: string) => post(site, first.location, fill(first.page, { text }));
    expect((await answer('One')).status).toBe(303);
    expect((await answer('Two')).status).toBe(429);
    expect((await fetch(site.url + first.location)).status).toBe(200);
  });

  it('says that a helpdesk without queues is not open yet', async () => {
    await site.storage.db.deleteFrom('message').execute();
    await site.storage.db.deleteFrom('ticket').execute();
    await site.storage.db.deleteFrom('person_queue').execute();
    await site.storage.db.deleteFrom('queue').execute();
    const page = await fetch(`${site.url}/contact?lang=en`);
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('still being set up');
  });
});
