import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CustomerId, EpochMs, MessageId, PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import { storableText } from '#shared/base/storable-text.ts';
import { MAX_ATTACHMENT_BYTES, type Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { HelpdeskOptions } from '#helpdesk/index.ts';
import { openTicket, applyCustomerMessage } from '#helpdesk/desk/customer-side/apply-customer-message.ts';
import { publish } from '#helpdesk/storage/feed.ts';
import { newId } from '#helpdesk/storage/new-id.ts';
import { saveCustomers } from '#helpdesk/storage/rows/customer-rows.ts';
import { insertMessages } from '#helpdesk/storage/rows/message-rows.ts';
import { insertTickets, takeTicketNumber } from '#helpdesk/storage/rows/ticket-rows.ts';
import { DeskPage } from './desk-page.ts';
import { bootHelpdesk, type TestHelpdesk } from './helpdesk.ts';
import type { Host } from './running-workstation.ts';
import { openWorkstation } from './workstation.ts';

/** What a customer or the team has written, or changed, on a ticket of a test. */
export interface SaidHere {
  readonly kind?: 'customer' | 'reply' | 'note' | 'event';
  readonly author?: string;
  readonly text?: string;
  readonly html?: string;
  readonly attachments?: readonly Attachment[];
  /** Milliseconds before now. */
  readonly ago?: number;
}

/** A helpdesk in this process whose letters a test writes itself, with a signed-in window on it. */
export interface LetterDesk {
  readonly helpdesk: TestHelpdesk;
  readonly desk: DeskPage;
  /** Adds a ticket of a customer of the same name as its subject. */
  addTicket(subject: string, said: readonly SaidHere[]): Promise<TicketId>;
  addFile(name: string, bytes: Uint8Array, contentId?: string): Promise<Attachment>;
  close(): Promise<void>;
}

/** @param prepare adds what is to be there before the window opens */
export async function openLetterDesk(
  host: Host,
  options: Partial<HelpdeskOptions>,
  prepare: (given: Pick<LetterDesk, 'addTicket' | 'addFile'>) => Promise<unknown>,
): Promise<LetterDesk> {
  const helpdesk = await bootHelpdesk({
    renderer: resolve(import.meta.dirname, '../../out/renderer'),
    ...options,
  });
  const given = { addTicket: addTicketTo(helpdesk), addFile: addFileTo(helpdesk) };
  await prepare(given);
  const profileDir = await mkdtemp(join(tmpdir(), 'vakhta-letters-'));
  const workstation = await openWorkstation(host, { profileDir, url: helpdesk.url });
  const desk = new DeskPage(workstation.page);
  await desk.signIn(helpdesk.people.anna, helpdesk.url);
  return {
    helpdesk,
    desk,
    ...given,
    async close() {
      await workstation.kill();
      await helpdesk.close();
      await rm(profileDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function addFileTo({ storage }: TestHelpdesk): LetterDesk['addFile'] {
  return async (name, bytes, contentId) => {
    const stored = await storage.files.put(
      (async function* () {
        yield bytes;
      })(),
      MAX_ATTACHMENT_BYTES,
    );
    if (!stored.ok) throw new Error('The file was not stored.');
    const { sha256, type, size } = stored.value;
    return { sha256, type, size, name, ...(contentId === undefined ? {} : { contentId }) };
  };
}

function addTicketTo({ storage, queues, people }: TestHelpdesk): LetterDesk['addTicket'] {
  return async (subject, said) => {
    const id = newId<TicketId>();
    const customer: Customer = {
      id: newId<CustomerId>(),
      name: subject,
      email: 'customer@letters.example',
      phone: null,
      company: null,
      language: 'en',
      level: 'regular',
      products: [],
      environment: null,
      createdAt: storage.clock.now(),
    };
    const now = storage.clock.now();
    const messages = said.map((each, at) =>
      messageOf(each, id, now - (each.ago ?? said.length - at), people.anna.id),
    );
    await storage.db.transaction().execute(async (tx) => {
      const number = await takeTicketNumber(tx, 1);
      const theirs = messages.filter((message) => message.kind === 'customer');
      const [first, ...later] = theirs;
      if (first === undefined) throw new Error('A ticket begins with a letter.');
      const queueId: QueueId = queues.first;
      const start = { id, number, subject, queueId, language: 'en' as const, environment: null };
      const opened = openTicket(
        { ...start, priority: 'normal', assigneeId: null, tags: [], customer },
        first,
      );
      const ticket = later.reduce(applyCustomerMessage, opened);
      await publish(tx, [
        ...(await saveCustomers(tx, [customer])),
        ...(await insertTickets(tx, [ticket])),
        ...(await insertMessages(tx, messages, () => queueId)),
      ]);
    });
    return id;
  };
}

function messageOf(said: SaidHere, ticketId: TicketId, at: number, authorId: PersonId): Message {
  const common = { id: newId<MessageId>(), ticketId, at: at as EpochMs };
  if (said.kind === 'event') {
    const event = { kind: 'tags' as const, added: [said.text ?? 'tag'], removed: [] };
    return { kind: 'event', ...common, authorId, event };
  }
  const words = {
    authorName: said.author ?? 'Olga Weber',
    text: storableText(said.text ?? 'A letter.'),
    attachments: [...(said.attachments ?? [])],
  };
  if (said.kind === 'reply' || said.kind === 'note')
    return { kind: said.kind, ...common, ...words, authorId };
  return {
    kind: 'customer',
    ...common,
    ...words,
    html: said.html?.replaceAll('\0', '\ufffd') ?? null,
    channel: 'email',
  };
}
