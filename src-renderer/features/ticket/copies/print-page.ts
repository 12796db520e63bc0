import type { Sha256 } from '#shared/base/brand.ts';
import { isPicture } from '#shared/domain/attachments/picture.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { TimelineEntry } from '#renderer/data/read/desk-reader.ts';
import { inlineAttachments } from '../inline-attachments.ts';
import { sanitiseHtml } from '../sanitise-html.ts';

/** Nothing runs, nothing is loaded: the page is complete in itself. */
const POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

const STYLE = `
  @page { size: A4; margin: 16mm 14mm; }
  html { color-scheme: light; }
  body { margin: 0; font: 11pt/1.45 "Inter","Segoe UI",system-ui,"DejaVu Sans",sans-serif; color: #111; background: #fff;
    overflow-wrap: anywhere; }
  h1 { margin: 0 0 2mm; font-size: 15pt; }
  .facts { margin: 0 0 6mm; color: #444; font-size: 9.5pt; }
  article { margin: 0 0 5mm; padding: 2.5mm 0 0; border-top: 0.3mm solid #999; }
  article h2 { margin: 0 0 1.5mm; font-size: 10pt; break-after: avoid; }
  article h2 span { font-weight: 400; color: #444; }
  article.note { padding: 2.5mm 3mm; border: 0.3mm dashed #777; }
  .event { margin: 0 0 3mm; color: #444; font-size: 9.5pt; }
  .words { white-space: pre-wrap; }
  .files { margin: 2mm 0 0; color: #444; font-size: 9.5pt; }
  img { max-width: 100%; max-height: 200mm; height: auto; break-inside: avoid; }
  .address { color: #444; }
`;

/** What the page says besides the messages, in the language of the window. */
export interface PrintWords {
  readonly language: string;
  readonly facts: readonly string[];
  readonly note: string;
  attachments(names: string): string;
  exact(at: number): string;
  event(entry: TimelineEntry): string;
}

/**
 * The whole ticket as one page without scripts, to be printed or made a PDF of: every message in full, nothing folded.
 * @param files bytes of pictures that are here, as `data:` addresses
 */
export function printPage(
  ticket: Ticket,
  timeline: readonly TimelineEntry[],
  words: PrintWords,
  options: { readonly withNotes: boolean; readonly files: ReadonlyMap<Sha256, string> },
): string {
  const entries = timeline
    .filter(({ message }) => options.withNotes || message.kind !== 'note')
    .map((entry) => entryOf(entry, words, options.files));
  return (
    `<!doctype html><html lang="${escapeHtml(words.language)}"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<title>${escapeHtml(`#${ticket.number} ${ticket.subject}`)}</title><style>${STYLE}</style></head><body>` +
    `<h1>#${ticket.number} ${escapeHtml(ticket.subject)}</h1>` +
    `<p class="facts">${words.facts.map(escapeHtml).join(' · ')}</p>${entries.join('')}</body></html>`
  );
}

function entryOf(entry: TimelineEntry, words: PrintWords, files: ReadonlyMap<Sha256, string>): string {
  const { message } = entry;
  const at = escapeHtml(words.exact(message.at));
  if (message.kind === 'event') return `<p class="event">${escapeHtml(words.event(entry))} · ${at}</p>`;
  const html = message.kind === 'customer' ? message.html : null;
  const inside = inlineAttachments(message.attachments, html);
  const pictures = new Map(
    inside.flatMap(({ contentId, sha256 }) => {
      const url = files.get(sha256);
      return url === undefined ? [] : [[`cid:${contentId}`, url] as const];
    }),
  );
  const body =
    html === null
      ? `<div class="words">${escapeHtml(message.text)}</div>`
      : `<div>${sanitiseHtml(html, { pictures }).html}</div>`;
  const others = message.attachments.filter((file) => !inside.some((one) => one === file));
  const images = others.flatMap(({ sha256, type, name }) => {
    const url = isPicture(type) ? files.get(sha256) : undefined;
    return url === undefined ? [] : [`<p><img src="${url}" alt="${escapeHtml(name)}"></p>`];
  });
  const named =
    others.length === 0
      ? ''
      : `<p class="files">${escapeHtml(words.attachments(others.map(({ name }) => name).join(', ')))}</p>`;
  const kind = message.kind === 'note' ? ` · ${escapeHtml(words.note)}` : '';
  return (
    `<article class="${message.kind}"><h2>${escapeHtml(message.authorName)} <span>· ${at}${kind}</span></h2>` +
    `${body}${named}${images.join('')}</article>`
  );
}

function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
