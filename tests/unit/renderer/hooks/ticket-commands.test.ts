import { expect, test, vi } from 'vitest';
import { createTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { createInMemoryDesk } from '#tests/support/in-memory-desk.ts';
import { SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';

test('undo that comes before the last act is kept means that act, not the one before it', async () => {
  const desk = createInMemoryDesk({ me: SAMPLE_PEOPLE.dmitry });
  const t = ((key: string) => key) as never;
  const commands = createTicketCommands(
    desk,
    () => undefined,
    t,
    () => ({}) as never,
  );
  const ticket = desk.read.tickets('mine', null).get().rows[0]?.ticket;
  if (ticket === undefined) throw new Error('there is no ticket');
  const now = () => desk.read.row(ticket.id)?.ticket;
  await commands.setCategory(ticket, 'complex');
  const changed = commands.setPriority(ticket, ticket.priority === 'urgent' ? 'low' : 'urgent');
  commands.undoLast();
  await changed;
  await vi.waitFor(() => expect(now()?.priority).toBe(ticket.priority));
  expect(now()?.category).toBe('complex');
});
