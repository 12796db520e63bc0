import { describe, expect, test } from 'vitest';
import type { CommandId, TicketId } from '#shared/base/brand.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Command } from '#shared/sync/command.ts';
import { decideLines } from '#helpdesk/desk/commands/decide-lines.ts';
import type { Known } from '#helpdesk/desk/commands/find-known.ts';
import type { Line } from '#helpdesk/desk/commands/read-line.ts';
import {
  clientId,
  commandId,
  epochMs,
  makeAttachment,
  makeCommand,
  makeTicket,
  messageId,
  personId,
  queueId,
  ticketId,
} from '#tests/support/oracle-things.ts';

const now = epochMs(9_000);
const me: Person = {
  id: personId(0),
  name: 'Operator 0',
  role: 'operator',
  queueIds: [queueId(0)],
  active: true,
  tier: 1,
};

function knowing(change: Partial<Known> = {}): Known {
  return {
    tickets: new Map([0, 1].map((count) => [ticketId(count), makeTicket(count)])),
    stored: new Map(),
    messages: new Set(),
    people: new Map(),
    queues: new Set(),
    customers: new Map(),
    merged: new Map(),
    spokenAt: new Map(),
    split: new Map(),
    partners: new Map(),
    contents: new Map(),
    ...change,
  };
}

function lineOf(command: Command, after: CommandId | null = null): Line {
  return { id: command.id, after, client: clientId(0), command };
}

function withdrawal(count: number, after: CommandId | null = null): Line {
  return { id: commandId(count), after, client: clientId(0), command: 'withdrawn' };
}

const tag = (n: number, add: string, ticket: TicketId = ticketId(0)) =>
  makeCommand('tag', { add: [add], remove: [] }, { n, ticketId: ticket });
const reply = (n: number, change: Partial<Omit<Command, 'kind' | 'payload'>> = {}) =>
  makeCommand('reply', { text: 'Hello', attachments: [] }, { n, ...change });

function decide(lines: readonly Line[], known = knowing(), fenced: ReadonlySet<TicketId> = new Set()) {
  const { decided, writes } = decideLines(lines, me, known, fenced, now);
  const told = decided.map(({ outcome }) =>
    'reason' in outcome ? `${outcome.kind} ${outcome.reason}` : outcome.kind,
  );
  return { told, writes, decided };
}

