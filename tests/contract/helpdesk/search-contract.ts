import { describe, expect, it } from 'vitest';
import type { TicketId } from '#shared/base/brand.ts';
import { PATHS } from '#shared/contract/http/routes.ts';
import { searchPageSchema, type SearchPageRequest } from '#shared/contract/http/search.ts';
import { sending, type ContractClient } from '#tests/support/contract-host.ts';
import { command, outcomes, problemCode, push, speakAs } from './speak.ts';
import type { Scene } from './scene.ts';

async function search(client: ContractClient, text: string, more: Partial<SearchPageRequest> = {}) {
  const answer = await client.fetch(PATHS.search, sending('POST', { text, ...more }));
  expect(answer.status).toBe(200);
  return searchPageSchema.parse(await answer.json());
}

async function idsOf(client: ContractClient, text: string): Promise<readonly TicketId[]> {
  return (await search(client, text)).hits.map((hit) => hit.ticket.id);
}

/** The search of the archive, for whatever implements the contract. */
export function describeSearch(scene: Scene): void {
  const open = (text: string, queue: 'first' | 'second' = 'first') =>
    scene.host.backstage.openTicket({ text, queue });

  describe('the search of the archive', () => {
    it('finds Russian and English words in other forms, by their beginning, and all of them together', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      const russian = await open('Зелёный турбокомпрессор перестал подключаться к компьютеру');
      const english = await open('The turbochargers are connecting slowly');
      await scene.host.backstage.writeAsCustomer(russian.ticketId, 'Ещё одна подробность о штекере');

      expect(await idsOf(client, 'турбокомпрессоры ')).toEqual([russian.ticketId]);
      expect(await idsOf(client, 'зеленого турбокомпр')).toEqual([russian.ticketId]);
      expect(await idsOf(client, 'turbocharger connect ')).toEqual([english.ticketId]);
      // In two messages of one ticket.
      expect(await idsOf(client, 'турбокомпрессор штекер ')).toEqual([russian.ticketId]);
      expect(await idsOf(client, 'турбокомпрессор -штекер')).toEqual([]);
      expect(await idsOf(client, '"перестал подключаться" ')).toEqual([russian.ticketId]);
      expect(await idsOf(client, '"подключаться перестал" ')).toEqual([]);
    });

    it('gives the ticket and the message that has most of the words', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      const { ticketId } = await open('Кристаллизатор один');
      const better = await scene.host.backstage.writeAsCustomer(ticketId, 'кристаллизатор и резонатор');
      const { hits } = await search(client, 'кристаллизатор резонатор');
      expect(hits).toHaveLength(1);
      expect(hits[0]?.message).toMatchObject({ id: better, kind: 'customer' });
    });

    it('by fields, and by number', async () => {
      const { client, clientId } = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await open('Гидроаккумулятор');
      const speaker = { client, clientId, nextN: () => 1 };
      const assign = command(
        speaker,
        'assign',
        ticketId,
        { from: null, to: scene.host.people.anna.id },
        messageId,
      );
      expect(outcomes(await push(speaker, [assign]))).toEqual(['applied']);
      const ours = (field: string) => idsOf(client, `гидроаккумулятор ${field}`);
      for (const field of [
        'status:open',
        'to:me',
        'assignee:anna',
        '-is:unassigned',
        'from:kim',
        '-has:attachment',
        'after:2d',
      ])
        expect(await ours(field), field).toEqual([ticketId]);
      for (const field of [
        'status:resolved',
        'is:unassigned',
        'to:boris',
        'tag:none',
        'has:attachment',
        'before:2d',
      ])
        expect(await ours(field), field).toEqual([]);
      const { hits } = await search(client, 'гидроаккумулятор');
      expect(await idsOf(client, `#${hits[0]?.ticket.number}`)).toEqual([ticketId]);
    });

    it('I8: only what is in sight, as it is now', async () => {
      const { client: anna } = await speakAs(scene.host, 'anna');
      const { client: vera } = await speakAs(scene.host, 'vera');
      const { client: maria } = await speakAs(scene.host, 'maria');
      const { ticketId } = await open('Электроретинограф');
      const asked = 'электроретинограф';
      expect(await Promise.all([anna, vera, maria].map((client) => idsOf(client, asked)))).toEqual([
        [ticketId],
        [],
        [ticketId],
      ]);
      await scene.host.backstage.moveTicket(ticketId, 'second');
      expect(await Promise.all([anna, vera, maria].map((client) => idsOf(client, asked)))).toEqual([
        [],
        [ticketId],
        [ticketId],
      ]);
    });

    it('page by page, each ticket once', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      const ids: TicketId[] = [];
      for (let n = 0; n < 5; n += 1) ids.push((await open(`Осциллограф номер ${n}`)).ticketId);
      const found: TicketId[] = [];
      let cursor: string | null | undefined;
      for (let page = 0; cursor !== null && page < 9; page += 1) {
        const next = await search(client, 'осциллограф', {
          limit: 2,
          ...(cursor === undefined ? {} : { cursor }),
        });
        found.push(...next.hits.map((hit) => hit.ticket.id));
        ({ cursor } = next);
      }
      expect(found.toSorted()).toEqual(ids.toSorted());
    });

    it('nothing typed finds nothing; what is no question is refused; nobody is refused', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      expect((await search(client, '   ')).hits).toEqual([]);
      for (const strange of ['"', "'", ':*', '\\', '%_', '-', "'; drop table ticket --", '((', '&|!'])
        await search(client, strange);
      const wrong = await client.fetch(PATHS.search, sending('POST', { text: 7 }));
      expect(await problemCode(wrong)).toBe('400 invalid-request');
      const nobody = await scene.host.newClient();
      expect((await nobody.fetch(PATHS.search, sending('POST', { text: 'a' }))).status).toBe(401);
    });
  });
}
