import { base64Lines, base64Text, headerParameter, headerWords, mailbox, mailDate } from './mime-text.ts';

/** One e-mail to be written. */
export interface Mail {
  /** Unique in the world, without brackets. */
  readonly id: string;
  readonly inReplyTo: string | null;
  readonly at: number;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly files: readonly MailFile[];
  /** Further headers: names and values of ours, plain ASCII. */
  readonly extra: Readonly<Record<string, string>>;
}

export interface MailFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** The HTML shows it by this (`cid:`); null for a file that is merely attached. */
  readonly contentId: string | null;
}

/** A part with its headers, as lines. */
type Part = string;

/**
 * Writes an e-mail in the Internet Message Format (RFC 5322) with MIME (RFC 2045): a plain part, its HTML beside it with
 * the pictures it shows, then the files. Every body is base64: so there is no line too long, and no line that could be
 * taken for a boundary.
 */
export function writeMail(mail: Mail): string {
  const boundary = (name: string) => `=_${name}_${mail.id.replace(/[^\w.-]/g, '')}`.slice(0, 70);
  const plain = textPart('plain', mail.text);
  const inside = mail.html === null ? [] : mail.files.filter((file) => file.contentId !== null);
  const beside = mail.files.filter((file) => !inside.includes(file));
  let body: Part = plain;
  if (mail.html !== null) {
    const html = textPart('html', mail.html);
    const shown =
      inside.length === 0 ? html : together('related', boundary('r'), [html, ...inside.map(filePart)]);
    body = together('alternative', boundary('a'), [plain, shown]);
  }
  if (beside.length > 0) body = together('mixed', boundary('m'), [body, ...beside.map(filePart)]);
  const head = [
    `Date: ${mailDate(mail.at)}`,
    `From: ${mailbox(mail.from.name, mail.from.address)}`,
    `To: ${mailbox(mail.to.name, mail.to.address)}`,
    `Subject: ${headerWords(mail.subject)}`,
    `Message-ID: <${mail.id}>`,
    ...(mail.inReplyTo === null
      ? []
      : [`In-Reply-To: <${mail.inReplyTo}>`, `References: <${mail.inReplyTo}>`]),
    ...Object.entries(mail.extra).map(([name, value]) => `${name}: ${headerWords(value)}`),
    'MIME-Version: 1.0',
  ];
  return `${head.join('\r\n')}\r\n${body}\r\n`;
}

function textPart(kind: 'plain' | 'html', text: string): Part {
  return `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Text(text)}`;
}

function filePart(file: MailFile): Part {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : 'application/octet-stream';
  const disposition = file.contentId === null ? 'attachment' : 'inline';
  return [
    `Content-Type: ${type}${headerParameter('name', file.name)}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: ${disposition}${headerParameter('filename', file.name)}`,
    ...(file.contentId === null ? [] : [`Content-ID: <${file.contentId.replace(/[^\x21-\x7e]|[<>]/g, '')}>`]),
    '',
    base64Lines(file.bytes),
  ].join('\r\n');
}

function together(kind: 'mixed' | 'alternative' | 'related', boundary: string, parts: readonly Part[]): Part {
  return [
    `Content-Type: multipart/${kind}; boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, part]),
    `--${boundary}--`,
  ].join('\r\n');
}
