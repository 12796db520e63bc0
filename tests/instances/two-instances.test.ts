import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deactivatePerson, revokeAllDevices } from '#helpdesk/desk/people.ts';
import { EVENT_NAMES, PATHS, sessionSchema } from '#shared/contract/http/routes.ts';
import { sending, signIn } from '#tests/support/contract-host.ts';
import { openEvents } from '#tests/support/open-events.ts';
import {
  bootTwoInstances,
  openInstance,
  switchingClient,
  type TwoInstances,
} from '#tests/support/two-instances.ts';
import {
  command,
  createMirror,
  outcomes,
  problemCode,
  push,
  pushRaw,
  speakAs,
  type Speaker,
} from '../contract/helpdesk/speak.ts';
import { parse } from '../contract/customer-pages/markup.ts';

describe('two instances of a helpdesk on one database', () => {
  let both: TwoInstances;
  beforeAll(async () => {
    both = await bootTwoInstances();
  });
  afterAll(() => both.close());

  /** Somebody with one token who speaks to either. */
  async function speakToBoth(login: keyof TwoInstances['first']['people']) {
    const program = switchingClient();
    const one = program.at(both.first.url);
    const { deviceId } = await signIn(one, both.first.people[login]);
    const speaker: Speaker = await speakAs(both.first, login);
    return {
      deviceId,
      one: { ...speaker, client: one },
      two: { ...speaker, client: program.at(both.second.url) },
    };
  }

  it('are one helpdesk: the same identity, and a session of one holds at the other', async () => {
    const { deviceId, one, two } = await speakToBoth('anna');
    const hello = async (client: typeof one.client) => (await client.fetch(PATHS.hello)).json();
    expect(await hello(one.client)).toEqual(await hello(two.client));
    const session = sessionSchema.parse(await (await two.client.fetch(PATHS.session)).json());
    expect(session).toMatchObject({ deviceId, person: { id: both.first.people.anna.id } });
  });

  it('a command at one is an event and a row through the other, and a cursor of one is good at the other', async () => {
    const { one, two } = await speakToBoth('anna');
    const { ticketId, messageId } = await both.first.backstage.openTicket();
    const mirror = createMirror(one.client);
    await mirror.pullAll();
    const events = await openEvents(two.client);
    const reply = command(one, 'reply', ticketId, { text: 'Here', attachments: [] }, messageId);
    expect(outcomes(await push(one, [reply]))).toEqual(['applied']);
    expect(await events.next()).toBe(EVENT_NAMES.change);
    events.close();

    const elsewhere = createMirror(two.client);
    elsewhere.cursor = mirror.cursor;
    const pages = await elsewhere.pullAll();
    expect(pages[0]?.start).toBeNull();
    expect([...elsewhere.rows.keys()].sort()).toEqual([`message ${reply.id}`, `ticket ${ticketId}`]);
  });

  it('I2: the same command sent to both at the same moment takes effect once, with one answer', async () => {
    const { one, two } = await speakToBoth('anna');
    for (let round = 0; round < 25; round += 1) {
      const { ticketId, messageId } = await both.first.backstage.openTicket();
      const reply = command(one, 'reply', ticketId, { text: `Once ${round}`, attachments: [] }, messageId);
      const raw = [{ id: reply.id, after: null, command: reply }];
      const answers = await Promise.all([
        pushRaw(one, raw),
        pushRaw(two, raw),
        pushRaw(two, raw),
        pushRaw(one, raw),
      ]);
      expect(answers.map((answer) => outcomes(answer))).toEqual(Array(4).fill(['applied']));
      const { db } = both.first.storage;
      const messages = await db
        .selectFrom('message')
        .select('id')
        .where('ticket_id', '=', ticketId)
        .execute();
      expect(messages).toHaveLength(2);
      const rows = await db.selectFrom('feed').select('version').where('id', '=', ticketId).execute();
      expect(rows).toEqual([{ version: 2 }]);
    }
  });

  it('I3: a command that comes after one at the other instance waits for it', async () => {
    const { one, two } = await speakToBoth('anna');
    const { ticketId, messageId } = await both.first.backstage.openTicket();
    const before = command(one, 'note', ticketId, { text: 'First', attachments: [] }, messageId);
    const behind = command(one, 'status', ticketId, { to: 'resolved' }, messageId);
    const raw = { id: behind.id, after: before.id, command: behind };
    expect(outcomes(await pushRaw(two, [raw]))).toEqual(['deferred fenced']);
    expect(outcomes(await push(one, [before]))).toEqual(['applied']);
    expect(outcomes(await pushRaw(two, [raw]))).toEqual(['applied']);
  });

  it('a device revoked at one is out at both at once, its streams too', async () => {
    const { one, two, deviceId } = await speakToBoth('vera');
    const streams = [await openEvents(one.client), await openEvents(two.client)];
    const killer = await speakAs(both.second, 'vera');
    expect((await killer.client.fetch(`${PATHS.devices}/${deviceId}`, sending('DELETE'))).status).toBe(204);
    for (const client of [one.client, two.client]) {
      expect(await problemCode(await client.fetch(PATHS.session))).toBe('401 signed-out');
    }
    await expectEnded(streams, EVENT_NAMES.signedOut);
  });

  it('who signs out, is deactivated or has all devices revoked is out at both', async () => {
    const leaving = await speakToBoth('boris');
    expect((await leaving.one.client.fetch(PATHS.session, sending('DELETE'))).status).toBe(204);
    expect(await problemCode(await leaving.two.client.fetch(PATHS.session))).toBe('401 signed-out');

    const revoked = await speakToBoth('boris');
    const stream = await openEvents(revoked.two.client);
    expect((await revokeAllDevices(both.first.storage, 'boris')).ok).toBe(true);
    await expectEnded([stream], EVENT_NAMES.signedOut);

    const gone = await speakToBoth('boris');
    const streams = [await openEvents(gone.one.client), await openEvents(gone.two.client)];
    expect((await deactivatePerson(both.second.storage, 'boris')).ok).toBe(true);
    await expectEnded(streams, EVENT_NAMES.signedOut);
    for (const client of [gone.one.client, gone.two.client]) {
      expect(await problemCode(await client.fetch(PATHS.session))).toBe('401 signed-out');
    }
    await both.first.backstage.activate('boris');
  });

  it('I9: a trainee is refused by the one that has not signed him in', async () => {
    const { one, two } = await speakToBoth('timur');
    const { ticketId, messageId } = await both.first.backstage.openTicket();
    const note = command(one, 'note', ticketId, { text: 'May I?', attachments: [] }, messageId);
    expect(outcomes(await push(two, [note]))).toEqual(['refused not-allowed']);
    // The verdict is stored: the other one gives the same.
    expect(outcomes(await push(one, [note]))).toEqual(['refused not-allowed']);
  });

  it('I8: sight that is changed at one counts at the other with the next page', async () => {
    const { two } = await speakToBoth('vera');
    const { ticketId } = await both.first.backstage.openTicket({ queue: 'first' });
    const mirror = createMirror(two.client);
    await mirror.pullAll();
    expect(mirror.row('ticket', ticketId)).toBeNull();
    await both.first.backstage.setQueues('vera', ['first']);
    expect((await mirror.pullAll())[0]?.start).toBe('again');
    expect(mirror.row('ticket', ticketId)).not.toBeNull();
    await both.first.backstage.setQueues('vera', ['second']);
  });

  it('failed sign-ins are counted together, also those made at the same moment', async () => {
    const guess = async (url: string): Promise<string> =>
      problemCode(
        await switchingClient()
          .at(url)
          .fetch(PATHS.session, sending('POST', { login: 'guessed', password: 'wrong', device: 'x' })),
      );
    const codes = await Promise.all(
      Array.from({ length: 30 }, (_, n) => guess(n % 2 === 0 ? both.first.url : both.second.url)),
    );
    expect(codes.filter((code) => code === '401 wrong-credentials')).toHaveLength(10);
    expect(codes.filter((code) => code === '429 too-many-attempts')).toHaveLength(20);
  });

  it('a file that waits with a form shown by one is taken with the form by the other', async () => {
    const page = await (await fetch(`${both.first.url}/contact?lang=en`)).text();
    const wrong = new FormData();
    for (const [name, value] of parse(page).fields) if (name !== 'files') wrong.append(name, value);
    wrong.append('files', new Blob(['a log']), 'log.txt');
    const again = await fetch(`${both.first.url}/contact?lang=en`, { method: 'POST', body: wrong });
    expect(again.status).toBe(422);

    const right = new FormData();
    const given: Record<string, string> = {
      name: 'Olga Weber',
      email: 'olga@weber-autos.example',
      subject: 'Empty report',
      message: 'See the log',
    };
    for (const [name, value] of parse(await again.text()).fields) {
      if (name !== 'files') right.append(name, given[name] ?? value);
    }
    const sent = await fetch(`${both.second.url}/contact?lang=en`, {
      method: 'POST',
      body: right,
      redirect: 'manual',
    });
    expect(sent.status).toBe(303);
    const chat = await (await fetch(both.first.url + (sent.headers.get('location') ?? ''))).text();
    expect(chat).toContain('log.txt');
  });

  it('one that starts or ends lets clients of the other go on where they are', async () => {
    const { two } = await speakToBoth('maria');
    const mirror = createMirror(two.client);
    await mirror.pullAll();
    const third = await openInstance(both.databaseUrl, { data: both.folder });
    const { ticketId } = await both.first.backstage.openTicket();
    const pages = [...(await mirror.pullAll())];
    await third.close();
    await both.first.backstage.writeAsCustomer(ticketId, 'Hello?');
    pages.push(...(await mirror.pullAll()));
    expect(pages.map((page) => page.start)).toEqual(pages.map(() => null));
    expect(mirror.row('ticket', ticketId)).not.toBeNull();
  });

  it('one that ends tells its streams to go elsewhere, and finishes what it has begun to answer', async () => {
    const third = await openInstance(both.databaseUrl, { data: both.folder });
    const program = switchingClient();
    await signIn(program.at(third.url), both.first.people.maria);
    const stream = await openEvents(program.at(third.url));
    expect((await fetch(third.url + PATHS.health)).status).toBe(200);
    const pull = program.at(third.url).fetch(PATHS.changes);
    const [page] = await Promise.all([pull, pull.then(() => third.close())]);
    expect(page.status).toBe(200);
    await expectEnded([stream], EVENT_NAMES.leaving);
    await expect(fetch(third.url + PATHS.health)).rejects.toThrow('fetch failed');
    expect((await program.at(both.first.url).fetch(PATHS.session)).status).toBe(200);
  });
});

/** The streams end, with this as their last word. */
async function expectEnded(
  streams: readonly Awaited<ReturnType<typeof openEvents>>[],
  word: string,
): Promise<void> {
  for (const stream of streams) {
    const words: (string | null)[] = [];
    do words.push(await stream.next());
    while (words.at(-1) !== null);
    expect(words.at(-2)).toBe(word);
  }
}
