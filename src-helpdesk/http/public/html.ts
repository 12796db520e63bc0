import { toEmailHtml, type HtmlDress } from '#shared/domain/rich-text/email-html.ts';
import type { RichText } from '#shared/domain/rich-text/nodes.ts';

/** Markup that is safe to send: made by the functions here only. */
export interface Html {
  readonly markup: string;
}

type Part = string | number | Html | null | false | readonly Part[];

/** Makes markup of a template; every text that is put in is escaped, for elements and for quoted attributes alike. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = strings[0] ?? '';
  for (const [index, part] of parts.entries()) markup += render(part) + (strings[index + 1] ?? '');
  return { markup };
}

function render(part: Part): string {
  if (part === null || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  if (Array.isArray(part)) return part.map(render).join('');
  return (part as Html).markup;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text as it stands in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
}

const ADDRESS = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]»”]/g;

/** A text of the team with its web addresses as links; only http and https, and the page's address stays secret. */
export function withLinks(text: string): Html {
  let markup = '';
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = escapeHtml(match[0]);
    markup += escapeHtml(text.slice(from, match.index));
    markup += `<a href="${address}" target="_blank" rel="noopener noreferrer nofollow">${address}</a>`;
    from = match.index + match[0].length;
  }
  return { markup: markup + escapeHtml(text.slice(from)) };
}

/** Words with form. */
export function richHtml(rich: RichText, dress: HtmlDress): Html {
  return { markup: toEmailHtml(rich, dress) };
}
