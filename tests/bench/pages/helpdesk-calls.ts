import { GUARD_HEADER, PATHS, type ChangesPage, type PushAnswer } from '#shared/contract/http/routes.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Command } from '#shared/sync/command.ts';

/** The page of the feed after a cursor, as the helpdesk sends it: trusted. */
export async function fetchPage(cursor: string | null): Promise<ChangesPage> {
  const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  const response = await fetch(PATHS.changes + query);
  if (!response.ok) throw new Error(`The helpdesk answered ${response.status}.`);
  return (await response.json()) as ChangesPage;
}

/** The command that adds tags to a ticket, as it was seen in a version. */
export function tagCommand(
  client: string,
  n: number,
  ticket: Ticket,
  version: number,
  add: readonly string[],
): Command {
  return {
    id: crypto.randomUUID(),
    client,
    n,
    ticketId: ticket.id,
    seen: { ticketVersion: version, lastCustomerMessageId: ticket.lastCustomerMessageId },
    recordedAt: Date.now(),
    kind: 'tag',
    payload: { add, remove: [] },
  } as unknown as Command;
}

/** Sends commands in one request. Throws unless each of them is applied. */
export async function pushCommands(client: string, commands: readonly Command[]): Promise<void> {
  const response = await fetch(PATHS.commands, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [GUARD_HEADER]: '1' },
    body: JSON.stringify({
      client,
      commands: commands.map((command) => ({ id: command.id, after: null, command })),
    }),
  });
  if (!response.ok) throw new Error(`The helpdesk answered ${response.status} to a push.`);
  const { answers } = (await response.json()) as PushAnswer;
  if (answers.length !== commands.length || answers.some(({ outcome }) => outcome.kind !== 'applied'))
    throw new Error('A command was not applied.');
}
