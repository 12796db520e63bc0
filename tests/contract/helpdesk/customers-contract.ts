import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { CustomerId, CustomerNoteId, TicketId } from '#shared/base/brand.ts';
import { alikePageSchema, type CustomerPair } from '#shared/contract/http/customers.ts';
import { PATHS } from '#shared/contract/http/routes.ts';
import { searchPageSchema } from '#shared/contract/http/search.ts';
import { sending } from '#tests/support/contract-host.ts';
import { command, createMirror, outcomes, problemCode, push, speakAs, type Speaker } from './speak.ts';
import type { Scene } from './scene.ts';

const newNote = () => v7() as CustomerNoteId;

async function done({ client }: Speaker, path: string, pair: CustomerPair): Promise<string> {
  const answer = await client.fetch(path, sending('POST', pair));
  return answer.status === 204 ? 'done' : problemCode(answer);
}

async function alike({ client }: Speaker, customerId: CustomerId, words = '') {
  const answer = await client.fetch(PATHS.alike, sending('POST', { customerId, words }));
  return answer.status === 200 ? alikePageSchema.parse(await answer.json()) : problemCode(answer);
}

/** The tickets that the archive has for a question, by their ids. */
async function found({ client }: Speaker, text: string): Promise<readonly TicketId[]> {
  const answer = await client.fetch(PATHS.search, sending('POST', { text }));
  return searchPageSchema
    .parse(await answer.json())
    .hits.map(({ ticket }) => ticket.id)
    .toSorted((a, b) => a.localeCompare(b));
}

