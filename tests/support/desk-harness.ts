import { expect } from 'vitest';
import type { TicketId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Desk } from '#renderer/data/desk.ts';
import { createFakeHelpdesk, type FakeHelpdesk } from './fake-helpdesk.ts';
import { atRest, createMachine, until, type Machine } from './ring.ts';

const desks: Desk[] = [];

/** Opens a window that is closed after the test. */
export async function open(machine: Machine): Promise<Desk> {
  const desk = await machine.open();
  desks.push(desk);
  return desk;
}

/** A machine on which somebody has worked until everything was at rest. */
export async function machineWithPast(helpdesk: FakeHelpdesk): Promise<Machine> {
  const machine = createMachine(helpdesk);
  const desk = await machine.open();
  await atRest(desk);
  await desk.close();
  return machine;
}

/** A ticket of a new helpdesk, and a window on a machine of its own, at rest. */
export async function openOnTicket() {
  const helpdesk = createFakeHelpdesk();
  const { ticketId } = helpdesk.backstage.openTicket();
  const machine = createMachine(helpdesk);
  const desk = await open(machine);
  await atRest(desk);
  return { helpdesk, ticketId, machine, desk };
}

export async function closeDesks(): Promise<void> {
  await Promise.all(desks.splice(0).map((desk) => desk.close()));
}

export function valueOf<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(`Failed: ${String(result.error)}`);
  return result.value;
}

export async function conversationOf(desk: Desk, ticketId: TicketId) {
  const open = await until(
    desk.read.conversation(ticketId),
    (value) => value.kind === 'open',
    'an open conversation',
  );
  if (open.kind !== 'open') throw new Error('not open');
  return open;
}

/** Every row of the desk with what the helpdesk says this person may see (I4). */
export async function expectConverged(desk: Desk, helpdesk: FakeHelpdesk, machine: Pick<Machine, 'person'>) {
  const truth = helpdesk.truth(machine.person.id);
  const tickets = [...truth.values()].filter((each) => 'subject' in each.row);
  // The window shows its first lines before it has read the rest from the disk.
  const { rows } = await until(
    desk.read.tickets('all', null),
    (list) => list.rows.length === tickets.length,
    'as many tickets as the helpdesk has',
  );
  expect(new Map(rows.map((row) => [row.ticket.id, row.ticket]))).toEqual(
    new Map(tickets.map((each) => [each.row.id, each.row])),
  );
  for (const row of rows) {
    const { timeline } = await conversationOf(desk, row.ticket.id);
    const messages = [...truth.values()]
      .map((each) => each.row)
      .filter((each): each is Message => 'ticketId' in each && each.ticketId === row.ticket.id);
    expect(new Set(timeline.map((entry) => entry.message.id))).toEqual(
      new Set(messages.map((each) => each.id)),
    );
  }
  expect(desk.read.counts.get().views.all).toBe(tickets.length);
}