describe('deciding a whole push in memory', () => {
  test('I3: commands on one ticket build on each other, and the ticket is written once, as it is after all', () => {
    const lines = [tag(1, 'a'), tag(2, 'b'), tag(3, 'c', ticketId(1)), tag(4, 'd')].map((each) =>
      lineOf(each),
    );
    const { told, writes } = decide(lines);
    expect(told).toEqual(['applied', 'applied', 'applied', 'applied']);
    expect(writes.tickets.map(({ id, tags }) => [id, tags])).toEqual([
      [ticketId(0), ['a', 'b', 'd']],
      [ticketId(1), ['c']],
    ]);
    expect(writes.messages.map(({ id }) => id)).toEqual([1, 2, 3, 4].map((n) => commandId(n)));
    expect(writes.verdicts).toHaveLength(4);
  });

  test('I12: entries of one push follow each other in time, whatever their ids are and whatever the clock says', () => {
    const late = knowing({
      tickets: new Map([[ticketId(0), makeTicket(0, { updatedAt: epochMs(50_000) })]]),
    });
    const lines = [tag(9, 'a'), tag(4, 'b'), tag(1, 'c')].map((each) => lineOf(each));
    expect(decide(lines).writes.messages.map(({ at }) => at)).toEqual([9_000, 9_001, 9_002]);
    expect(decide(lines, late).writes.messages.map(({ at }) => at)).toEqual([50_001, 50_002, 50_003]);
  });

  test('I3: what is not applied fences those behind it on its ticket, and no others', () => {
    const held = reply(1);
    const tickets = new Map([
      [ticketId(0), makeTicket(0, { lastCustomerMessageId: messageId(7) })],
      [ticketId(1), makeTicket(1)],
    ]);
    const { told, writes } = decide(
      [lineOf(held), lineOf(tag(2, 'a')), lineOf(tag(3, 'b', ticketId(1)))],
      knowing({ tickets }),
    );
    expect(told).toEqual(['held newer-message', 'deferred fenced', 'applied']);
    // A deferral is no verdict: nothing of it is kept.
    expect(writes.verdicts.map(({ line }) => line.id)).toEqual([commandId(1), commandId(3)]);
    expect(writes.tickets.map(({ id }) => id)).toEqual([ticketId(1)]);
  });

  test('I3: a ticket that an earlier part of the push has fenced stays so', () => {
    const { told, writes } = decide([lineOf(tag(1, 'a'))], knowing(), new Set([ticketId(0)]));
    expect(told).toEqual(['deferred fenced']);
    expect(writes).toEqual({ verdicts: [], tickets: [], created: [], customers: [], messages: [] });
  });

  test('I3: the one before may have been applied earlier, by this push, or by nobody yet', () => {
    const verdict = { kind: 'applied' } as const;
    const before = { id: commandId(8), personId: me.id, ticketId: ticketId(0), verdict };
    const known = knowing({ stored: new Map([[before.id, before]]) });
    const lines = [
      lineOf(tag(1, 'a'), commandId(8)),
      lineOf(tag(2, 'b'), commandId(1)),
      lineOf(tag(3, 'c', ticketId(1)), commandId(4)),
    ];
    expect(decide(lines, known).told).toEqual(['applied', 'applied', 'deferred fenced']);
    const foreign = { ...before, personId: personId(1) };
    expect(decide(lines, knowing({ stored: new Map([[before.id, foreign]]) })).told[0]).toBe(
      'deferred fenced',
    );
  });

  test('I2: a command that is twice in a push takes effect once', () => {
    const { told, writes } = decide([lineOf(tag(1, 'a')), lineOf(tag(1, 'a'))]);
    expect(told).toEqual(['applied', 'applied']);
    expect([writes.verdicts.length, writes.messages.length]).toEqual([1, 1]);
  });

  test("I2: a stored verdict is given again, and nothing is told of another person's", () => {
    const stored = {
      id: commandId(1),
      personId: me.id,
      ticketId: ticketId(0),
      verdict: { kind: 'refused', reason: 'not-allowed' } as const,
    };
    const own = decide([lineOf(tag(1, 'a'))], knowing({ stored: new Map([[stored.id, stored]]) }));
    expect(own.decided[0]).toMatchObject({ outcome: stored.verdict, ticketId: ticketId(0) });
    const theirs = { ...stored, personId: personId(1), verdict: { kind: 'applied' } as const };
    const other = decide([lineOf(tag(1, 'a'))], knowing({ stored: new Map([[stored.id, theirs]]) }));
    expect(other.decided[0]).toMatchObject({
      outcome: { kind: 'refused', reason: 'not-allowed' },
      ticketId: null,
    });
    expect(other.writes.verdicts).toEqual([]);
  });

  test('an id that an entry of the timeline has is no fresh one', () => {
    const messages = new Set([commandId(1) as string as ReturnType<typeof messageId>]);
    expect(decide([lineOf(tag(1, 'a'))], knowing({ messages })).told).toEqual(['refused invalid']);
  });

  test('attachments are as they are here; one that has not come is waited for, and fences', () => {
    const file = makeAttachment(1);
    const note = (n: number) => makeCommand('note', { text: '', attachments: [file] }, { n });
    const missing = decide([lineOf(note(1)), lineOf(tag(2, 'a'))]);
    expect(missing.told).toEqual(['deferred attachment-missing', 'deferred fenced']);
    const contents = new Map([[file.sha256, { size: 77, type: 'image/webp' }]]);
    const [message] = decide([lineOf(note(1))], knowing({ contents })).writes.messages;
    expect(message).toMatchObject({ attachments: [{ ...file, size: 77, type: 'image/webp' }] });
  });

  test('taking back settles what is undecided, whatever it comes after, and nothing that is decided', () => {
    const applied = { id: commandId(1), personId: me.id, ticketId: ticketId(0) };
    const stored = new Map([[applied.id, { ...applied, verdict: { kind: 'applied' } as const }]]);
    expect(decide([withdrawal(1)], knowing({ stored })).told).toEqual(['applied']);

    const fresh = decide([withdrawal(1, commandId(99)), lineOf(tag(1, 'a'))]);
    expect(fresh.told).toEqual(['refused withdrawn', 'refused withdrawn']);
    expect(fresh.writes.messages).toEqual([]);
    // It is not applied, so what comes after it waits.
    expect(decide([withdrawal(1), lineOf(tag(2, 'a'), commandId(1))]).told).toEqual([
      'refused withdrawn',
      'deferred fenced',
    ]);
  });
});
