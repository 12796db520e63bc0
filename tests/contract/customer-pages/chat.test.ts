import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, bootSite, fill, keepFile, onlyTicket, post, type CustomerSite } from './customer-site.ts';
import { parse } from './markup.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

let site: CustomerSite;
beforeAll(async () => {
  site = await bootSite();
});
afterEach(() => site.empty());
afterAll(() => site.close());

const read = async (location: string): Promise<string> => (await fetch(site.url + location)).text();

describe('the customer’s own conversation', () => {
  it('[T4] shows the answers under the operator’s name, with pictures; never notes nor what the team does', async () => {
    const { location } = await ask(site);
    const { id } = await onlyTicket(site.storage);
    const picture = await keepFile(site.storage, 'capture.png', PNG);
    const secretFile = await keepFile(site.storage, 'internal.txt', Buffer.from('for the team only'));
    await site.act(id, { kind: 'assign', payload: { from: null, to: null } });
    await site.act(id, { kind: 'note', payload: { text: 'Difficult customer', attachments: [secretFile] } });
    await site.act(id, { kind: 'tag', payload: { add: ['internal-tag'], remove: [] } });
    await site.act(id, { kind: 'priority', payload: { to: 'low' } });
    await site.act(id, {
      kind: 'reply',
      payload: { text: 'Please see https://help.example/a?b=1&c=2.', attachments: [picture] },
    });

    const page = await read(location);
    const shown = parse(page);
    expect(shown.articles).toHaveLength(2);
    const answer = shown.articles[1];
    expect(answer?.textContent).toContain('Борис Котов');
    expect(answer?.querySelector('img')?.getAttribute('alt')).toBe('capture.png');
    expect(answer?.querySelector('.text a')?.getAttribute('href')).toBe('https://help.example/a?b=1&c=2');
    for (const hidden of ['Difficult', 'internal', 'priority', 'Priority', 'internal-tag', 'assigned']) {
      expect(page).not.toContain(hidden);
    }
    expect(shown.document.querySelector('[data-state]')?.textContent).toContain('The team has answered');
    const note = await fetch(`${site.url}${location.split('?')[0]}/files/${secretFile.sha256}`);
    expect(note.status).toBe(404);
  });

  it('[T4] shows an answer with its form, its picture where it stands, and the signature beneath', async () => {
    const { location } = await ask(site);
    const { id } = await onlyTicket(site.storage);
    const picture = await keepFile(site.storage, 'capture.png', PNG);
    const hostile = '<img src=x onerror=alert(1)>"\'';
    await site.act(id, {
      kind: 'reply',
      payload: {
        text: 'not this',
        rich: {
          type: 'doc',
          content: [
            {
              type: 'paragraph',
              content: [
                { type: 'text', text: hostile, marks: [{ type: 'bold' }] },
                { type: 'image', attrs: { sha256: picture.sha256, alt: hostile } },
              ],
            },
            {
              type: 'orderedList',
              attrs: { start: 2 },
              content: [
                {
                  type: 'listItem',
                  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'two' }] }],
                },
              ],
            },
          ],
        },
        attachments: [picture],
        signature: 'Boris\nhttps://help.example',
      },
    });
    const page = await read(location);
    expect(page).not.toContain('not this');
    expect(page).not.toContain('style="');
    const answer = parse(page).articles[1];
    expect(answer?.querySelector('.rich strong')?.textContent).toBe(hostile);
    expect([...(answer?.querySelectorAll('img') ?? [])].map((image) => image.getAttribute('alt'))).toEqual([
      hostile,
    ]);
    expect(answer?.querySelector('img')?.getAttribute('onerror')).toBeNull();
    const shown = await fetch(`${site.url}${answer?.querySelector('img')?.getAttribute('src') ?? ''}`);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(answer?.querySelector('ol')?.getAttribute('start')).toBe('2');
    expect(answer?.querySelector('.sign a')?.getAttribute('href')).toBe('https://help.example');
  });

  it('opens a resolved ticket again when the customer writes', async () => {
    const { location, page } = await ask(site);
    const { id } = await onlyTicket(site.storage);
    await site.act(id, { kind: 'reply', payload: { text: 'Done', attachments: [] } });
    await site.act(id, { kind: 'status', payload: { to: 'resolved' } });
    expect(await read(location)).toContain('Marked as solved');

    const sent = await post(
      site,
      location,
      fill(page, { text: 'Not quite' }, [{ name: 'снимок экрана.png', bytes: PNG }]),
    );
    expect(sent.status).toBe(303);
    expect(sent.headers.get('location')).toBe(location);
    const ticket = await onlyTicket(site.storage);
    const message = await site.storage.db
      .selectFrom('message')
      .selectAll()
      .where('text', '=', 'Not quite')
      .executeTakeFirstOrThrow();
    expect(ticket).toMatchObject({
      status: 'open',
      waiting_since: message.at,
      last_customer_message_id: message.id,
      last_line: { from: 'customer', text: 'Not quite' },
    });
    const feed = await site.storage.db
      .selectFrom('feed')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(feed.row)).toMatchObject({ status: 'open' });
    const shown = parse(await read(location));
    expect(shown.articles).toHaveLength(3);
    expect(shown.articles[2]?.querySelector('img')?.getAttribute('alt')).toBe('снимок экрана.png');
  });

  it('[I2] adds one message of a double click, and asks about other words in the same form', async () => {
    const { location, page } = await ask(site);
    const send = (text: string) => post(site, location, fill(page, { text }));
    const answers = await Promise.all([send('More'), send('More'), send('More')]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await send('More')).status).toBe(303);
    const other = await send('Other');
    expect(other.status).toBe(409);
    const again = await other.text();
    expect(parse(again).field('text').trim()).toBe('Other');
    expect((await post(site, location, fill(again, {}))).status).toBe(303);
    expect(
      parse(await read(location)).articles.map((article) => article.querySelector('.text')?.textContent),
    ).toEqual(['Since this morning the report shows no rows.', 'More', 'Other']);
  });

  it('cannot be written into another ticket by naming its message', async () => {
    await ask(site);
    const foreign = await site.storage.db.selectFrom('message').select('id').executeTakeFirstOrThrow();
    const { location, page } = await ask(site, { email: 'other@customer.example', subject: 'Mine' });
    const sent = await post(
      site,
      location,
      fill(page, { key: foreign.id, text: 'Since this morning the report shows no rows.' }),
    );
    expect(sent.status).toBe(409);
    expect(await site.storage.db.selectFrom('message').select('id').execute()).toHaveLength(2);
  });

  it('shows the form again with text and files when nothing was written or too much', async () => {
    const { location, page } = await ask(site);
    const empty = await post(site, location, fill(page, { text: '  ' }));
    expect(empty.status).toBe(422);
    expect(parse(await empty.text()).problem('text')).toContain('write something');
    const long = await post(
      site,
      location,
      fill(page, { text: 'x'.repeat(20_001) }, [{ name: 'a.txt', bytes: 'a' }]),
    );
    expect(long.status).toBe(422);
    const shown = parse(await long.text());
    expect(shown.problem('text')).toContain('20,000');
    expect(shown.document.querySelector('.kept')?.textContent).toContain('a.txt');
  });

  it('accepts files alone', async () => {
    const { location, page } = await ask(site);
    const sent = await post(site, location, fill(page, {}, [{ name: 'only.log', bytes: 'line' }]));
    expect(sent.status).toBe(303);
    expect((await onlyTicket(site.storage)).last_line).toEqual({ from: 'customer', text: 'only.log' });
  });

  it('answers a watching page with 304 until there is something to see', async () => {
    const { location } = await ask(site);
    const { id } = await onlyTicket(site.storage);
    const first = await fetch(site.url + location);
    const etag = first.headers.get('etag') ?? '';
    expect(
      parse(await first.text())
        .document.querySelector('[role=log]')
        ?.getAttribute('data-etag'),
    ).toBe(etag);
    const poll = () => fetch(site.url + location, { headers: { 'if-none-match': etag } });
    expect((await poll()).status).toBe(304);
    // What only the team sees does not even make a difference in the mark.
    await site.act(id, { kind: 'note', payload: { text: 'A note', attachments: [] } });
    expect((await poll()).status).toBe(304);
    await site.act(id, { kind: 'reply', payload: { text: 'An answer', attachments: [] } });
    const fresh = await poll();
    expect(fresh.status).toBe(200);
    expect(await fresh.text()).toContain('An answer');
  });

  it('says what to do when the address is wrong, and explains itself without one', async () => {
    for (const wrong of ['x', 'A'.repeat(43), '..%2f', '%00']) {
      const answer = await fetch(`${site.url}/chat/${wrong}?lang=en`);
      expect(answer.status).toBe(404);
      expect(parse(await answer.text()).text).toContain('Copy it once more');
    }
    const sent = await post(site, `/chat/${'A'.repeat(43)}?lang=en`, fill('<form></form>', { text: 'x' }));
    expect(sent.status).toBe(404);
    const without = await fetch(`${site.url}/chat?lang=ru`);
    expect(without.status).toBe(200);
    expect(parse(await without.text()).text).toContain('журнале браузера');
  });
});

