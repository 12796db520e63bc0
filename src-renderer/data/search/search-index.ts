import type { CustomerId, MessageId, TicketId } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { textOfCustomer, textOfMessage, textOfTicket } from '#shared/domain/search/searched-text.ts';
import { eachWord, foldWord } from '#shared/domain/search/words.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { generationOf, takesPlace, type Stamp } from '../store/stamp.ts';
import type { SegmentKey } from '../store/stored.ts';
import { partsOf } from './columns.ts';
import { Postings, type PieceId, type PostingsContent } from './postings.ts';
import {
  Authors,
  CUSTOMER,
  HEAD,
  MESSAGE,
  Pieces,
  type CustomerEntry,
  type PieceKind,
  type PiecesContent,
  type TicketEntry,
} from './records.ts';
import { Vocabulary, type WordId } from './vocabulary.ts';

/** Everything of an index, to be written down. */
export interface IndexContent {
  readonly words: string;
  readonly postings: PostingsContent;
  readonly pieces: PiecesContent;
  /** JSON: tickets, customers without their tickets, authors. */
  readonly rest: string;
}

/**
 * The words of everything on this machine: a vocabulary, for each word the pieces of text that have it, and of each
 * piece whose it is. Texts themselves are not kept. Rows may come in any order and several times: versions decide.
 */
export class SearchIndex {
  readonly vocabulary: Vocabulary;
  readonly postings: Postings;
  readonly pieces: Pieces;
  readonly authors: Authors;
  readonly tickets: TicketEntry[] = [];
  readonly customers: CustomerEntry[] = [];
  readonly #ticketNumbers = new Map<TicketId, number>();
  readonly #customerNumbers = new Map<CustomerId, number>();
  readonly #shared = new Map<string, string>();

  constructor(given?: IndexContent) {
    this.vocabulary = new Vocabulary(given?.words.split('\n'));
    this.postings = new Postings(given?.postings);
    this.pieces = new Pieces(given?.pieces);
    const rest = given === undefined ? null : (JSON.parse(given.rest) as Rest);
    this.authors = new Authors(rest?.authors);
    for (const customer of rest?.customers ?? []) {
      this.#customerNumbers.set(customer.id, this.customers.push({ ...customer, tickets: [] }) - 1);
    }
    for (const ticket of rest?.tickets ?? []) {
      const number = this.tickets.push(ticket) - 1;
      this.#ticketNumbers.set(ticket.id, number);
      if (ticket.facts !== null) this.customer(ticket.facts.customerId).tickets.push(number);
    }
  }

  /** Takes in a ticket. */
  putTicket(stamp: Stamp, ticket: Ticket): void {
    const number = this.#ticketNumber(ticket.id);
    const entry = this.#ticket(number);
    if (!takesPlace(entry.stamp, stamp)) return;
    const before = entry.facts;
    const { subject, customerId, customerName, status, priority, tags, updatedAt } = ticket;
    entry.stamp = stamp;
    entry.facts = {
      number: ticket.number,
      subject,
      customerId: this.#share(customerId),
      customerName,
      status: this.#share(status),
      priority: this.#share(priority),
      queueId: this.#share(ticket.queueId),
      assigneeId: ticket.assigneeId === null ? null : this.#share(ticket.assigneeId),
      tags: tags.map((tag) => this.#share(tag)),
      updatedAt,
    };
    if (before === null) this.customer(customerId).tickets.push(number);
    const text = textOfTicket(ticket);
    if (before !== null && entry.head !== null && textOfTicket(before) === text) return;
    if (entry.head !== null) this.pieces.end(entry.head);
    entry.head = this.#add(HEAD, ticket.id, stamp, number, text);
  }

  /** A ticket has left sight, and everything of it (I8). */
  dropTicket(stamp: Stamp, id: TicketId): void {
    const entry = this.#ticket(this.#ticketNumber(id));
    if (takesPlace(entry.stamp, stamp)) this.#end(entry, stamp);
  }

  /** Takes in a message that lies in a segment; events have no words of their own. */
  putMessage(stamp: Stamp, message: Message, segment: SegmentKey): void {
    if (message.kind === 'event') return;
    const owner = this.#ticketNumber(message.ticketId);
    const entry = this.#ticket(owner);
    const known = this.#findMessage(entry, message.id);
    if (known !== null) {
      if (this.pieces.stamp(known) === stamp && this.pieces.isAlive(known)) {
        if (segment > this.pieces.segment(known)) this.pieces.moveTo(known, segment);
        return;
      }
      // The very same again is taken where it went with its ticket, which has come back.
      if (this.pieces.stamp(known) !== stamp && !takesPlace(this.pieces.stamp(known), stamp)) return;
      this.pieces.end(known);
    }
    const piece = this.#add(MESSAGE, message.id, stamp, owner, textOfMessage(message), {
      segment,
      author: message.kind === 'customer' ? 0 : this.authors.number(this.#share(message.authorId)),
      hasFile: message.attachments.length > 0,
      before: entry.lastMessage,
    });
    entry.lastMessage = piece + 1;
  }

