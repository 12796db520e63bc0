import { describe, expect } from 'vitest';
import type { TicketId } from '#shared/base/brand.ts';
import { PATHS } from '#shared/contract/http/routes.ts';
import {
  applyPresence,
  NOBODY,
  type Doing,
  type Presence,
  type PresenceNews,
} from '#shared/domain/presence/presence.ts';
import { sending, type ContractClient } from '#tests/support/contract-host.ts';
import { openEvents } from '#tests/support/open-events.ts';
import { problemCode, speakAs } from './speak.ts';
import type { Scene } from './scene.ts';

/** A window that says where it is. @returns the status of the answer */
export function newWindow(client: ContractClient) {
  const window = crypto.randomUUID();
  return async (ticketId: TicketId | null, doing: Doing = 'looking'): Promise<number> =>
    (await client.fetch(PATHS.presence, sending('POST', { window, ticketId, doing }))).status;
}

/** A colleague who watches who is where. */
export async function watchPresence(client: ContractClient) {
  const events = await openEvents(client);
  let presence: Presence = NOBODY;
  const news: PresenceNews[] = [];
  return {
    news,
    /** Waits until somebody, or nobody, is told to be at a ticket. */
    async until(ticketId: TicketId, wanted: (doings: readonly Doing[]) => boolean): Promise<void> {
      const holds = () => wanted((presence.get(ticketId) ?? []).map((each) => each.doing));
      // What was there when the stream opened is told first.
      while (news.length === 0 || !holds()) {
        const next = await events.nextPresence();
        news.push(next);
        presence = applyPresence(presence, next);
      }
    },
    close: () => events.close(),
  };
}

export function describePresence(scene: Scene): void {
  describe('presence', () => {
    scene.itOf(
      'presence',
      'who looks and who writes is told to a colleague, and when he leaves',
      async () => {
        const { ticketId } = await scene.host.backstage.openTicket();
        const [anna, boris] = [await speakAs(scene.host, 'anna'), await speakAs(scene.host, 'boris')];
        const say = newWindow(anna.client);
        expect(await say(ticketId)).toBe(204);
        const watch = await watchPresence(boris.client);
        // Said before he came: he is told all that is known.
        await watch.until(ticketId, ([doing]) => doing === 'looking');
        await say(ticketId, 'reply');
        await watch.until(ticketId, ([doing]) => doing === 'reply');
        await say(null);
        await watch.until(ticketId, (doings) => doings.length === 0);
        watch.close();
      },
    );

    scene.itOf('presence', 'I8: nothing of it reaches who does not see the queue, or himself', async () => {
      const { ticketId } = await scene.host.backstage.openTicket({ queue: 'first' });
      const [anna, vera] = [await speakAs(scene.host, 'anna'), await speakAs(scene.host, 'vera')];
      const boris = await speakAs(scene.host, 'boris');
      expect(await newWindow(vera.client)(ticketId)).toBe(404);
      const [mine, foreign, shared] = [
        await watchPresence(anna.client),
        await watchPresence(vera.client),
        await watchPresence(boris.client),
      ];
      const { ticketId: second } = await scene.host.backstage.openTicket({ queue: 'second' });
      const say = newWindow(anna.client);
      expect(await say(ticketId, 'note')).toBe(204);
      await shared.until(ticketId, ([doing]) => doing === 'note');
      // Each is told of the next thing: had there been anything before, it would be among the news.
      expect(await newWindow(boris.client)(second)).toBe(204);
      await foreign.until(second, ([doing]) => doing === 'looking');
      expect(await newWindow(boris.client)(ticketId)).toBe(204);
      await mine.until(ticketId, ([doing]) => doing === 'looking');
      const told = (news: readonly PresenceNews[]) => news.flatMap(({ marks }) => marks);
      expect(told(foreign.news).some((mark) => mark.ticketId === ticketId)).toBe(false);
      const self = scene.host.people.anna.id;
      expect(told(mine.news).some((mark) => mark.personId === self)).toBe(false);
      for (const watch of [mine, foreign, shared]) watch.close();
    });

    scene.itOf('presence', 'a trainee is seen looking, never writing', async () => {
      const { ticketId } = await scene.host.backstage.openTicket();
      const [timur, boris] = [await speakAs(scene.host, 'timur'), await speakAs(scene.host, 'boris')];
      expect(await newWindow(timur.client)(ticketId, 'reply')).toBe(204);
      const watch = await watchPresence(boris.client);
      await watch.until(ticketId, (doings) => doings.length > 0);
      await watch.until(ticketId, ([doing]) => doing === 'looking');
      watch.close();
    });

    scene.itOf('presence', 'whose session is ended is nowhere any more', async () => {
      const { ticketId } = await scene.host.backstage.openTicket();
      const [anna, boris] = [await speakAs(scene.host, 'anna'), await speakAs(scene.host, 'boris')];
      const own = await openEvents(anna.client);
      expect(await newWindow(anna.client)(ticketId)).toBe(204);
      const watch = await watchPresence(boris.client);
      await watch.until(ticketId, (doings) => doings.length > 0);
      await anna.client.fetch(PATHS.session, sending('DELETE'));
      await watch.until(ticketId, (doings) => doings.length === 0);
      own.close();
      watch.close();
    });

    scene.itOf('presence', 'I11: what is no presence is refused', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      const answer = await client.fetch(PATHS.presence, sending('POST', { window: 'x', doing: 'dancing' }));
      expect(await problemCode(answer)).toBe('400 invalid-request');
    });
  });
}
