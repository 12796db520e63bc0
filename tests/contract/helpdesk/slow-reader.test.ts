import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PATHS } from '#shared/contract/http/routes.ts';
import { bootHelpdesk, type TestHelpdesk } from '#tests/support/helpdesk.ts';
import { createMirror, speakAs, type Speaker } from './speak.ts';

/** More than what Linux keeps for a connection that nobody reads (4 MB of it at the sender's end). */
const MESSAGES = 800;
const WORDS = 'It does not print. '.repeat(650);

/** A stream of events that is read only when it is asked to be. */
async function openStream({ client }: Speaker) {
  const response = await client.fetch(PATHS.events);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error('The stream has no body');
  let text = '';
  return {
    /** What the next event brings. */
    async next(): Promise<string> {
      for (;;) {
        const event = /event: change\ndata: (.*)\n\n/.exec(text);
        if (event !== null) {
          text = text.slice(event.index + event[0].length);
          return event[1] ?? '';
        }
        const { done, value } = await reader.read();
        if (done) throw new Error('The stream has ended');
        text += value;
      }
    },
    close: () => reader.cancel(),
  };
}

describe('a client that does not read its stream', { timeout: 120_000 }, () => {
  let host: TestHelpdesk;
  beforeAll(async () => {
    host = await bootHelpdesk();
  });
  afterAll(() => host.close());

  it('I11: is told nothing more until he reads, then to pull; nobody else waits for him', async () => {
    const [slow, quick] = [await speakAs(host, 'anna'), await speakAs(host, 'boris')];
    const { ticketId } = await host.backstage.openTicket();
    const [slowStream, quickStream] = [await openStream(slow), await openStream(quick)];
    const [mirror, other] = [createMirror(slow.client), createMirror(quick.client)];
    let last = '';
    let toldQuick = 0;
    /** One more message, which who reads is told at once, with its words or that he is to pull. */
    const write = async () => {
      last = await host.backstage.writeAsCustomer(ticketId, WORDS);
      for (let told = ''; !told.includes(last);) {
        told = await quickStream.next();
        toldQuick += told.length;
        if (told !== '{}') continue;
        await other.pullAll();
        if (other.rows.has(`message ${last}`)) break;
      }
    };
    await write();
    await mirror.pullAll();
    for (let n = 0; n < MESSAGES; n += 1) await write();
    expect(toldQuick).toBeGreaterThan((MESSAGES * WORDS.length) / 2);

    let toldSlow = 0;
    await slowStream.next();
    for (let told = ''; told !== '{}'; toldSlow += told.length) told = await slowStream.next();
    expect(toldSlow).toBeGreaterThan(WORDS.length);
    expect(toldSlow).toBeLessThan(0.6 * toldQuick);
    await mirror.pullAll();
    expect(mirror.rows.has(`message ${last}`)).toBe(true);
    await Promise.all([slowStream.close(), quickStream.close()]);
  });
});
