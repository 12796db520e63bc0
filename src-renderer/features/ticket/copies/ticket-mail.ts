import { zipSync } from 'fflate';
import type { Sha256 } from '#shared/base/brand.ts';
import { safeFileName } from '#shared/domain/attachments/safe-file-name.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { SpokenMessage } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { writeMail, type Mail } from './write-mail.ts';

/** Of a name that leads nowhere (RFC 2606): the helpdesk's own address is not known here. */
const OURS = 'helpdesk.invalid';

/** What a message is written out from. */
export interface MailSource {
  readonly ticket: Ticket;
  readonly customer: Customer | null;
  /** Bytes of the attachments that are here. */
  readonly files: ReadonlyMap<Sha256, Uint8Array>;
}

/**
 * A message as an e-mail. The customer's HTML is the letter as it came, not as it is shown here: what opens the file must
 * treat it like any e-mail. A note says in its subject that it is internal.
 * @param before the message that it follows, if any
 */
export function mailOf(message: SpokenMessage, before: SpokenMessage | null, source: MailSource): Mail {
  const { ticket, customer } = source;
  const theirs = {
    name: customer?.name ?? ticket.customerName,
    address: customer?.email ?? `customer@${OURS}`,
  };
  const team = { name: '', address: `support@${OURS}` };
  const mine = { name: message.authorName, address: team.address };
  const subject = message.kind === 'customer' && before === null ? ticket.subject : `Re: ${ticket.subject}`;
  return {
    id: idOf(message),
    inReplyTo: before === null ? null : idOf(before),
    at: message.at,
    from: message.kind === 'customer' ? { ...theirs, name: message.authorName } : mine,
    to: message.kind === 'reply' ? theirs : team,
    subject: message.kind === 'note' ? `[internal] ${ticket.subject}` : subject,
    text: message.text,
    html: message.kind === 'customer' ? message.html : null,
    files: message.attachments.flatMap(({ sha256, name, type, contentId }) => {
      const bytes = source.files.get(sha256);
      return bytes === undefined ? [] : [{ name, type, bytes, contentId: contentId ?? null }];
    }),
    extra: { 'X-Vakhta-Ticket': String(ticket.number), 'X-Vakhta-Kind': message.kind },
  };
}

/** A message as an EML file. */
export function emlOf(message: SpokenMessage, before: SpokenMessage | null, source: MailSource): Uint8Array {
  return new TextEncoder().encode(writeMail(mailOf(message, before, source)));
}

/** Messages, one EML file each, in a ZIP archive. */
export function zipOf(messages: readonly SpokenMessage[], source: MailSource): Uint8Array {
  const digits = String(messages.length).length;
  return zipSync(
    Object.fromEntries(
      messages.map((message, at) => {
        const name = `${String(at + 1).padStart(digits, '0')} ${message.kind} ${message.authorName}.eml`;
        return [safeFileName(name), emlOf(message, messages[at - 1] ?? null, source)] as const;
      }),
    ),
    { level: 1 },
  );
}

function idOf(message: SpokenMessage): string {
  return `${message.id}@${OURS}`;
}