/** Notes on customers, and customers of whom there are two rows. */
export function describeCustomers(scene: Scene): void {
  const open = (more: Parameters<Scene['host']['backstage']['openTicket']>[0] = {}) =>
    scene.host.backstage.openTicket(more);
  const note = (speaker: Speaker, ticketId: TicketId, noteId: CustomerNoteId, text: string | null) =>
    command(speaker, 'customer-note', ticketId, { noteId, text });

  async function look(speaker: Speaker) {
    const mirror = createMirror(speaker.client);
    await mirror.pullAll();
    return mirror;
  }

  describe('notes on customers', () => {
    it('a note stands with the customer for all who see him, and comes beside the answer', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, customerId } = await open();
      const noteId = newNote();
      const given = note(anna, ticketId, noteId, 'Call after noon.');
      const [answer] = await push(anna, [given]);
      expect(answer?.outcome).toEqual({ kind: 'applied' });
      expect(answer?.changes).toContainEqual(
        expect.objectContaining({
          type: 'customer',
          id: customerId,
          row: expect.objectContaining({
            notes: [expect.objectContaining({ id: noteId, text: 'Call after noon.' })],
          }),
        }),
      );
      // I2: the same answer again, with the customer as he is.
      const [again] = await push(anna, [given]);
      expect(again?.outcome).toEqual({ kind: 'applied' });
      expect(again?.changes).toContainEqual(expect.objectContaining({ type: 'customer', id: customerId }));
      const timur = await look(await speakAs(scene.host, 'timur'));
      const { notes } = timur.row('customer', customerId) ?? {};
      expect(notes).toEqual([
        { id: noteId, text: 'Call after noon.', authorId: scene.host.people.anna.id, at: expect.any(Number) },
      ]);
      // I8: who does not see the customer does not see what is said of him.
      const vera = await look(await speakAs(scene.host, 'vera'));
      expect(vera.row('customer', customerId)).toBeNull();
      expect(JSON.stringify([...vera.rows.values()])).not.toContain('Call after noon.');
    });

    it('one’s own is changed and removed, another’s only by a supervisor, nothing by a trainee (I9)', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const boris = await speakAs(scene.host, 'boris');
      const maria = await speakAs(scene.host, 'maria');
      const timur = await speakAs(scene.host, 'timur');
      const { ticketId, customerId } = await open();
      const noteId = newNote();
      await push(anna, [
        note(anna, ticketId, noteId, 'Deaf.'),
        note(anna, ticketId, noteId, 'Deaf in one ear.'),
      ]);
      expect(outcomes(await push(boris, [note(boris, ticketId, noteId, 'No.')]))).toEqual([
        'refused not-allowed',
      ]);
      expect(outcomes(await push(timur, [note(timur, ticketId, newNote(), 'I think…')]))).toEqual([
        'refused not-allowed',
      ]);
      expect(outcomes(await push(anna, [note(anna, ticketId, newNote(), '  ')]))).toEqual([
        'refused invalid',
      ]);
      expect((await look(anna)).row('customer', customerId)?.notes).toMatchObject([
        { text: 'Deaf in one ear.', edited: { by: scene.host.people.anna.id } },
      ]);
      expect(outcomes(await push(maria, [note(maria, ticketId, noteId, null)]))).toEqual(['applied']);
      expect((await look(anna)).row('customer', customerId)?.notes ?? []).toEqual([]);
    });
  });

  describe('customers of whom there are two rows', () => {
    it('are one for everybody, with all tickets and notes, and two again', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const vera = await speakAs(scene.host, 'vera');
      const maria = await speakAs(scene.host, 'maria');
      const kept = await open();
      const double = await open();
      const elsewhere = await open({ queue: 'second', customerId: double.customerId });
      await push(anna, [note(anna, double.ticketId, newNote(), 'Writes from home too.')]);
      const mirrors = [anna, vera, maria].map(({ client }) => createMirror(client));
      for (const mirror of mirrors) await mirror.pullAll();

      const pair = { source: double.customerId, target: kept.customerId };
      expect(await done(anna, PATHS.mergeCustomers, pair)).toBe('done');
      expect(await done(anna, PATHS.mergeCustomers, pair)).toBe('done');
      for (const [index, mirror] of mirrors.entries()) {
        await mirror.pullAll();
        expect(mirror.row('customer', double.customerId)).toBeNull();
        expect(mirror.row('customer', kept.customerId)).toMatchObject({
          merged: [{ id: double.customerId }],
          notes: [{ text: 'Writes from home too.', of: double.customerId }],
          trail: [{ kind: 'merged', by: scene.host.people.anna.id }],
        });
        // I4: what was followed is what is given from the beginning.
        const fresh = await look([anna, vera, maria][index] ?? anna);
        expect(mirror.summary()).toEqual(fresh.summary());
      }
      expect(mirrors[0]?.row('ticket', double.ticketId)?.customerId).toBe(kept.customerId);
      expect(mirrors[1]?.row('ticket', elsewhere.ticketId)?.customerId).toBe(kept.customerId);

      expect(await done(anna, PATHS.separateCustomers, pair)).toBe('done');
      expect(await done(anna, PATHS.separateCustomers, pair)).toBe('done');
      for (const mirror of mirrors) await mirror.pullAll();
      expect(mirrors[0]?.row('ticket', double.ticketId)?.customerId).toBe(double.customerId);
      expect(mirrors[0]?.row('ticket', kept.ticketId)?.customerId).toBe(kept.customerId);
      expect(mirrors[0]?.row('customer', double.customerId)).toMatchObject({
        notes: [{ text: 'Writes from home too.' }],
        trail: [{ kind: 'merged' }, { kind: 'separated' }],
      });
      // I8: whoever saw the one that stayed only by the other's ticket sees him no more.
      expect(mirrors[1]?.row('customer', kept.customerId)).toBeNull();
      expect(mirrors[1]?.row('customer', double.customerId)).not.toBeNull();
      for (const [index, mirror] of mirrors.entries())
        expect(mirror.summary()).toEqual((await look([anna, vera, maria][index] ?? anna)).summary());
    });

    it('their tickets stand under the name of the one they are of, and under the former again when separated', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const kept = await open({ customerName: 'Nina Kept' });
      const double = await open({ customerName: 'N. Double' });
      const mirror = await look(anna);
      const names = () => [kept, double].map(({ ticketId }) => mirror.row('ticket', ticketId)?.customerName);
      expect(names()).toEqual(['Nina Kept', 'N. Double']);

      const pair = { source: double.customerId, target: kept.customerId };
      expect(await done(anna, PATHS.mergeCustomers, pair)).toBe('done');
      await mirror.pullAll();
      expect(names()).toEqual(['Nina Kept', 'Nina Kept']);
      // They are found by the former name too.
      for (const text of ['Double', 'customer:double'])
        expect(await found(anna, text), text).toEqual(
          [kept, double].map(({ ticketId }) => ticketId).toSorted((a, b) => a.localeCompare(b)),
        );
      // What is said of the ticket next is said under that name too.
      const given = command(anna, 'priority', double.ticketId, { to: 'high' });
      expect(outcomes(await push(anna, [given]))).toEqual(['applied']);
      await mirror.pullAll();
      expect(names()).toEqual(['Nina Kept', 'Nina Kept']);
      expect(mirror.summary()).toEqual((await look(anna)).summary());

      expect(await done(anna, PATHS.separateCustomers, pair)).toBe('done');
      await mirror.pullAll();
      expect(names()).toEqual(['Nina Kept', 'N. Double']);
      expect(mirror.summary()).toEqual((await look(anna)).summary());
    });

    it('a note that was written on the other’s ticket before it was known goes to the one that stays', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const boris = await speakAs(scene.host, 'boris');
      const [kept, double] = [await open(), await open()];
      await done(anna, PATHS.mergeCustomers, { source: double.customerId, target: kept.customerId });
      expect(outcomes(await push(boris, [note(boris, double.ticketId, newNote(), 'Late.')]))).toEqual([
        'applied',
      ]);
      expect((await look(boris)).row('customer', kept.customerId)?.notes).toMatchObject([{ text: 'Late.' }]);
    });

    it('no chains, no trainees, nobody out of sight', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const timur = await speakAs(scene.host, 'timur');
      const [a, b, c] = [await open(), await open(), await open()];
      const hidden = await open({ queue: 'second' });
      const merge = (speaker: Speaker, source: CustomerId, target: CustomerId) =>
        done(speaker, PATHS.mergeCustomers, { source, target });
      expect(await merge(timur, a.customerId, b.customerId)).toBe('403 not-allowed');
      expect(await merge(anna, hidden.customerId, a.customerId)).toBe('404 not-found');
      expect(await merge(anna, a.customerId, hidden.customerId)).toBe('404 not-found');
      expect(await merge(anna, a.customerId, a.customerId)).toBe('400 invalid-request');
      expect(await merge(anna, a.customerId, b.customerId)).toBe('done');
      expect(await merge(anna, b.customerId, c.customerId)).toBe('409 changed');
      expect(await merge(anna, a.customerId, c.customerId)).toBe('409 changed');
      expect(await merge(anna, c.customerId, b.customerId)).toBe('done');
      const pair = { source: a.customerId, target: b.customerId };
      expect(await done(timur, PATHS.separateCustomers, pair)).toBe('403 not-allowed');
    });

    it('are found by what they have in common, and by words, within sight', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const [own, other] = [await open(), await open()];
      const hidden = await open({ queue: 'second' });
      const found = await alike(anna, own.customerId, 'Customer');
      if (typeof found === 'string') throw new Error(found);
      expect(found.own).toMatchObject({ customer: { id: own.customerId }, tickets: 1 });
      const ids = found.found.map(({ customer }) => customer.id);
      expect(ids).not.toContain(own.customerId);
      expect(ids).not.toContain(hidden.customerId);
      expect(ids.length === 20 || ids.includes(other.customerId)).toBe(true);
      expect(await alike(anna, own.customerId, 'nobody is called that')).toMatchObject({ found: [] });
      expect(await alike(anna, hidden.customerId)).toBe('404 not-found');
    });
  });
}
