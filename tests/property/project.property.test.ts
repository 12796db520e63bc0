import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { EpochMs } from '#shared/base/brand.ts';
import { applyCommand, messageIdOf } from '#shared/sync/apply-command.ts';
import { commandSchema, type Command } from '#shared/sync/command.ts';
import { project } from '#shared/sync/project.ts';
import { holds, runsAndSeed } from '#tests/support/oracle-settings.ts';
import {
  commandId,
  epochMs,
  makeActor,
  makeCommand,
  makeTicket,
  messageId,
  personId,
} from '#tests/support/oracle-things.ts';

const { runs, seed } = runsAndSeed(500);
const me = makeActor(0);

/** What an operator wants, before it is known what he sees. */
const wishArbitrary = fc.oneof(
  fc.record({ kind: fc.constantFrom('reply' as const, 'note' as const), text: fc.string({ maxLength: 5 }) }),
  fc.record({ kind: fc.constant('assign' as const), to: fc.option(fc.nat({ max: 2 })) }),
  fc.record({
    kind: fc.constant('status' as const),
    to: fc.constantFrom('open' as const, 'waiting' as const, 'resolved' as const),
  }),
  fc.record({
    kind: fc.constant('priority' as const),
    to: fc.constantFrom('low' as const, 'normal' as const, 'urgent' as const),
  }),
  fc.record({
    kind: fc.constant('snooze' as const),
    payload: fc.constantFrom({}, { until: null }, { until: epochMs(5_000) }),
  }),
  fc.record({ kind: fc.constant('follow' as const), payload: fc.record({ on: fc.boolean() }) }),
  fc.record({
    kind: fc.constant('category' as const),
    payload: fc.record({ to: fc.constantFrom(null, 'simple' as const) }),
  }),
  fc.record({
    kind: fc.constant('tag' as const),
    add: fc.subarray(['till', 'vip', 'printer']),
    remove: fc.subarray(['till', 'vip', 'printer']),
  }),
);

const sceneArbitrary = fc.record({
  wishes: fc.array(wishArbitrary, { minLength: 1, maxLength: 12 }),
  split: fc.nat(),
  unseen: fc.boolean(),
  assignee: fc.option(fc.nat({ max: 2 })),
});

/** Commands as an operator gives them one after the other, each on what he sees then. */
function give(
  start: Ticket,
  wishes: readonly (typeof wishArbitrary extends fc.Arbitrary<infer W> ? W : never)[],
) {
  const commands: Command[] = [];
  for (const wish of wishes) {
    const seen = project(start, commands, me).ticket;
    const n = commands.length + 1;
    const change = {
      n,
      id: commandId(n),
      recordedAt: 2_000 + n,
      seen: { ticketVersion: 1, lastCustomerMessageId: messageId(1) },
    };
    switch (wish.kind) {
      case 'reply':
      case 'note':
        commands.push(makeCommand(wish.kind, { text: wish.text, attachments: [] }, change));
        break;
      case 'assign':
        commands.push(
          makeCommand(
            'assign',
            { from: seen.assigneeId, to: wish.to === null ? null : personId(wish.to) },
            change,
          ),
        );
        break;
      case 'status':
        commands.push(makeCommand('status', { to: wish.to }, change));
        break;
      case 'priority':
        commands.push(makeCommand('priority', { to: wish.to }, change));
        break;
      case 'snooze':
      case 'follow':
      case 'category':
        commands.push(makeCommand(wish.kind, wish.payload, change));
        break;
      case 'tag':
        commands.push(makeCommand('tag', { add: wish.add, remove: wish.remove }, change));
        break;
    }
  }
  return commands;
}

/** The order of tags says nothing; a tag taken away and given back stands last. */
function inOrder(ticket: Ticket): Ticket {
  return { ...ticket, tags: ticket.tags.toSorted() };
}

describe('prediction and truth are one', () => {
  test(`I4: ${runs} predicted tickets stay the same while the helpdesk confirms them one by one (seed ${seed})`, () => {
    holds('predicted tickets', 500, sceneArbitrary, ({ wishes, split, unseen, assignee }) => {
      const start = makeTicket(0, {
        lastCustomerMessageId: messageId(unseen ? 2 : 1),
        assigneeId: assignee === null ? null : personId(assignee),
      });
      const commands = give(start, wishes);
      const shown = project(start, commands, me);

      // The helpdesk has applied the first few; its row has come, and some of the entries.
      const confirmed = commands.slice(0, split % (commands.length + 1));
      let row = start;
      const arrived = new Set<string>();
      for (const command of confirmed) {
        const result = applyCommand(row, command, me, command.recordedAt as EpochMs);
        // What is behind one that is not applied waits (I3).
        if (!result.ok) break;
        row = result.value.ticket;
        arrived.add(command.id);
      }
      const isConfirmed = (id: string) => arrived.has(id);
      const withEntries = project(row, commands, me, isConfirmed);
      expect(withEntries.ticket).toEqual(shown.ticket);
      expect(withEntries.predicted).toEqual(shown.predicted.filter((each) => !arrived.has(each.id)));
      // The row has come, its entries have not: nothing flickers and nothing is done twice.
      const doubled = project(row, commands, me).ticket;
      expect(inOrder(doubled)).toEqual(inOrder(shown.ticket));
    });
  });

  test(`I2 I10: ${runs} commands survive the way to the disk and the wire (seed ${seed})`, () => {
    holds('survive the way', 500, sceneArbitrary, ({ wishes }) => {
      for (const command of give(makeTicket(0), wishes)) {
        const read = commandSchema.parse(JSON.parse(JSON.stringify(command)));
        expect(read).toEqual(command);
        expect(messageIdOf(read)).toBe(messageIdOf(command));
        expect(applyCommand(makeTicket(0), read, me, epochMs(1))).toEqual(
          applyCommand(makeTicket(0), command, me, epochMs(1)),
        );
      }
    });
  });
});
