import { describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import type { EpochMs, MessageId, QueueId, TicketId } from '#shared/base/brand.ts';
import { firstPageSchema, PATHS } from '#shared/contract/http/routes.ts';
import { command, createMirror, outcomes, push, readChanges, speakAs, type Speaker } from './speak.ts';
import type { Scene } from './scene.ts';

/** What is done to tickets besides answering. */
export function describeTicketActions(scene: Scene): void {
  const open = (more: Parameters<Scene['host']['backstage']['openTicket']>[0] = {}) =>
    scene.host.backstage.openTicket(more);

  /** What a fresh client is given. */
  async function look(speaker: Speaker) {
    const mirror = createMirror(speaker.client);
    await mirror.pullAll();
    const events = (ticketId: TicketId) =>
      [...mirror.rows.values()]
        .flatMap((change) => (change.type === 'message' && 'row' in change ? [change.row] : []))
        .filter((message) => message.ticketId === ticketId)
        .toSorted((a, b) => a.at - b.at)
        .flatMap((message) => (message.kind === 'event' ? [message.event] : []));
    return { ticket: (id: TicketId) => mirror.row('ticket', id), row: mirror.row, rows: mirror.rows, events };
  }

  async function countsOf(speaker: Speaker) {
    const response = await speaker.client.fetch(`${PATHS.first}?view=all`);
    return firstPageSchema.parse(await response.json()).counts;
  }

  describe('actions on tickets', () => {
    it('a category is set and taken away', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId } = await open();
      const set = command(anna, 'category', ticketId, { to: 'financial' });
      expect(outcomes(await push(anna, [set]))).toEqual(['applied']);
      expect((await look(anna)).ticket(ticketId)).toMatchObject({ category: 'financial' });
      expect(outcomes(await push(anna, [command(anna, 'category', ticketId, { to: null })]))).toEqual([
        'applied',
      ]);
      const { ticket, events } = await look(anna);
      expect(ticket(ticketId)).toMatchObject({ category: null });
      expect(events(ticketId)).toEqual([
        { kind: 'category', from: null, to: 'financial' },
        { kind: 'category', from: 'financial', to: null },
      ]);
    });

    it('I4: a snoozed ticket is in no view but its own, and a message of the customer ends it', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const before = await countsOf(anna);
      const { ticketId } = await open();
      expect(outcomes(await push(anna, [command(anna, 'snooze', ticketId, { until: null })]))).toEqual([
        'applied',
      ]);
      const counts = await countsOf(anna);
      expect(counts['waiting-for-us']).toBe(before['waiting-for-us']);
      expect(counts.snoozed).toBe(before.snoozed + 1);
      expect(counts.all).toBe(before.all + 1);
      const page = await anna.client.fetch(`${PATHS.first}?view=snoozed`);
      const listed = readChanges(firstPageSchema.parse(await page.json())).map((change) => change.id);
      expect(listed).toContain(ticketId);

      await scene.host.backstage.writeAsCustomer(ticketId, 'Here is what you asked for.');
      expect((await look(anna)).ticket(ticketId)).toMatchObject({ snooze: null, status: 'open' });
      const after = await countsOf(anna);
      expect(after['waiting-for-us']).toBe(before['waiting-for-us'] + 1);
      expect(after.snoozed).toBe(before.snoozed);
    });

    it('a snooze until a time is ended by the helpdesk when it has come, and says so', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId } = await open();
      const now = (await look(anna)).ticket(ticketId)?.updatedAt ?? 0;
      const until = (now + 3_600_000) as EpochMs;
      await push(anna, [command(anna, 'snooze', ticketId, { until })]);
      expect((await look(anna)).ticket(ticketId)).toMatchObject({ snooze: { until } });
      scene.host.backstage.advanceClock(3_700_000);
      await expect
        .poll(async () => (await look(anna)).ticket(ticketId)?.snooze, { timeout: 15_000, interval: 200 })
        .toBe(null);
      const { row, rows, events } = await look(anna);
      expect(events(ticketId)).toEqual([{ kind: 'snoozed', until }, { kind: 'woke' }]);
      const woke = [...rows.values()].find(
        (change) =>
          change.type === 'message' &&
          'row' in change &&
          change.row.kind === 'event' &&
          change.row.event.kind === 'woke' &&
          change.row.ticketId === ticketId,
      );
      expect(row('message', woke?.id ?? '')).toMatchObject({ authorId: null });
    });

    it('a snoozed ticket is woken by hand; what is resolved is not snoozed', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await open();
      await push(anna, [command(anna, 'snooze', ticketId, { until: null })]);
      await push(anna, [command(anna, 'snooze', ticketId, {})]);
      expect((await look(anna)).ticket(ticketId)).toMatchObject({ snooze: null });
      await push(anna, [command(anna, 'snooze', ticketId, { until: null })]);
      await push(anna, [command(anna, 'status', ticketId, { to: 'resolved' }, messageId)]);
      expect((await look(anna)).ticket(ticketId)).toMatchObject({ snooze: null, status: 'resolved' });
      const again = command(anna, 'snooze', ticketId, { until: null });
      expect(outcomes(await push(anna, [again]))).toEqual(['refused invalid']);
    });

    it('is followed by whoever says so, each for himself', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const boris = await speakAs(scene.host, 'boris');
      const { ticketId } = await open();
      await push(anna, [command(anna, 'follow', ticketId, { on: true })]);
      await push(boris, [command(boris, 'follow', ticketId, { on: true })]);
      await push(anna, [command(anna, 'follow', ticketId, { on: false })]);
      expect((await look(anna)).ticket(ticketId)?.followerIds).toEqual([scene.host.people.boris.id]);
    });

    it('links name tickets in sight only', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const one = await open();
      const other = await open();
      const hidden = await open({ queue: 'second' });
      const link = (to: TicketId, on = true) => push(anna, [command(anna, 'link', one.ticketId, { to, on })]);
      expect(outcomes(await link(other.ticketId))).toEqual(['applied']);
      expect(outcomes(await link(hidden.ticketId))).toEqual(['refused no-such-ticket']);
      expect(outcomes(await link(v7() as TicketId))).toEqual(['refused no-such-ticket']);
      expect(outcomes(await link(one.ticketId))).toEqual(['refused invalid']);
      expect((await look(anna)).ticket(one.ticketId)?.links).toEqual([other.ticketId]);
      expect(outcomes(await link(other.ticketId, false))).toEqual(['applied']);
      expect((await look(anna)).ticket(one.ticketId)?.links).toEqual([]);
    });

    it('is handed over to a person, with a note that the next one reads', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId } = await open();
      const { boris, timur, vera } = scene.host.people;
      const to = (id: typeof boris.id) =>
        command(anna, 'delegate', ticketId, { from: null, to: { kind: 'person', id }, note: 'Adapter 3' });
      expect(outcomes(await push(anna, [to(timur.id)]))).toEqual(['refused no-such-person']);
      expect(outcomes(await push(anna, [to(vera.id)]))).toEqual(['refused no-such-person']);
      expect(outcomes(await push(anna, [to(boris.id)]))).toEqual(['applied']);
      const { ticket, events } = await look(await speakAs(scene.host, 'boris'));
      expect(ticket(ticketId)).toMatchObject({ assigneeId: boris.id });
      expect(events(ticketId)).toContainEqual(
        expect.objectContaining({
          kind: 'delegated',
          note: 'Adapter 3',
          to: { kind: 'person', id: boris.id },
        }),
      );
    });

    it('I8: is handed over to a queue, out of the sight of who did it, with everything that was said', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const vera = await speakAs(scene.host, 'vera');
      const { ticketId, messageId } = await open({ text: 'The licence does not work' });
      const mirror = createMirror(anna.client);
      await mirror.pullAll();
      await push(anna, [
        command(anna, 'assign', ticketId, { from: null, to: scene.host.people.anna.id }, messageId),
      ]);
      const given = command(anna, 'delegate', ticketId, {
        from: scene.host.people.anna.id,
        to: { kind: 'queue', id: scene.host.queues.second },
        note: 'It is about money',
      });
      const behind = command(anna, 'priority', ticketId, { to: 'high' });
      const answers = await push(anna, [given, behind]);
      expect(outcomes(answers)).toEqual(['applied', 'refused no-such-ticket']);
      expect(answers.map((answer) => answer.changes)).toEqual([[], []]);
      await mirror.pullAll();
      expect(mirror.row('ticket', ticketId)).toBe(null);
      const { ticket, row, events } = await look(vera);
      expect(ticket(ticketId)).toMatchObject({ queueId: scene.host.queues.second, assigneeId: null });
      expect(row('message', messageId)).toMatchObject({ text: 'The licence does not work' });
      expect(events(ticketId)).toContainEqual(expect.objectContaining({ note: 'It is about money' }));
    });

    it('is handed over to a tier; not to a queue that is none, nor over the head of who has it', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const boris = await speakAs(scene.host, 'boris');
      const { ticketId } = await open();
      const to = (from: typeof scene.host.people.anna.id | null, tier: 1 | 2 | 3) =>
        command(anna, 'delegate', ticketId, { from, to: { kind: 'tier', tier }, note: '' });
      expect(outcomes(await push(anna, [to(null, 2)]))).toEqual(['applied']);
      expect((await look(anna)).ticket(ticketId)).toMatchObject({ tier: 2, assigneeId: null });
      const nowhere = { kind: 'queue', id: v7() as QueueId } as const;
      expect(
        outcomes(
          await push(anna, [command(anna, 'delegate', ticketId, { from: null, to: nowhere, note: '' })]),
        ),
      ).toEqual(['refused no-such-queue']);
      await push(boris, [command(boris, 'assign', ticketId, { from: null, to: scene.host.people.boris.id })]);
      expect(outcomes(await push(anna, [to(null, 3)]))).toEqual(['refused assigned-to-other']);
    });

    it('is merged into another, which then waits for it too (I6), and unmerged as both were', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const target = await open({ text: 'First question' });
      const { customerId } = target;
      await push(anna, [
        command(anna, 'reply', target.ticketId, { text: 'Try this', attachments: [] }, target.messageId),
      ]);
      const source = await open({ text: 'The same again', customerId });
      const before = await look(anna);
      const merge = (into: TicketId | null) =>
        push(anna, [command(anna, 'merge', source.ticketId, { into }, source.messageId)]);
      expect(outcomes(await merge(target.ticketId))).toEqual(['applied']);
      const merged = await look(anna);
      expect(merged.ticket(source.ticketId)).toMatchObject({
        mergedInto: target.ticketId,
        status: 'resolved',
        waitingSince: null,
      });
      expect(merged.ticket(target.ticketId)).toMatchObject({
        status: 'open',
        waitingSince: before.ticket(source.ticketId)?.waitingSince,
        lastCustomerMessageId: source.messageId,
      });
      // Who has not seen what was merged in is held, and is given it.
      const blind = command(
        anna,
        'reply',
        target.ticketId,
        { text: 'Hm', attachments: [] },
        target.messageId,
      );
      const [held] = await push(anna, [blind]);
      expect(held?.outcome).toEqual({ kind: 'held', reason: 'newer-message' });
      expect(readChanges(held ?? { changes: [] }).map((change) => change.id)).toEqual([
        target.ticketId,
        source.messageId,
      ]);

      expect(outcomes(await merge(null))).toEqual(['applied']);
      const after = await look(anna);
      for (const id of [source.ticketId, target.ticketId]) {
        const was = before.ticket(id);
        expect(after.ticket(id)).toEqual({ ...was, updatedAt: after.ticket(id)?.updatedAt });
      }
      expect(after.events(source.ticketId)).toEqual([
        { kind: 'merged', into: target.ticketId },
        { kind: 'unmerged', from: target.ticketId },
      ]);
    });

    it('is not merged into itself, in chains, into what is out of sight; what is merged is not answered', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const [a, b, c] = [await open(), await open(), await open()];
      const hidden = await open({ queue: 'second' });
      const merge = (from: TicketId, into: TicketId) => push(anna, [command(anna, 'merge', from, { into })]);
      expect(outcomes(await merge(a.ticketId, a.ticketId))).toEqual(['refused invalid']);
      expect(outcomes(await merge(a.ticketId, hidden.ticketId))).toEqual(['refused no-such-ticket']);
      expect(outcomes(await merge(a.ticketId, b.ticketId))).toEqual(['applied']);
      expect(outcomes(await merge(b.ticketId, c.ticketId))).toEqual(['refused merged']);
      expect(outcomes(await merge(c.ticketId, a.ticketId))).toEqual(['refused merged']);
      expect(outcomes(await merge(b.ticketId, a.ticketId))).toEqual(['refused merged']);
      const answer = command(anna, 'reply', a.ticketId, { text: 'Hm', attachments: [] }, a.messageId);
      expect(outcomes(await push(anna, [answer]))).toEqual(['refused invalid']);
      const note = command(anna, 'note', a.ticketId, { text: 'Hm', attachments: [] });
      expect(outcomes(await push(anna, [note]))).toEqual(['applied']);
    });

    it('two merges at once never make a circle', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const boris = await speakAs(scene.host, 'boris');
      const [a, b] = [await open(), await open()];
      const answers = await Promise.all([
        push(anna, [command(anna, 'merge', a.ticketId, { into: b.ticketId })]),
        push(boris, [command(boris, 'merge', b.ticketId, { into: a.ticketId })]),
      ]);
      expect(answers.flatMap(outcomes).toSorted()).toEqual(['applied', 'refused merged']);
    });

    it('a message is split off into a ticket with a number, and merged back', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, customerId } = await open({ attachment: new TextEncoder().encode('a log') });
      const messageId = await scene.host.backstage.writeAsCustomer(ticketId, 'And another thing');
      const [newTicketId, newMessageId] = [v7() as TicketId, v7() as MessageId];
      const payload = { messageId, newTicketId, newMessageId, subject: 'Another thing' };
      expect(outcomes(await push(anna, [command(anna, 'split', ticketId, payload, messageId)]))).toEqual([
        'applied',
      ]);
      const { ticket, row, events } = await look(anna);
      const old = ticket(ticketId);
      expect(ticket(newTicketId)).toMatchObject({
        subject: 'Another thing',
        customerId,
        queueId: old?.queueId,
        status: 'open',
        splitFrom: ticketId,
        lastCustomerMessageId: newMessageId,
      });
      expect(ticket(newTicketId)?.number).toBeGreaterThan(old?.number ?? Infinity);
      expect(row('message', newMessageId)).toMatchObject({
        ticketId: newTicketId,
        kind: 'customer',
        text: 'And another thing',
      });
      expect(events(ticketId)).toEqual([{ kind: 'split', messageId, into: newTicketId }]);
      const back = command(anna, 'merge', newTicketId, { into: ticketId }, newMessageId);
      expect(outcomes(await push(anna, [back]))).toEqual(['applied']);
    });

    it('what is split off keeps its files; only what a customer wrote there is split off, under fresh ids', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await open({ attachment: new TextEncoder().encode('a log') });
      const other = await open();
      const note = command(anna, 'note', ticketId, { text: 'x', attachments: [] });
      await push(anna, [note]);
      const split = (change: object) => {
        const fresh = { newTicketId: v7() as TicketId, newMessageId: v7() as MessageId, subject: 'S' };
        return push(anna, [command(anna, 'split', ticketId, { messageId, ...fresh, ...change })]);
      };
      expect(outcomes(await split({ messageId: note.id }))).toEqual(['refused invalid']);
      expect(outcomes(await split({ messageId: other.messageId }))).toEqual(['refused invalid']);
      expect(outcomes(await split({ newTicketId: other.ticketId }))).toEqual(['refused invalid']);
      expect(outcomes(await split({ newMessageId: messageId }))).toEqual(['refused invalid']);
      const newMessageId = v7() as MessageId;
      expect(outcomes(await split({ newMessageId }))).toEqual(['applied']);
      const { row } = await look(anna);
      const [before, after] = [row('message', messageId), row('message', newMessageId)];
      expect(after).toMatchObject({
        attachments: before !== null && 'attachments' in before ? before.attachments : null,
      });
    });

    it('none of it is for a trainee', async () => {
      const timur = await speakAs(scene.host, 'timur');
      const { ticketId, messageId } = await open();
      for (const given of [
        command(timur, 'category', ticketId, { to: 'simple' }),
        command(timur, 'snooze', ticketId, { until: null }),
        command(timur, 'follow', ticketId, { on: true }),
        command(timur, 'link', ticketId, { to: v7() as TicketId, on: true }),
        command(timur, 'merge', ticketId, { into: null }),
        command(timur, 'split', ticketId, {
          messageId,
          newTicketId: v7() as TicketId,
          newMessageId: v7() as MessageId,
          subject: 'S',
        }),
        command(timur, 'delegate', ticketId, { from: null, to: { kind: 'tier', tier: 2 }, note: '' }),
      ])
        expect(outcomes(await push(timur, [given]))).toEqual(['refused not-allowed']);
    });
  });
}
