import { describe, expect, it } from 'vitest';
import type { CommandId, TicketId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import { openAccount } from '#tests/support/faults/account.ts';
import { check, type Found } from '#tests/support/faults/checkers.ts';
import type { Seat } from '#tests/support/faults/seat.ts';
import type { HelpdeskTables } from '#tests/support/faults/tables.ts';

const seat = { name: 'anna', isOpen: false } as unknown as Seat;
const TICKET = 't1' as TicketId;

/** A history in which all is well: a question, an answer, a note, and a resolution. */
function scene() {
  const account = openAccount();
  const answer = account.say(seat, 'reply', 'Restart it');
  const note = account.say(seat, 'note', 'Known');
  for (const words of [answer, note]) words.kept = true;
  for (const id of ['c1', 'c2', 'c3']) account.queue(seat, TICKET, id as CommandId);
  const entry = (id: string, more: object) =>
    ({ id, ticketId: TICKET, at: 1, ...more }) as unknown as Message;
  const messages = [
    entry('m0', { kind: 'customer', text: 'It does not work' }),
    entry('c1', { kind: 'reply', text: answer.text }),
    entry('c2', { kind: 'note', text: note.text }),
    entry('c3', { kind: 'event', event: { kind: 'status', from: 'waiting', to: 'resolved' } }),
  ];
  const applied = (id: string) => ({
    id,
    client: 'k1',
    personId: 'p1',
    ticketId: TICKET,
    n: 1,
    verdict: { kind: 'applied' } as const,
  });
  const tables = {
    commands: ['c1', 'c2', 'c3'].map(applied),
    tickets: [
      { id: TICKET, subject: 'Q', status: 'resolved', priority: 'normal', assigneeId: null, tags: [] },
    ],
    messages: messages.map((message, at) => ({ message, seq: at + 1 })),
    seqs: [1, 2, 3, 4],
    head: 4,
  } as unknown as HelpdeskTables;
  const found: Found = {
    account,
    tables,
    customers: [
      {
        conversation: { path: '/chat/s', subject: 'Q', written: ['It does not work'] },
        view: {
          page: `It does not work … ${answer.text}`,
          entries: [
            { id: 'm0', from: 'customer' },
            { id: 'c1', from: 'team' },
          ],
        },
      },
    ],
    seats: [{ name: 'anna', isTrainee: false, outbox: [], drafts: [] }],
    wasRewound: false,
  };
  return { found, account, answer, note, tables, messages };
}

const withTables = (found: Found, tables: Partial<HelpdeskTables>): Found => ({
  ...found,
  tables: { ...found.tables, ...tables },
});
const numbered = (messages: readonly Message[]) => messages.map((message, at) => ({ message, seq: at + 1 }));
const item = (id: string, state: object, text = ''): OutboxItem =>
  ({
    command: { id, client: 'k1', ticketId: TICKET, kind: 'reply', payload: { text, attachments: [] } },
    state,
  }) as unknown as OutboxItem;

describe('the checkers of the fault harness find what is wrong', () => {
  it('nothing where all is well', () => {
    expect(check(scene().found)).toEqual([]);
  });

  it('an answer that was shown as safe and is nowhere (I1)', () => {
    const { found, account } = scene();
    const lost = account.say(seat, 'reply', 'Lost');
    lost.kept = true;
    expect(check(found).join()).toContain(`I1: reply ${lost.mark}`);
  });

  it('a command that was shown as queued and is nowhere (I1)', () => {
    const { found, account } = scene();
    account.queue(seat, TICKET, 'c9' as CommandId);
    expect(check(found).join()).toContain('c9 of anna was shown as queued and is nowhere');
  });

  it('an answer that a customer has twice, under two ids (I2)', () => {
    const { found, answer, messages } = scene();
    const twice = { ...messages[1], id: 'c8', text: answer.text } as Message;
    const wrong = check(withTables(found, { messages: numbered([...messages, twice]) }));
    expect(wrong.join()).toContain(`I2: reply ${answer.mark} of anna is in 2 places`);
  });

  it('an effect without a verdict, and one of a refused command (I2)', () => {
    const { found, tables } = scene();
    const refused = { ...tables.commands[0], verdict: { kind: 'refused', reason: 'invalid' } };
    expect(check(withTables(found, { commands: tables.commands.slice(1) })).join()).toContain(
      'its command is unknown',
    );
    expect(
      check(withTables(found, { commands: [refused as never, ...tables.commands.slice(1)] })).join(),
    ).toContain('c1 is refused and has taken effect');
  });

  it('commands of one machine on one ticket in another order (I3)', () => {
    const { found, messages } = scene();
    const [asked, answer, note, resolved] = messages;
    if (!asked || !answer || !note || !resolved) throw new Error('no messages');
    const wrong = check(withTables(found, { messages: numbered([asked, note, answer, resolved]) }));
    expect(wrong.join()).toContain('I3: c1 of anna took effect after c2');
  });

  it('one whose window was killed before telling of it has its place in the outbox, and keeps it when given again (I3)', () => {
    const outbox = ['c1', 'c2', 'c3'].map((id) => item(id, { kind: 'waiting', because: 'offline' }));
    for (const row of outbox) Object.assign(row.command, { seen: { lastCustomerMessageId: 'm0' } });
    const shown = { name: 'anna', isOpen: true, desk: { read: { outbox: { get: () => outbox } } } };
    const account = openAccount();
    for (const id of ['c2', 'c3', 'c1']) account.queue(shown as unknown as Seat, TICKET, id as CommandId);
    const { found, messages } = scene();
    expect(check({ ...found, account })).toEqual([]);
    const [asked, answer, note, resolved] = messages;
    if (!asked || !answer || !note || !resolved) throw new Error('no messages');
    const wrong = check(
      withTables({ ...found, account }, { messages: numbered([asked, note, answer, resolved]) }),
    );
    expect(wrong).toEqual(['I3: c1 of anna took effect after c2, which was done later']);
  });

  it('an answer that passed a message nobody had seen (I6)', () => {
    const { found, account, messages } = scene();
    const [asked, ...rest] = messages;
    if (asked === undefined) throw new Error('no messages');
    Object.assign(account.queued.get('c1' as CommandId) ?? {}, { seen: 'm0' });
    expect(check(found)).toEqual([]);
    const newer = { ...asked, id: 'm9', text: 'And another thing' } as Message;
    const wrong = check(withTables(found, { messages: numbered([asked, newer, ...rest]) }));
    expect(wrong.join()).toContain('I6: the answer c1 went out');
  });

  it('what is applied and still in the outbox, and what waits although all is at rest (I2, I7)', () => {
    const { found } = scene();
    const outbox = [item('c1', { kind: 'waiting', because: 'sending' })];
    const wrong = check({ ...found, seats: [{ name: 'anna', isTrainee: false, outbox, drafts: [] }] }).join();
    expect(wrong).toContain('c1 waits (sending)');
    expect(wrong).toContain('c1 of anna is applied and still in the outbox');
  });

  it('a decision that is shown and was not made (I7)', () => {
    const { found } = scene();
    const outbox = [item('c7', { kind: 'held', reason: 'newer-message' })];
    const wrong = check({ ...found, seats: [{ name: 'anna', isTrainee: false, outbox, drafts: [] }] });
    expect(wrong.join()).toContain('c7 is shown as held, the helpdesk says nothing');
  });

  it('what was taken back and took effect all the same (I7)', () => {
    const { found, account } = scene();
    const queued = account.queued.get('c1' as CommandId);
    if (queued !== undefined) queued.fate = 'taken back';
    expect(check(found).join()).toContain('c1 of anna was taken back and is applied');
  });

  it('a customer who misses an answer, and one who sees a note', () => {
    const { found, note } = scene();
    const [customer] = found.customers;
    if (customer === undefined) throw new Error('no customer');
    const blind = { ...customer, view: { ...customer.view, entries: customer.view.entries.slice(1) } };
    const nosy = { ...customer, view: { ...customer.view, page: `${customer.view.page} ${note.text}` } };
    expect(check({ ...found, customers: [blind] }).join()).toContain('sees 1 entries of 2');
    expect(check({ ...found, customers: [nosy] }).join()).toContain(`sees the note ${note.mark}`);
  });

  it('a ticket that is not what its timeline makes of it', () => {
    const { found, tables } = scene();
    const [ticket] = tables.tickets;
    if (ticket === undefined) throw new Error('no ticket');
    const wrong = check(withTables(found, { tickets: [{ ...ticket, status: 'open', tags: ['x'] }] })).join();
    expect(wrong).toContain('the status, in the end, goes on from open, it was resolved');
    expect(wrong).toContain('tags that no line tells of');
  });

  it('a number of the feed that was given twice, and one beyond its head (I5)', () => {
    const { found } = scene();
    expect(check(withTables(found, { seqs: [1, 2, 2, 4] })).join()).toContain(
      'I5: a number of the feed was given twice',
    );
    expect(check(withTables(found, { head: 3 })).join()).toContain(
      'I5: a number of the feed lies beyond its head',
    );
  });
});
