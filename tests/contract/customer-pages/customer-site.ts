import fastify from 'fastify';
import { sql } from 'kysely';
import { parse } from './markup.ts';
import { createCustomerDesk } from '#helpdesk/desk/customer-side/customer-desk.ts';
import { publicPages, type PublicLimits } from '#helpdesk/http/public/public-pages.ts';
import { publish } from '#helpdesk/storage/feed.ts';
import { newId } from '#helpdesk/storage/new-id.ts';
import { insertMessages } from '#helpdesk/storage/rows/message-rows.ts';
import { lockTicket, updateTicket } from '#helpdesk/storage/rows/ticket-rows.ts';
import type { Storage } from '#helpdesk/storage/storage.ts';
import type { ClientId, CommandId, TicketId } from '#shared/base/brand.ts';
import { applyCommand, type CommandActor } from '#shared/sync/apply-command.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Command } from '#shared/sync/command.ts';
import { bootHelpdesk } from '#tests/support/helpdesk.ts';

/** The customers' pages on a port of their own, on the data of a test helpdesk. */
export interface CustomerSite {
  readonly url: string;
  /** The same pages, as the whole helpdesk serves them. */
  readonly helpdeskUrl: string;
  readonly storage: Storage;
  readonly queues: { readonly first: string; readonly second: string };
  /** What an operator does with a ticket, by the product's own rules. */
  act(ticketId: TicketId, deed: Pick<Command, 'kind' | 'payload'>): Promise<void>;
  /** Removes every ticket and customer. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

const GENEROUS = { failures: 10_000, withinMs: 60_000 };
const NO_LIMITS: PublicLimits = {
  contacts: GENEROUS,
  contactForms: GENEROUS,
  answers: GENEROUS,
  answerForms: GENEROUS,
};

/** @param limits those left out are so generous that no test meets them */
export async function bootSite(limits: Partial<PublicLimits> = {}): Promise<CustomerSite> {
  const desk = await bootHelpdesk();
  const { storage } = desk;
  const app = fastify({ forceCloseConnections: true });
  await app.register(publicPages, { desk: createCustomerDesk(storage), limits: { ...NO_LIMITS, ...limits } });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const actor: CommandActor = {
    id: desk.people.boris.id,
    name: 'Борис Котов',
    role: 'operator',
    queueIds: [desk.queues.first, desk.queues.second],
  };
  return {
    url,
    helpdeskUrl: desk.url,
    storage,
    queues: desk.queues,
    async act(ticketId, deed) {
      await storage.db.transaction().execute(async (tx) => {
        const ticket = await lockTicket(tx, ticketId);
        if (ticket === null) throw new Error('There is no such ticket');
        const command = {
          id: newId<CommandId>(),
          client: newId<ClientId>(),
          n: 1,
          ticketId,
          seen: { ticketVersion: 1, lastCustomerMessageId: ticket.lastCustomerMessageId },
          recordedAt: storage.clock.now(),
          ...deed,
        } as Command;
        const effect = applyCommand(ticket, command, actor, storage.clock.now());
        if (!effect.ok) throw new Error('The rules refuse this');
        const rows = [await updateTicket(tx, effect.value.ticket)];
        const { message } = effect.value;
        await publish(tx, [
          ...rows,
          ...(message === null ? [] : await insertMessages(tx, [message], () => ticket.queueId)),
        ]);
      });
    },
    async empty() {
      await sql`truncate message_attachment, attachment_upload, attachment, message, ticket, customer`.execute(
        storage.db,
      );
      await sql`delete from feed where type in ('ticket', 'message', 'customer')`.execute(storage.db);
      await sql`update counter set value = 0`.execute(storage.db);
    },
    async close() {
      await app.close();
      await desk.close();
    },
  };
}

/** A file kept as an operator's upload would be, ready to be named in an answer. */
export async function keepFile(storage: Storage, name: string, bytes: Uint8Array): Promise<Attachment> {
  const kept = await storage.files.put(
    (async function* () {
      yield bytes;
    })(),
    bytes.length,
  );
  if (!kept.ok) throw new Error(kept.error);
  return { ...kept.value, name };
}

/** What a customer fills in. */
export const QUESTION = {
  name: 'Olga Weber',
  email: 'olga@weber-autos.example',
  subject: 'The report stays empty',
  message: 'Since this morning the report shows no rows.',
};

export interface FileToSend {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  readonly type?: string;
}

/** The fields of a form as a browser without scripts would send them: what stands in the page, changed by hand. */
export function fill(
  page: string,
  changes: Record<string, string>,
  files: readonly FileToSend[] = [],
): FormData {
  const data = new FormData();
  const fields = new Map(parse(page).fields.map(([name, value]) => [name, value]));
  for (const name of ['kept', 'files']) fields.delete(name);
  for (const [name, value] of Object.entries(changes)) fields.set(name, value);
  for (const [name, value] of fields) data.append(name, value);
  for (const [name, value] of parse(page).fields) if (name === 'kept') data.append(name, value);
  for (const { name, bytes, type } of files) {
    data.append('files', new Blob([bytes as BlobPart], { type: type ?? 'application/octet-stream' }), name);
  }
  // A browser sends an empty file where none was chosen.
  if (files.length === 0) data.append('files', new Blob([]), '');
  return data;
}

/** Opens the form, sends it, and follows to the conversation as a browser does. */
export async function ask(
  site: CustomerSite,
  changes: Record<string, string> = {},
  files: readonly FileToSend[] = [],
  headers: Record<string, string> = {},
): Promise<{ readonly status: number; readonly location: string; readonly page: string }> {
  const form = await (await fetch(`${site.url}/contact?lang=en`, { headers })).text();
  const sent = await post(site, '/contact?lang=en', fill(form, { ...QUESTION, ...changes }, files), headers);
  if (sent.status !== 303) return { status: sent.status, location: '', page: await sent.text() };
  const location = sent.headers.get('location') ?? '';
  return { status: 303, location, page: await (await fetch(site.url + location)).text() };
}

export function post(
  site: CustomerSite,
  path: string,
  body: FormData,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(site.url + path, { method: 'POST', body, headers, redirect: 'manual' });
}

/** The only ticket there is. */
export async function onlyTicket(storage: Storage) {
  const rows = await storage.db.selectFrom('ticket').selectAll().execute();
  if (rows.length !== 1 || rows[0] === undefined) throw new Error(`There are ${rows.length} tickets`);
  return rows[0];
}
