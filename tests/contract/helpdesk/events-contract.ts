import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, PATHS } from '#shared/contract/http/routes.ts';
import { sending, type ContractClient } from '#tests/support/contract-host.ts';
import { speakAs } from './speak.ts';
import type { Scene } from './scene.ts';

/** Opens the stream; `next` waits for an event of this name, `null` is the end. */
async function openEvents(client: ContractClient) {
  const abort = new AbortController();
  const response = await client.fetch(PATHS.events, { signal: abort.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  if (response.body === null) throw new Error('The stream has no body');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next(): Promise<string | null> {
      for (;;) {
        const match = /event: ([\w-]+)\ndata: .*\n\n/.exec(text);
        if (match !== null) {
          text = text.slice(match.index + match[0].length);
          return match[1] ?? '';
        }
        const { done, value } = await reader.read();
        if (done) return null;
        text += value;
      }
    },
    close: () => abort.abort(),
  };
}

export function describeEvents(scene: Scene): void {
  describe('server-sent events', () => {
    it('say that there is something to pull, once for several changes at a time', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      const events = await openEvents(client);
      const { ticketId } = await scene.host.backstage.openTicket();
      expect(await events.next()).toBe(EVENT_NAMES.change);
      await scene.host.backstage.writeAsCustomer(ticketId, 'Hello?');
      expect(await events.next()).toBe(EVENT_NAMES.change);
      events.close();
    });

    it('end with the session, and say so', async () => {
      const { client } = await speakAs(scene.host, 'vera');
      const events = await openEvents(client);
      expect((await client.fetch(PATHS.session, sending('DELETE'))).status).toBe(204);
      let name = await events.next();
      // A change of the test before may still be on its way.
      while (name === EVENT_NAMES.change) name = await events.next();
      expect(name).toBe(EVENT_NAMES.signedOut);
      expect(await events.next()).toBeNull();
    });
  });
}
