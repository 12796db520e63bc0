import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mergeTwo, separateTwo } from '#helpdesk/desk/merge-customers.ts';
import { findCustomerByEmail } from '#helpdesk/storage/rows/customer-rows.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { ask, bootSite, fill, onlyTicket, post, QUESTION, type CustomerSite } from './customer-site.ts';
import { parse } from './markup.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

let site: CustomerSite;
beforeAll(async () => {
  site = await bootSite();
});
afterEach(() => site.empty());
afterAll(() => site.close());

const count = async (table: 'ticket' | 'message' | 'customer'): Promise<number> =>
  (await site.storage.db.selectFrom(table).select('id').execute()).length;

describe('the contact form', () => {
  it('[H2] becomes a ticket with customer, message and environment, published to the feed', async () => {
    const { status, location, page } = await ask(
      site,
      { company: 'Weber Autos', phone: '+49 30 23125 001', screen: '1920x1080' },
      [],
      {
        'user-agent': CHROME,
        'accept-language': 'de-DE,de;q=0.9,en;q=0.8',
        referer: 'https://shop.example/help/reports?token=1',
      },
    );
    expect(status).toBe(303);
    expect(location).toMatch(/^\/chat\/[\w-]{43}\?lang=en$/);
    expect(page).toContain('The report stays empty');

    const ticket = await onlyTicket(site.storage);
    const message = await site.storage.db.selectFrom('message').selectAll().executeTakeFirstOrThrow();
    expect(ticket).toMatchObject({
      number: 1,
      subject: QUESTION.subject,
      customer_name: 'Olga Weber',
      status: 'open',
      channel: 'form',
      language: 'en',
      queue_id: site.queues.first,
      assignee_id: null,
      waiting_since: ticket.created_at,
      last_customer_message_id: message.id,
      last_line: { from: 'customer', text: QUESTION.message },
      environment: {
        os: 'Windows 10 / 11',
        browser: 'Chrome 141',
        language: 'de-DE',
        page: 'https://shop.example/help/reports',
        screen: '1920x1080',
      },
    });
    expect(message).toMatchObject({ kind: 'customer', text: QUESTION.message, html: null, channel: 'form' });
    expect(await findCustomerByEmail(site.storage.db, 'OLGA@weber-autos.example')).toMatchObject({
      name: 'Olga Weber',
      company: 'Weber Autos',
      phone: '+49 30 23125 001',
      environment: ticket.environment,
    });
    const feed = await site.storage.db.selectFrom('feed').select(['type', 'id']).execute();
    expect(feed).toEqual(
      expect.arrayContaining([
        { type: 'ticket', id: ticket.id },
        { type: 'message', id: message.id },
        { type: 'customer', id: ticket.customer_id },
      ]),
    );
  });

  it('is served by the helpdesk itself, for people without an account', async () => {
    const { location } = await ask({ ...site, url: site.helpdeskUrl });
    const answer = await fetch(site.helpdeskUrl + location);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(parse(await answer.text()).articles).toHaveLength(1);
  });

  it('keeps the secret of the conversation as a hash only', async () => {
    const { location } = await ask(site);
    const secret = /chat\/([\w-]{43})/.exec(location)?.[1] ?? '';
    const ticket = await onlyTicket(site.storage);
    expect(ticket.conversation_hash).toBe(createHash('sha256').update(secret).digest('hex'));
    const feed = await site.storage.db.selectFrom('feed').select('row').execute();
    expect(JSON.stringify(feed)).not.toContain(secret);
    expect(JSON.stringify(feed)).not.toContain(ticket.conversation_hash);
  });

  it('says what is stored, with the values, and stores nothing else of the browser', async () => {
    const headers = {
      'user-agent': CHROME,
      'accept-language': 'ru-RU,ru;q=0.9',
      'sec-ch-ua-platform': '"Windows"',
      'sec-ch-ua-platform-version': '"15.0.0"',
      referer: 'https://shop.example/a?x=1#y',
    };
    const page = await (await fetch(`${site.url}/contact`, { headers })).text();
    const stored = parse(page).document.querySelector('.stored')?.textContent ?? '';
    for (const value of ['Windows 11', 'Chrome 141', 'ru-RU', 'https://shop.example/a'])
      expect(stored).toContain(value);
    expect(stored).not.toContain('x=1');
    expect(stored).toContain('Экран');
  });

  it('speaks Russian or English: by the address, else by the browser', async () => {
    const heading = async (path: string, language: string): Promise<string> => {
      const page = await (await fetch(site.url + path, { headers: { 'accept-language': language } })).text();
      return parse(page).document.querySelector('h1')?.textContent ?? '';
    };
    expect(await heading('/contact', 'ru-RU,en;q=0.5')).toBe('Написать в поддержку');
    expect(await heading('/contact', 'fr-FR,en;q=0.5,ru;q=0.4')).toBe('Ask the support team');
    expect(await heading('/contact?lang=ru', 'en-GB')).toBe('Написать в поддержку');
    expect(await heading('/contact?lang=en', 'ru')).toBe('Ask the support team');
    expect(await heading('/contact?lang=xx', '')).toBe('Ask the support team');
  });

  it('what one who was merged writes comes to the one that stays, and goes with him when they are separated', async () => {
    await ask(site, { email: 'olga@weber-autos.example' });
    await ask(site, { email: 'olga@home.example', phone: '+49 30 23125 001' });
    const { db } = site.storage;
    const idOf = async (email: string) => (await findCustomerByEmail(db, email))?.id ?? ('' as never);
    const [target, source] = [await idOf('olga@weber-autos.example'), await idOf('olga@home.example')];
    const maria = await db
      .selectFrom('person')
      .selectAll()
      .where('role', '=', 'supervisor')
      .executeTakeFirstOrThrow();
    const person: Person = {
      id: maria.id,
      name: maria.name,
      role: maria.role,
      queueIds: [],
      active: true,
      tier: 1,
    };
    expect(await mergeTwo(site.storage, person, { source, target })).toMatchObject({ ok: true });
    expect(await findCustomerByEmail(db, 'olga@weber-autos.example')).toMatchObject({
      phone: '+49 30 23125 001',
    });
    await ask(site, { email: 'Olga@Home.example', subject: 'Once more' });
    expect(await count('customer')).toBe(2);
    const customersOf = async () =>
      (await db.selectFrom('ticket').select('customer_id').orderBy('number').execute()).map(
        (ticket) => ticket.customer_id,
      );
    expect(await customersOf()).toEqual([target, target, target]);
    expect(await separateTwo(site.storage, person, { source, target })).toMatchObject({ ok: true });
    expect(await customersOf()).toEqual([target, source, source]);
    expect(await findCustomerByEmail(db, 'olga@weber-autos.example')).toMatchObject({ phone: null });
  });

  it('knows a customer by the address, completes what is known and overwrites nothing', async () => {
    await ask(site, { name: 'Olga Weber', email: 'olga@weber-autos.example' });
    const second = await ask(site, {
      name: 'Somebody Else',
      email: 'Olga@Weber-Autos.example',
      phone: '123',
    });
    expect(await count('customer')).toBe(1);
    expect(await count('ticket')).toBe(2);
    expect(await findCustomerByEmail(site.storage.db, 'olga@weber-autos.example')).toMatchObject({
      name: 'Olga Weber',
      phone: '123',
    });
    // Nobody learns from his own page how the owner of an address is called.
    const further = await post(site, second.location, fill(second.page, { text: 'And more' }));
    expect(further.status).toBe(303);
    expect(await (await fetch(site.url + second.location)).text()).not.toContain('Olga Weber');
  });

  it('puts the question into the chosen queue, and into the first when the choice is none', async () => {
    await ask(site, { topic: site.queues.second });
    expect((await onlyTicket(site.storage)).queue_id).toBe(site.queues.second);
    await ask(site, { topic: '00000000-0000-0000-0000-000000000000', subject: 'Other' });
    const other = await site.storage.db
      .selectFrom('ticket')
      .selectAll()
      .where('subject', '=', 'Other')
      .executeTakeFirst();
    expect(other?.queue_id).toBe(site.queues.first);
  });
});