describe('hostile input', () => {
  const HOSTILE = `</textarea><script>alert(1)</script><img src=x onerror=alert(2)>"'\`{{7*7}}`;

  it('is shown as text everywhere', async () => {
    const { location, page: first } = await ask(
      site,
      {
        name: HOSTILE,
        subject: HOSTILE,
        message: `${HOSTILE}\njavascript:alert(3)`,
        page: 'javascript:alert(4)',
      },
      [{ name: `<svg onload=alert(5)>.png`, bytes: PNG }],
      { 'user-agent': '<script>alert(6)</script>', 'accept-language': '"><script>' },
    );
    const { id } = await onlyTicket(site.storage);
    await site.act(id, {
      kind: 'reply',
      payload: { text: `${HOSTILE} https://x.example/"onmouseover="alert(7)`, attachments: [] },
    });
    for (const markup of [first, await read(location)]) {
      const { document } = parse(markup);
      expect([...document.querySelectorAll('script')].map((script) => script.textContent)).toEqual(['']);
      for (const element of document.querySelectorAll('*')) {
        for (const name of element.getAttributeNames()) {
          expect(name.startsWith('on'), name).toBe(false);
          expect(element.getAttribute(name) ?? '').not.toMatch(/^javascript:/i);
        }
      }
      expect(document.querySelector('h1')?.textContent).toBe(HOSTILE);
    }
    expect((await onlyTicket(site.storage)).environment?.page).toBeNull();

    const bad = await ask(site, { email: 'no', name: HOSTILE, message: HOSTILE });
    expect(parse(bad.page).field('message').trim()).toBe(HOSTILE);
    expect([...parse(bad.page).document.querySelectorAll('script')]).toHaveLength(1);
  });

  it('in files is told by the bytes: only pictures are shown, everything else is saved, nothing is sniffed', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const { location } = await ask(site, {}, [
      { name: 'photo.png', bytes: PNG, type: 'text/html' },
      { name: 'fake.png', bytes: '<html><script>alert(1)</script>', type: 'image/png' },
      { name: 'drawing.svg', bytes: svg, type: 'image/svg+xml' },
      { name: '../../etc/pass\u202Egnp.exe', bytes: 'MZ not really', type: 'image/png' },
    ]);
    const page = await read(location);
    const shown = parse(page);
    expect([...shown.document.querySelectorAll('article img')].map((img) => img.getAttribute('alt'))).toEqual(
      ['photo.png'],
    );
    const links = [...shown.document.querySelectorAll('article li a')];
    expect(links).toHaveLength(4);
    const stored = await site.storage.db
      .selectFrom('message_attachment')
      .select('name')
      .orderBy('position')
      .execute();
    expect(stored.map(({ name }) => name)).toEqual(['photo.png', 'fake.png', 'drawing.svg', 'passgnp.exe']);
    for (const [index, link] of links.entries()) {
      const file = await fetch(site.url + (link.getAttribute('href') ?? ''));
      expect(file.status).toBe(200);
      expect(file.headers.get('x-content-type-options')).toBe('nosniff');
      expect(file.headers.get('content-security-policy')).toContain('sandbox');
      if (index === 0) expect(file.headers.get('content-type')).toBe('image/png');
      else {
        expect(file.headers.get('content-type')).toBe('application/octet-stream');
        expect(file.headers.get('content-disposition')).toMatch(/^attachment;/);
      }
    }
    // Another conversation's address does not open them.
    const other = await ask(site, { email: 'b@b.example', subject: 'Second' });
    const foreign = `${other.location.split('?')[0]}/files/${links[0]?.getAttribute('href')?.split('/').pop()}`;
    expect((await fetch(site.url + foreign)).status).toBe(404);
  });
});

