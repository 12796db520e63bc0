import { describe, expect, it } from 'vitest';
import { firstPageSchema, PATHS } from '#shared/contract/http/routes.ts';
import { compareByDue, isInView, VIEW_IDS } from '#shared/domain/tickets/views.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { besides, command, createMirror, pull, push, readChanges, speakAs, type Mirror } from './speak.ts';
import type { Scene } from './scene.ts';

/** Of the test with many writers: each command makes two changes. */
const ROUNDS = 2;
const COMMANDS = 40;

function ticketsOf(mirror: Mirror): Ticket[] {
  return [...mirror.rows.values()].flatMap((change) =>
    change.type === 'ticket' && 'row' in change ? [change.row] : [],
  );
}

export function describeFeed(scene: Scene): void {
  describe('the change feed', () => {
    it('begins with everything in sight: people, queues, tickets with their messages, customers', async () => {
      const ticket = await scene.host.backstage.openTicket();
      const mirror = createMirror((await speakAs(scene.host, 'anna')).client);
      const pages = await mirror.pullAll();
      expect(pages[0]?.start).toBe('first');
      expect(pages.at(-1)).toMatchObject({ complete: true, more: false });
      expect(mirror.row('ticket', ticket.ticketId)).toMatchObject({
        status: 'open',
        customerId: ticket.customerId,
      });
      expect(mirror.row('message', ticket.messageId)).toMatchObject({ kind: 'customer' });
      expect(mirror.row('customer', ticket.customerId)).toMatchObject({ name: 'Kim Customer' });
      expect(mirror.row('queue', scene.host.queues.second)).not.toBeNull();
      expect(mirror.row('person', scene.host.people.gone.id)).toMatchObject({ active: false });
    });

    it('gives the newest tickets first, each with all its messages on the same page', async () => {
      await scene.host.backstage.openTicket();
      const { ticketId } = await scene.host.backstage.openTicket();
      await scene.host.backstage.writeAsCustomer(ticketId, 'And another thing.');
      const { client } = await speakAs(scene.host, 'maria');
      const changes = readChanges(await pull(client));
      const ids = changes.filter((change) => change.type === 'ticket').map((change) => change.id as string);
      expect(ids).toEqual([...ids].sort().reverse());
      const messages = changes.filter(
        (change) => change.type === 'message' && 'row' in change && change.row.ticketId === ticketId,
      );
      expect(messages).toHaveLength(2);
    });

    it('goes on with what has changed since, and nothing else', async () => {
      const speaker = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const mirror = createMirror(speaker.client);
      await mirror.pullAll();
      const quiet = await mirror.pullOnce();
      expect(quiet).toMatchObject({ changes: [], more: false, complete: true, start: null, progress: null });

      const note = command(
        speaker,
        'note',
        ticketId,
        { text: 'Look at the driver', attachments: [] },
        messageId,
      );
      await push(speaker, [note]);
      const page = await mirror.pullOnce();
      expect(
        readChanges(page)
          .map((change) => `${change.type} ${change.id}`)
          .sort(),
      ).toEqual([`message ${note.id}`, `ticket ${ticketId}`].sort());
      expect(mirror.rows.get(`ticket ${ticketId}`)?.version).toBe(2);
    });

    it('the same cursor gives the same changes again: an answer may be lost', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      const mirror = createMirror(client);
      await mirror.pullAll();
      await scene.host.backstage.openTicket();
      expect(await pull(client, mirror.cursor)).toEqual(await pull(client, mirror.cursor));
    });

    it('I8: what is out of sight never comes', async () => {
      const { ticketId, messageId, customerId } = await scene.host.backstage.openTicket({ queue: 'second' });
      const mirror = createMirror((await speakAs(scene.host, 'anna')).client);
      await mirror.pullAll();
      await scene.host.backstage.writeAsCustomer(ticketId, 'secret words');
      const live = await mirror.pullAll();
      for (const key of [`ticket ${ticketId}`, `message ${messageId}`, `customer ${customerId}`]) {
        expect(mirror.rows.has(key)).toBe(false);
      }
      expect(JSON.stringify(live)).not.toContain('secret words');
    });

    it('I8: a ticket that leaves sight comes as gone with its messages and its customer, and whole when it enters', async () => {
      const { ticketId, messageId, customerId } = await scene.host.backstage.openTicket();
      const anna = createMirror((await speakAs(scene.host, 'anna')).client);
      const vera = createMirror((await speakAs(scene.host, 'vera')).client);
      await anna.pullAll();
      await vera.pullAll();
      expect(vera.row('ticket', ticketId)).toBeNull();

      await scene.host.backstage.moveTicket(ticketId, 'second');
      const pages = await anna.pullAll();
      const gone = pages
        .flatMap(readChanges)
        .find((change) => change.type === 'message' && change.id === messageId);
      expect(gone).toMatchObject({ gone: true, ticketId });
      await vera.pullAll();
      for (const key of [`ticket ${ticketId}`, `message ${messageId}`, `customer ${customerId}`]) {
        expect(anna.rows.has(key)).toBe(false);
        expect(vera.rows.has(key)).toBe(true);
      }
    });

    it('I8: starts again when the sight of the person changes', async () => {
      const { ticketId } = await scene.host.backstage.openTicket({ queue: 'second' });
      const mirror = createMirror((await speakAs(scene.host, 'boris')).client);
      await mirror.pullAll();
      expect(mirror.row('ticket', ticketId)).not.toBeNull();
      await scene.host.backstage.setQueues('boris', ['first']);
      const pages = await mirror.pullAll();
      expect(pages[0]?.start).toBe('again');
      expect(mirror.row('ticket', ticketId)).toBeNull();
      await scene.host.backstage.setQueues('boris', ['first', 'second']);
      await mirror.pullAll();
      expect(mirror.row('ticket', ticketId)).not.toBeNull();
    });

    it('I8: starts again when a person has seen something else in between, although he sees again what he saw', async () => {
      const mirror = createMirror((await speakAs(scene.host, 'boris')).client);
      await mirror.pullAll();
      await scene.host.backstage.setQueues('boris', ['first']);
      await scene.host.backstage.setQueues('boris', ['first', 'second']);
      const pages = await mirror.pullAll();
      expect(pages[0]?.start).toBe('again');
    });

    it('starts again for a cursor that it cannot follow', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      expect((await pull(client, 'bm90IG91cnM')).start).toBe('again');
      const vera = await speakAs(scene.host, 'vera');
      const foreign = createMirror(vera.client);
      await foreign.pullAll();
      expect((await pull(client, foreign.cursor)).start).toBe('again');
    });

    it('I5, I4: with many writers at once, a reader that follows the feed ends with exactly what is there', async () => {
      const { backstage } = scene.host;
      const tickets = await Promise.all(Array.from({ length: 20 }, () => backstage.openTicket()));
      const speakers = await Promise.all(
        (['anna', 'boris', 'maria'] as const).map((login) => speakAs(scene.host, login)),
      );
      const writers = speakers.flatMap((speaker) => [speaker, besides(speaker)]);
      const { client } = await speakAs(scene.host, 'anna');
      const reader = createMirror(client);
      let writing = true;
      const reading = (async () => {
        while (writing) await reader.pullOnce();
        await reader.pullAll();
      })();
      await Promise.all([
        ...writers.map(async (writer, index) => {
          for (let round = 0; round < ROUNDS; round += 1) {
            const commands = Array.from({ length: COMMANDS }, (_, step) => {
              const ticket = tickets[(index * 7 + round * 3 + step) % tickets.length];
              if (ticket === undefined) throw new Error('no ticket');
              return command(writer, 'note', ticket.ticketId, {
                text: `note ${index} ${round} ${step}`,
                attachments: [],
              });
            });
            await push(writer, commands);
          }
        }),
        (async () => {
          for (const { ticketId } of tickets) await backstage.writeAsCustomer(ticketId, 'Any news?');
        })(),
      ]);
      writing = false;
      await reading;

      const fresh = createMirror(client);
      await fresh.pullAll();
      expect(reader.summary()).toEqual(fresh.summary());
      const notes = [...reader.rows.values()].filter(
        (change) => change.type === 'message' && 'row' in change && change.row.kind === 'note',
      );
      expect(notes.length).toBeGreaterThanOrEqual(writers.length * ROUNDS * COMMANDS);
    }, 180_000);

    it('gives the top of every view in the order of the view, with the counts of all', async () => {
      const speaker = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      await push(speaker, [
        command(speaker, 'assign', ticketId, { from: null, to: scene.host.people.anna.id }, messageId),
      ]);
      await push(speaker, [command(speaker, 'priority', ticketId, { to: 'urgent' }, messageId)]);
      const waiting = await scene.host.backstage.openTicket();
      await push(speaker, [
        command(speaker, 'reply', waiting.ticketId, { text: 'Done', attachments: [] }, waiting.messageId),
      ]);
      const resolved = await scene.host.backstage.openTicket();
      await push(speaker, [
        command(speaker, 'status', resolved.ticketId, { to: 'resolved' }, resolved.messageId),
      ]);

      const mirror = createMirror(speaker.client);
      await mirror.pullAll();
      const all = ticketsOf(mirror).sort(compareByDue);
      for (const view of VIEW_IDS) {
        const expected = all.filter((ticket) => isInView(view, ticket, scene.host.people.anna.id));
        const response = await speaker.client.fetch(`${PATHS.first}?view=${view}&limit=7`);
        const page = firstPageSchema.parse(await response.json());
        const shown = readChanges(page).flatMap((change) =>
          change.type === 'ticket' && 'row' in change ? [change.row] : [],
        );
        expect(shown, view).toEqual(expected.slice(0, 7));
        expect(page.counts[view], view).toBe(expected.length);
      }
    });
  });
}