  /** A message has left sight. */
  dropMessage(stamp: Stamp, ticketId: TicketId, id: MessageId): void {
    const owner = this.#ticketNumber(ticketId);
    const entry = this.#ticket(owner);
    let known = this.#findMessage(entry, id);
    if (known !== null && !takesPlace(this.pieces.stamp(known), stamp)) return;
    if (known === null) {
      // Remembered, so that an older version that comes later does not bring it back.
      known = this.#add(MESSAGE, id, stamp, owner, '', { before: entry.lastMessage });
      entry.lastMessage = known + 1;
    }
    this.pieces.end(known, stamp);
  }

  /** Takes in a customer. */
  putCustomer(stamp: Stamp, customer: Customer): void {
    const entry = this.customer(customer.id);
    if (!takesPlace(entry.stamp, stamp)) return;
    const text = textOfCustomer(customer);
    entry.stamp = stamp;
    if (entry.piece !== null && entry.text === text) return;
    if (entry.piece !== null) this.pieces.end(entry.piece);
    entry.text = text;
    const number = this.#customerNumbers.get(customer.id) ?? 0;
    entry.piece = this.#add(CUSTOMER, customer.id, stamp, number, text);
  }

  /** A customer has left sight. */
  dropCustomer(stamp: Stamp, id: CustomerId): void {
    const entry = this.customer(id);
    if (!takesPlace(entry.stamp, stamp)) return;
    if (entry.piece !== null) this.pieces.end(entry.piece);
    Object.assign(entry, { stamp, piece: null, text: '' });
  }

  /** Forgets what earlier runs of the feed have brought: it has not come again. */
  sweep(gen: number): void {
    const isEarlier = (stamp: Stamp | undefined) => stamp !== undefined && generationOf(stamp) < gen;
    for (const entry of this.tickets) if (isEarlier(entry.stamp)) this.#end(entry, undefined);
    for (const entry of this.customers) {
      if (!isEarlier(entry.stamp)) continue;
      if (entry.piece !== null) this.pieces.end(entry.piece);
      Object.assign(entry, { stamp: undefined, piece: null, text: '' });
    }
    for (let piece = 0; piece < this.pieces.count; piece++)
      if (this.pieces.kind(piece) === MESSAGE && isEarlier(this.pieces.stamp(piece))) this.pieces.end(piece);
  }

  ticketNumber(id: TicketId): number | null {
    return this.#ticketNumbers.get(id) ?? null;
  }

  /** The piece of a message; null when it is not here. */
  findPiece(ticketId: TicketId, id: MessageId): PieceId | null {
    const number = this.#ticketNumbers.get(ticketId);
    return number === undefined ? null : this.#findMessage(this.#ticket(number), id);
  }

