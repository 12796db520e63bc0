import { v7 as uuid } from 'uuid';
import type { ClientId, CommandId, TicketId } from '#shared/base/brand.ts';
import {
  changesPageSchema,
  GUARD_HEADER,
  PATHS,
  pushAnswerSchema,
  sessionSchema,
  type Push,
  type Session,
} from '#shared/contract/http/routes.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { changeSchema } from '#shared/sync/change.ts';
import type { Command } from '#shared/sync/command.ts';
import { PUSH_LIMIT } from '#shared/sync/step.ts';
import { truthOf, type Truth } from '../sync/truth.ts';

/** Somebody else who is signed in: knows what the helpdesk holds, and works on it. */
export interface Colleague {
  readonly session: Session;
  /** What a browser sends as `Cookie`: name and value. */
  readonly cookie: readonly [name: string, value: string];
  /** Reads what has changed, then says what the helpdesk holds. */
  findTruth(): Promise<Truth>;
  /** Reads what has changed, then counts the tickets that carry a tag. */
  countTagged(tag: string): Promise<number>;
  /** Reads what has changed, then counts the replies with this text. */
  countReplies(text: string): Promise<number>;
  /** Reads what has changed, then gives every ticket with its messages, oldest first. */
  findAll(): Promise<readonly { readonly ticket: Ticket; readonly messages: readonly Message[] }[]>;
  /** Puts a tag on tickets. */
  tag(ticketIds: readonly TicketId[], tag: string): Promise<void>;
  /** Assigns a ticket to himself. */
  take(ticketId: string): Promise<void>;
}

/** Signs in at a helpdesk and reads everything once. */
export async function signInColleague(url: string, login: string, password: string): Promise<Colleague> {
  const headers = { 'content-type': 'application/json', [GUARD_HEADER]: '1' };
  const signedIn = await fetch(url + PATHS.session, {
    method: 'POST',
    headers,
    body: JSON.stringify({ login, password, device: 'bench' }),
  });
  if (!signedIn.ok) throw new Error(`The helpdesk answered ${signedIn.status} to signing in.`);
  const session = sessionSchema.parse(await signedIn.json());
  const [cookie = ''] = signedIn.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  const [name = '', value = ''] = cookie.split('=');

  const tickets = new Map<string, { readonly ticket: Ticket; readonly version: number }>();
  const messages = new Map<string, Map<string, Message>>();
  const client = uuid() as ClientId;
  let cursor: string | null = null;
  let n = 0;

  const takeIn = (raw: unknown) => {
    const change = changeSchema.parse(raw);
    if ('gone' in change) throw new Error('Nothing leaves sight in these data.');
    if (change.type === 'ticket') tickets.set(change.id, { ticket: change.row, version: change.version });
    if (change.type !== 'message') return;
    const own = messages.get(change.row.ticketId) ?? new Map<string, Message>();
    messages.set(change.row.ticketId, own.set(change.id, change.row));
  };
  const pull = async () => {
    for (;;) {
      const query: string = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      const response: Response = await fetch(url + PATHS.changes + query, { headers: { cookie } });
      if (!response.ok) throw new Error(`The helpdesk answered ${response.status} to a pull.`);
      const page = changesPageSchema.parse(await response.json());
      page.changes.forEach(takeIn);
      cursor = page.cursor;
      if (!page.more) return;
    }
  };
  const push = async (commands: readonly Command[]) => {
    const lines = commands.map((command) => ({ id: command.id, after: null, command }));
    const body: Push = { client, commands: lines };
    const response = await fetch(url + PATHS.commands, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The helpdesk answered ${response.status} to a push.`);
    const { answers } = pushAnswerSchema.parse(await response.json());
    if (answers.length !== commands.length || answers.some((answer) => answer.outcome.kind !== 'applied')) {
      throw new Error('The helpdesk did not apply every command.');
    }
  };
  const command = (ticketId: TicketId, intent: Pick<Command, 'kind' | 'payload'>): Command => {
    const known = tickets.get(ticketId);
    n += 1;
    return {
      id: uuid() as CommandId,
      client,
      n,
      ticketId,
      seen: {
        ticketVersion: known?.version ?? 0,
        lastCustomerMessageId: known?.ticket.lastCustomerMessageId ?? null,
      },
      recordedAt: Date.now(),
      ...intent,
    } as Command;
  };

  await pull();
  return {
    session,
    cookie: [name, value],
    async findTruth() {
      await pull();
      return truthOf(
        Array.from(tickets.values(), ({ ticket }) => ticket),
        (id) => [...(messages.get(id)?.values() ?? [])],
        session.person.id,
      );
    },
    async countTagged(tag) {
      await pull();
      return [...tickets.values()].filter(({ ticket }) => ticket.tags.includes(tag)).length;
    },
    async countReplies(text) {
      await pull();
      const all = [...messages.values()].flatMap((own) => [...own.values()]);
      return all.filter((message) => message.kind === 'reply' && message.text === text).length;
    },
    async findAll() {
      await pull();
      return Array.from(tickets.values(), ({ ticket }) => ({
        ticket,
        messages: [...(messages.get(ticket.id)?.values() ?? [])].toSorted((a, b) => a.at - b.at),
      }));
    },
    async tag(ticketIds, tag) {
      for (let from = 0; from < ticketIds.length; from += PUSH_LIMIT) {
        await push(
          ticketIds
            .slice(from, from + PUSH_LIMIT)
            .map((id) => command(id, { kind: 'tag', payload: { add: [tag], remove: [] } })),
        );
      }
    },
    async take(id) {
      const known = [...tickets.values()].find(({ ticket }) => ticket.id === id);
      if (known === undefined) throw new Error('There is no such ticket.');
      const payload = { from: known.ticket.assigneeId, to: session.person.id };
      await push([command(known.ticket.id, { kind: 'assign', payload })]);
    },
  };
}
