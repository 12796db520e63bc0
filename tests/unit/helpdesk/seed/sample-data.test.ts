import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sampleData } from '#helpdesk/seed/sample-data.ts';
import { SAMPLE_SPAN_MS, SAMPLE_THREADS } from '#helpdesk/seed/sample-plan.ts';
import { detectType } from '#helpdesk/storage/detect-type.ts';
import type { EpochMs } from '#shared/base/brand.ts';
import { customerSchema } from '#shared/domain/customers/customer.ts';
import { messageSchema } from '#shared/domain/messages/message.ts';
import { previewOf } from '#shared/domain/messages/preview.ts';
import { personSchema } from '#shared/domain/people/person.ts';
import { queueSchema } from '#shared/domain/queues/queue.ts';
import { seesQueue } from '#shared/domain/roles/can.ts';
import { dueAt } from '#shared/domain/tickets/due.ts';
import { ticketSchema } from '#shared/domain/tickets/ticket.ts';

const now = Date.UTC(2026, 4, 14, 12, 0) as EpochMs;
const sample = sampleData({ now });
const tickets = [...sample.tickets()];

describe('sample data', () => {
  it('has 400 tickets, 40 customers, 3 queues, 8 people of the four roles', () => {
    expect(tickets).toHaveLength(400);
    expect(sample.world.customers).toHaveLength(40);
    expect(sample.world.team.queues).toHaveLength(3);
    const roles = sample.world.team.people.map(({ person }) => person.role).sort();
    expect(roles).toEqual([
      'administrator',
      'operator',
      'operator',
      'operator',
      'operator',
      'supervisor',
      'supervisor',
      'trainee',
    ]);
  });

  it('is half Russian, half English', () => {
    expect(tickets.filter(({ ticket }) => ticket.language === 'ru')).toHaveLength(200);
    expect(sample.world.customers.filter(({ customer }) => customer.language === 'ru')).toHaveLength(20);
    for (const { ticket } of tickets) {
      expect(/[а-яё]/i.test(ticket.subject.replace(/Верстак/g, '')), ticket.subject).toBe(
        ticket.language === 'ru',
      );
    }
  });

  it('tells at least 60 different stories, each of them', () => {
    const threads = new Set([...SAMPLE_THREADS.ru, ...SAMPLE_THREADS.en]);
    expect(threads.size).toBeGreaterThanOrEqual(60);
    expect(new Set(tickets.map(({ ticket }) => ticket.subject)).size).toBeGreaterThan(180);
  });

  it('fits the schemas, row by row', () => {
    for (const { person } of sample.world.team.people) personSchema.parse(person);
    for (const queue of sample.world.team.queues) queueSchema.parse(queue);
    for (const { customer } of sample.world.customers) customerSchema.parse(customer);
    for (const { ticket, messages } of tickets) {
      expect(ticketSchema.parse(ticket)).toEqual(ticket);
      for (const message of messages) expect(messageSchema.parse(message)).toEqual(message);
    }
  });

  it('leaves no slot or alternative unfilled', () => {
    for (const { ticket, messages } of tickets) {
      const texts = messages.flatMap((message) => (message.kind === 'event' ? [] : [message.text]));
      for (const text of [ticket.subject, ...texts]) expect(text).not.toMatch(/[{}[\]|]/);
    }
  });

  it('has unique ids and numbers in the order of time', () => {
    const ids = tickets.flatMap(({ ticket, messages }) => [
      ticket.id as string,
      ...messages.map(({ id }) => id),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(tickets.map(({ ticket }) => ticket.number)).toEqual(tickets.map((_, index) => index + 1));
    const created = tickets.map(({ ticket }) => ticket.createdAt);
    expect(created).toEqual([...created].sort((a, b) => a - b));
  });

  it('lies within the six weeks before now, each timeline in order', () => {
    for (const { ticket, messages } of tickets) {
      const times = messages.map(({ at }) => at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(ticket.createdAt).toBe(times[0]);
      expect(ticket.createdAt).toBeGreaterThan(now - SAMPLE_SPAN_MS - 3 * 86_400_000);
      expect(ticket.updatedAt).toBeLessThanOrEqual(now);
    }
  });

  it('has tickets that say the same as their timelines', () => {
    for (const { ticket, messages } of tickets) {
      const customers = messages.filter(({ kind }) => kind === 'customer');
      const talk = messages.filter(({ kind }) => kind === 'customer' || kind === 'reply');
      const lastTalk = talk.at(-1);
      const last = messages.at(-1);
      expect(ticket.lastCustomerMessageId).toBe(customers.at(-1)?.id);
      expect(ticket.updatedAt).toBe(last?.at);
      if (lastTalk === undefined || lastTalk.kind === 'event') throw new Error('no talk');
      expect(ticket.lastLine).toEqual({
        from: lastTalk.kind === 'customer' ? 'customer' : 'team',
        text: previewOf(lastTalk.text),
      });
      const ended = last?.kind === 'event' && last.event.kind === 'status' && last.event.to === 'resolved';
      expect(ticket.status).toBe(ended ? 'resolved' : lastTalk.kind === 'customer' ? 'open' : 'waiting');
      if (ticket.status !== 'open') expect(ticket.waitingSince).toBeNull();
      else {
        const since = talk[talk.findLastIndex(({ kind }) => kind === 'reply') + 1];
        expect(ticket.waitingSince).toBe(since?.at);
      }
    }
  });

  it('has work of every state: mine, unassigned, waiting, resolved, overdue', () => {
    const rows = tickets.map(({ ticket }) => ticket);
    const open = rows.filter(({ status }) => status === 'open');
    const late = open.filter((ticket) => (dueAt(ticket) ?? now) < now);
    expect(open.length).toBeGreaterThan(35);
    expect(late.length).toBeGreaterThan(5);
    expect(late.length).toBeLessThan(open.length / 2);
    expect(rows.filter(({ status }) => status === 'waiting').length).toBeGreaterThan(15);
    expect(
      rows.filter(({ status, assigneeId }) => status !== 'resolved' && assigneeId === null).length,
    ).toBeGreaterThan(15);
    for (const { person } of sample.world.team.people.filter((entry) => entry.person.role === 'operator')) {
      const mine = rows.filter(({ assigneeId, status }) => assigneeId === person.id && status !== 'resolved');
      expect(mine.length, person.name).toBeGreaterThan(3);
      for (const ticket of rows.filter(({ assigneeId }) => assigneeId === person.id)) {
        expect(seesQueue(person, ticket.queueId)).toBe(true);
      }
    }
    expect(new Set(rows.map(({ channel }) => channel))).toEqual(new Set(['form', 'chat', 'email', 'phone']));
    expect(new Set(rows.map(({ priority }) => priority))).toEqual(
      new Set(['low', 'normal', 'high', 'urgent']),
    );
  });

  it('has captures among the attachments, and says of every file what it is', async () => {
    const used = new Set(
      tickets.flatMap(({ messages }) =>
        messages.flatMap((message) =>
          message.kind === 'event' ? [] : message.attachments.map(({ name }) => name),
        ),
      ),
    );
    const captures = [...sample.world.files.keys()].filter((name) => name.endsWith('.png'));
    expect(captures.length).toBeGreaterThanOrEqual(8);
    for (const name of captures) expect(used, name).toContain(name);
    for (const { attachment, bytes } of sample.world.files.values()) {
      expect(await detectType(bytes), attachment.name).toBe(attachment.type);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(attachment.sha256);
      expect(bytes.length).toBe(attachment.size);
      expect(bytes.length).toBeLessThan(60_000);
    }
  });

  it('has hostile e-mail for the sanitiser: scripts, a remote image, a tracking pixel', () => {
    const html = tickets.flatMap(({ messages }) =>
      messages.flatMap((message) =>
        message.kind === 'customer' && message.html !== null ? [message.html] : [],
      ),
    );
    expect(html.some((text) => text.includes('<script>'))).toBe(true);
    expect(html.some((text) => text.includes('logo-'))).toBe(true);
    expect(html.some((text) => text.includes('cid:'))).toBe(true);
    expect(html.some((text) => text.includes('open.gif'))).toBe(true);
  });

  it('is the same, byte for byte, for the same moment', () => {
    const again = JSON.stringify([...sampleData({ now }).tickets()]);
    expect(again === JSON.stringify(tickets)).toBe(true);
  });

  it('is of any size, with exactly as many timeline entries as asked for', () => {
    for (const entries of [1, 2, 3, 7]) {
      const some = [...sampleData({ now, tickets: 150, messagesPerTicket: entries }).tickets()];
      expect(some).toHaveLength(150);
      for (const { ticket, messages } of some) {
        expect(messages).toHaveLength(entries);
        ticketSchema.parse(ticket);
      }
    }
  });
});