describe('the pages', () => {
  it('allow no script but their own, are in no index, tell no address on, and set no cookie', async () => {
    const { location } = await ask(site);
    for (const path of ['/contact', '/chat', location, `/chat/${'A'.repeat(43)}`]) {
      const { headers } = await fetch(site.url + path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('set-cookie')).toBeNull();
    }
    const page = parse(await read(location));
    expect(page.document.querySelectorAll('[style],style,script:not([src])')).toHaveLength(0);
    for (const place of ['link[rel=stylesheet]', 'script']) {
      const element = page.document.querySelector(place);
      const asset = await fetch(
        site.url + (element?.getAttribute('href') ?? element?.getAttribute('src') ?? ''),
      );
      expect(asset.status).toBe(200);
      expect(asset.headers.get('cache-control')).toContain('immutable');
    }
  });
});

describe('a question that goes on in another ticket', () => {
  it('shows its customer the answers given there since, and nothing of what the other customer writes', async () => {
    const other = await ask(site, { email: 'paul@example.org', name: 'Paul Other', message: 'Paul asks.' });
    const target = await onlyTicket(site.storage);
    await site.act(target.id, { kind: 'reply', payload: { text: 'Answer of before', attachments: [] } });
    const own = await ask(site);
    const { id } = await site.storage.db
      .selectFrom('ticket')
      .select('id')
      .where('id', '!=', target.id)
      .executeTakeFirstOrThrow();
    await site.act(id, { kind: 'merge', payload: { into: target.id } });
    await site.act(target.id, { kind: 'reply', payload: { text: 'Answer for both', attachments: [] } });
    const sent = await post(site, own.location, fill(await read(own.location), { text: 'Olga goes on' }));
    expect(sent.status).toBe(303);

    const page = await read(own.location);
    expect(page).toContain('Answer for both');
    expect(page).toContain('Olga goes on');
    for (const hidden of ['Paul', 'Answer of before']) expect(page).not.toContain(hidden);
    const theirs = await read(other.location);
    expect(theirs).toContain('Answer for both');
    expect(theirs).not.toContain('Olga goes on');
    // The team reads it where it answers, and the ticket waits again.
    const ticket = await site.storage.db
      .selectFrom('ticket')
      .selectAll()
      .where('id', '=', target.id)
      .executeTakeFirstOrThrow();
    expect(ticket).toMatchObject({ status: 'open', last_line: { text: 'Olga goes on' } });
  });
});