describe('[I2] sending twice', () => {
  it('makes one ticket of a double click, a reload, a lost answer', async () => {
    const form = await (await fetch(`${site.url}/contact?lang=en`)).text();
    const send = () =>
      post(site, '/contact?lang=en', fill(form, QUESTION, [{ name: 'a.log', bytes: 'one line' }]));
    const answers = await Promise.all([send(), send(), send()]);
    answers.push(await send());
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
    expect(await count('ticket')).toBe(1);
    expect(await count('message')).toBe(1);
    expect(await count('customer')).toBe(1);
  });

  it('does not swallow a second question from the same form: it asks to send it once more', async () => {
    const form = await (await fetch(`${site.url}/contact?lang=en`)).text();
    await post(site, '/contact?lang=en', fill(form, QUESTION));
    const again = await post(
      site,
      '/contact?lang=en',
      fill(form, { ...QUESTION, message: 'Another question' }),
    );
    expect(again.status).toBe(409);
    const page = await again.text();
    expect(parse(page).text).toContain('sent before with other words');
    expect(parse(page).field('message').trim()).toBe('Another question');
    expect((await post(site, '/contact?lang=en', fill(page, {}))).status).toBe(303);
    expect(await count('ticket')).toBe(2);
  });
});

describe('what cannot be accepted', () => {
  it('shows the form again with everything kept and a sentence at each field', async () => {
    const { status, page } = await ask(
      site,
      { name: '  ', email: 'olga at weber', message: 'Kept\nwords', company: 'Weber "&" <Sons>' },
      [{ name: 'log.txt', bytes: 'kept too' }],
    );
    expect(status).toBe(422);
    const shown = parse(page);
    expect(shown.problem('name')).toContain('how to address you');
    expect(shown.problem('email')).toContain('name@company.com');
    expect(shown.problem('subject')).toBe('');
    expect(shown.document.querySelector('#email')?.getAttribute('aria-invalid')).toBe('true');
    expect(shown.field('email')).toBe('olga at weber');
    expect(shown.field('company')).toBe('Weber "&" <Sons>');
    expect(shown.field('message').trim()).toBe('Kept\nwords');
    expect(await count('ticket')).toBe(0);

    // The file need not be chosen again.
    const sent = await post(
      site,
      '/contact?lang=en',
      fill(page, { name: 'Olga', email: 'olga@weber.example' }),
    );
    expect(sent.status).toBe(303);
    const chat = await (await fetch(site.url + (sent.headers.get('location') ?? ''))).text();
    expect(chat).toContain('log.txt');
  });

  it('does not let a changed form name somebody else’s file', async () => {
    const { page } = await ask(site, { name: '' }, [{ name: 'mine.txt', bytes: 'mine' }]);
    const sealed = parse(page).field('kept');
    const [payload = '', signature = ''] = sealed.split('.');
    const file = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const forged = Buffer.from(JSON.stringify({ ...file, sha256: 'a'.repeat(64) })).toString('base64url');
    for (const kept of [`${forged}.${signature}`, forged, '..', 'x']) {
      const form = fill(page, { name: 'Olga' });
      form.set('kept', kept);
      const answer = await post(site, '/contact?lang=en', form);
      expect(answer.status).toBe(422);
      expect(parse(await answer.text()).problem('files')).toContain('choose it again');
    }
    // Nor another form's.
    const other = await (await fetch(`${site.url}/contact?lang=en`)).text();
    const form = fill(other, QUESTION);
    form.append('kept', sealed);
    expect((await post(site, '/contact?lang=en', form)).status).toBe(422);
    expect(await count('ticket')).toBe(0);
  });

  it('says which file was too large or empty, and keeps the others', async () => {
    const { status, page } = await ask(site, {}, [
      { name: 'good.txt', bytes: 'good' },
      { name: 'empty.txt', bytes: '' },
      { name: 'huge.bin', bytes: new Uint8Array(25 * 1024 * 1024 + 1) },
    ]);
    expect(status).toBe(422);
    const shown = parse(page);
    expect(shown.problem('files')).toContain('“empty.txt” is empty');
    expect(shown.problem('files')).toContain('“huge.bin” is larger than 25 MB');
    expect(shown.document.querySelector('.kept')?.textContent).toContain('good.txt');
    expect((await post(site, '/contact?lang=en', fill(page, {}))).status).toBe(303);
    expect(await site.storage.db.selectFrom('message_attachment').select('name').execute()).toEqual([
      { name: 'good.txt' },
    ]);
  });

  it('says when there are too many files', async () => {
    const files = Array.from({ length: 11 }, (_, index) => ({
      name: `${index}.txt`,
      bytes: `file ${index}`,
    }));
    const { status, page } = await ask(site, {}, files);
    expect(status).toBe(422);
    expect(parse(page).problem('files')).toContain('At most 10 files');
    expect(parse(page).fields.filter(([name]) => name === 'kept')).toHaveLength(10);
  });

  it('refuses texts beyond their limits', async () => {
    const { status, page } = await ask(site, { message: 'x'.repeat(20_001), subject: 'y'.repeat(301) });
    expect(status).toBe(422);
    expect(parse(page).problem('message')).toContain('20,000');
    expect(parse(page).problem('subject')).toContain('300');
  });

  it('stores nothing for programs that fill in the hidden field, and tells a person how to go on', async () => {
    const { status, page } = await ask(site, { website: 'https://spam.example' });
    expect(status).toBe(422);
    expect(parse(page).text).toContain('if you are a person');
    expect(parse(page).field('website')).toBe('');
    expect(await count('ticket')).toBe(0);
    expect((await post(site, '/contact?lang=en', fill(page, {}))).status).toBe(303);
  });

  it('answers what is no form with a page, not with an error of the machine', async () => {
    const json = await fetch(`${site.url}/contact?lang=en`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(json.status).toBe(415);
    expect(parse(await json.text()).text).toContain('did not come from the form');
    const torn = await fetch(`${site.url}/contact?lang=en`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\ncontent-disposition: form-data; name="name"\r\n\r\nOl',
    });
    expect(torn.status).toBe(415);
    expect(torn.headers.get('content-type')).toContain('text/html');
    expect(await count('ticket')).toBe(0);
  });

  it('keeps text that a database cannot hold from breaking anything', async () => {
    const { status } = await ask(site, { message: 'before\0after', name: 'O\u0000l\nga' });
    expect(status).toBe(303);
    expect(
      await site.storage.db.selectFrom('message').select(['text', 'author_name']).executeTakeFirst(),
    ).toEqual({
      text: 'beforeafter',
      author_name: 'Ol ga',
    });
  });
});
