import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { EpochMs, ReferenceId, TicketId } from '#shared/base/brand.ts';
import { PATHS } from '#shared/contract/http/routes.ts';
import type { Partner } from '#shared/domain/references/partner.ts';
import type { ReferenceOf } from '#shared/domain/references/reference.ts';
import { sending } from '#tests/support/contract-host.ts';
import { command, createMirror, outcomes, push, speakAs, type Speaker } from './speak.ts';
import type { Scene } from './scene.ts';

const LETTER = { subject: 'Request 1', text: 'Please help.' };

/** Tickets that partner organisations have. */
export function describePartners(scene: Scene): void {
  async function addPartner(more: Partial<Partner> = {}): Promise<ReferenceOf<'partner'>> {
    const maria = await speakAs(scene.host, 'maria');
    const after: ReferenceOf<'partner'> = {
      id: v7() as ReferenceId,
      kind: 'partner',
      content: {
        name: 'Adapter Works',
        email: 'help@adapter.example',
        language: 'en',
        fields: ['question', 'words'],
        days: 5,
        active: true,
        ...more,
      },
    };
    const answer = await maria.client.fetch(PATHS.references, sending('POST', { before: null, after }));
    expect(answer.status).toBe(204);
    return after;
  }

  async function look(speaker: Speaker, id: TicketId) {
    const mirror = createMirror(speaker.client);
    await mirror.pullAll();
    const ticket = mirror.row('ticket', id);
    if (ticket === null) throw new Error('the ticket is not in sight');
    const entries = [...mirror.rows.values()]
      .flatMap((change) => (change.type === 'message' && 'row' in change ? [change.row] : []))
      .filter((message) => message.ticketId === id)
      .toSorted((a, b) => a.at - b.at);
    const events = entries.flatMap((message) => (message.kind === 'event' ? [message.event] : []));
    return { ticket, events };
  }

  const handOver = (
    speaker: Speaker,
    ticketId: TicketId,
    { id }: ReferenceOf<'partner'>,
    until: number,
    passed: Partner['fields'] = ['question'],
  ) =>
    command(speaker, 'hand-to-partner', ticketId, {
      // The name is the list's, whatever is said here.
      partner: { id, name: 'Another name', email: 'other@example.com' },
      passed,
      letter: LETTER,
      until: until as EpochMs,
    });

  describe('partners', () => {
    it('a hand-over is kept with what was passed on, and comes back as due when its time has come', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const partner = await addPartner();
      const { ticketId } = await scene.host.backstage.openTicket();
      const until = (await look(anna, ticketId)).ticket.updatedAt + 3_600_000;
      await push(anna, [command(anna, 'status', ticketId, { to: 'waiting' })]);
      expect(outcomes(await push(anna, [handOver(anna, ticketId, partner, until)]))).toEqual(['applied']);
      const named = { id: partner.id, name: 'Adapter Works', email: 'help@adapter.example' };
      const given = await look(anna, ticketId);
      expect(given.ticket).toMatchObject({
        status: 'waiting',
        partner: { ...named, until },
        snooze: { until },
      });
      expect(given.events.at(-1)).toEqual({
        kind: 'handed-to-partner',
        partner: named,
        passed: ['question'],
        letter: LETTER,
        until,
      });
      // Nobody else hands it over meanwhile.
      expect(outcomes(await push(anna, [handOver(anna, ticketId, partner, until)]))).toEqual([
        'refused partner-changed',
      ]);

      scene.host.backstage.advanceClock(3_700_000);
      await expect
        .poll(async () => (await look(anna, ticketId)).ticket.snooze, { timeout: 15_000, interval: 200 })
        .toBe(null);
      const late = await look(anna, ticketId);
      expect(late.ticket).toMatchObject({ status: 'open', waitingSince: until, partner: named });
      expect(late.events.at(-1)).toEqual({ kind: 'partner-late', partner: named });

      const answer = command(anna, 'back-from-partner', ticketId, { how: 'answered', text: 'A new driver.' });
      expect(outcomes(await push(anna, [answer]))).toEqual(['applied']);
      const back = await look(anna, ticketId);
      expect(back.ticket).toMatchObject({ status: 'open', partner: null, snooze: null });
      expect(back.events.at(-1)).toEqual({
        kind: 'back-from-partner',
        partner: named,
        how: 'answered',
        text: 'A new driver.',
      });
    });

    it('only what the partner may see is passed on, and only to one that takes tickets', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId } = await scene.host.backstage.openTicket();
      const until = (await look(anna, ticketId)).ticket.updatedAt + 86_400_000;
      const partner = await addPartner();
      const resting = await addPartner({ active: false });
      const unknown = { ...partner, id: v7() as ReferenceId };
      const verdict = async (...given: Parameters<typeof handOver>) =>
        outcomes(await push(given[0], [handOver(...given)]));
      expect(await verdict(anna, ticketId, partner, until, ['question', 'email'])).toEqual([
        'refused not-for-partner',
      ]);
      expect(await verdict(anna, ticketId, resting, until)).toEqual(['refused no-such-partner']);
      expect(await verdict(anna, ticketId, unknown, until)).toEqual(['refused no-such-partner']);
      const timur = await speakAs(scene.host, 'timur');
      expect(await verdict(timur, ticketId, partner, until)).toEqual(['refused not-allowed']);
      expect((await look(anna, ticketId)).ticket).toMatchObject({ partner: null, snooze: null });
    });

    it('the customer’s message brings it back, and it is taken back without an answer', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const partner = await addPartner();
      const { ticketId } = await scene.host.backstage.openTicket();
      const until = (await look(anna, ticketId)).ticket.updatedAt + 86_400_000;
      await push(anna, [handOver(anna, ticketId, partner, until)]);
      await scene.host.backstage.writeAsCustomer(ticketId, 'It works again.');
      expect((await look(anna, ticketId)).ticket).toMatchObject({
        snooze: null,
        partner: { id: partner.id },
      });
      const back = () => command(anna, 'back-from-partner', ticketId, { how: 'taken-back', text: '' });
      expect(outcomes(await push(anna, [back()]))).toEqual(['applied']);
      expect((await look(anna, ticketId)).ticket.partner).toBeNull();
      expect(outcomes(await push(anna, [back()]))).toEqual(['refused partner-changed']);
    });
  });
}
