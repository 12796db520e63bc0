import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, PATHS } from '#shared/contract/http/routes.ts';
import { sending } from '#tests/support/contract-host.ts';
import { openEvents } from '#tests/support/open-events.ts';
import { speakAs } from './speak.ts';
import type { Scene } from './scene.ts';

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