  /** What is known of a customer; made where nothing is. */
  customer(id: CustomerId): CustomerEntry {
    let number = this.#customerNumbers.get(id);
    if (number === undefined) {
      number =
        this.customers.push({ id: this.#share(id), stamp: undefined, piece: null, text: '', tickets: [] }) -
        1;
      this.#customerNumbers.set(id, number);
    }
    return this.customers[number] as CustomerEntry;
  }

  /** Puts what is new in order, where that is worth it. */
  settleIfMuch(): void {
    if (this.postings.shouldSettle) this.settle();
  }

  settle(): void {
    this.postings.settle(this.vocabulary.size, this.pieces.isAlive);
    this.vocabulary.sort();
  }

  /** Whether so much is kept for nothing that it is better made anew. */
  get isWorn(): boolean {
    let dead = 0;
    for (let piece = 0; piece < this.pieces.count; piece++) if (!this.pieces.isAlive(piece)) dead += 1;
    return dead > 1_000 && dead > this.pieces.count / 2;
  }

  /** All of it, settled. Not to be changed. */
  content(): IndexContent {
    this.settle();
    const rest: Rest = {
      tickets: this.tickets,
      customers: this.customers.map(({ id, stamp, piece, text }) => ({ id, stamp, piece, text })),
      authors: this.authors.ids(),
    };
    return {
      words: this.vocabulary.words().join('\n'),
      postings: this.postings.content(),
      pieces: this.pieces.content(),
      rest: JSON.stringify(rest),
    };
  }

  #add(
    kind: PieceKind,
    id: string,
    stamp: Stamp,
    owner: number,
    text: string,
    more: Partial<Parameters<Pieces['push']>[0]> = {},
  ): PieceId {
    const words = new Set<WordId>();
    eachWord(text, (word, _from, _to, isFolded) =>
      words.add(this.vocabulary.add(isFolded ? word : foldWord(word))),
    );
    this.pieces.push({ kind, id, stamp, owner, segment: 0, author: 0, hasFile: false, before: 0, ...more });
    return this.postings.add(words);
  }

  #end(entry: TicketEntry, stamp: Stamp | undefined): void {
    if (entry.facts !== null) {
      const { tickets } = this.customer(entry.facts.customerId);
      tickets.splice(tickets.indexOf(this.#ticketNumber(entry.id)), 1);
    }
    if (entry.head !== null) this.pieces.end(entry.head);
    Object.assign(entry, { facts: null, head: null, stamp });
    // Its messages come again with it, if it ever does; an older version of one must not.
    for (let next = entry.lastMessage; next > 0; next = this.pieces.before(next - 1))
      this.pieces.end(next - 1);
  }

  #findMessage(entry: TicketEntry, id: MessageId): PieceId | null {
    const parts = partsOf(id);
    for (let next = entry.lastMessage; next > 0; next = this.pieces.before(next - 1))
      if (this.pieces.is(next - 1, parts)) return next - 1;
    return null;
  }

  #ticketNumber(id: TicketId): number {
    let number = this.#ticketNumbers.get(id);
    if (number === undefined) {
      number = this.tickets.push({ id, facts: null, stamp: undefined, head: null, lastMessage: 0 }) - 1;
      this.#ticketNumbers.set(id, number);
    }
    return number;
  }

  #ticket(number: number): TicketEntry {
    return this.tickets[number] as TicketEntry;
  }

  /** The same text once: parsed rows bring each of the few ids and names thousands of times. */
  #share<T extends string>(text: T): T {
    const known = this.#shared.get(text);
    if (known !== undefined) return known as T;
    this.#shared.set(text, text);
    return text;
  }
}

interface Rest {
  readonly tickets: readonly TicketEntry[];
  readonly customers: readonly Omit<CustomerEntry, 'tickets'>[];
  readonly authors: readonly ReturnType<Authors['ids']>[number][];
}
