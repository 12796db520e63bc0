/** Longest address of a link, in UTF-16 units. */
export const MAX_ADDRESS_CHARS = 2_000;

// What no address holds unencoded (RFC 3986), and what no reader can see: controls, direction marks, lone surrogates.
const INSIDE = String.raw`[^\s\p{C}"<>\\^\x60{|}]`;

/** An address that a link may have: the web or a mailbox, never a script or a file. */
export const LINK_ADDRESS = new RegExp(
  `^(?:https?://(?![/?#@:.'])${INSIDE}+|mailto:(?![@?])${INSIDE}+@${INSIDE}+)$`,
  'iu',
);

const IN_TEXT = new RegExp(String.raw`\b(?:https?://|mailto:)${INSIDE}+`, 'giu');

/** Whether a link may lead there. */
export function isLinkAddress(address: string): boolean {
  return address.length <= MAX_ADDRESS_CHARS && LINK_ADDRESS.test(address);
}

/** What a person means by a typed address: `example.com` is a site, `anna@example.com` a mailbox; null for anything else. */
export function readAddress(typed: string): string | null {
  const given = typed.trim();
  if (isLinkAddress(given)) return given;
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(given)) return null;
  const meant = /^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/.test(given)
    ? `mailto:${given}`
    : /^[^\s/@]+\.[^\s/@.]{2,}(?:[/?#:].*)?$/.test(given)
      ? `https://${given}`
      : null;
  return meant !== null && isLinkAddress(meant) ? meant : null;
}

/** A stretch of a text: words, or an address that stands in them. */
export interface TextPart {
  readonly text: string;
  readonly isAddress: boolean;
}

/** Splits a text into words and addresses; punctuation that ends a sentence is not part of an address. */
export function splitAddresses(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(IN_TEXT)) {
    let address = match[0].replace(/[.,;:!?…'»]+$/, '');
    if (address.endsWith(')') && !address.includes('(')) address = address.slice(0, -1);
    if (!isLinkAddress(address)) continue;
    if (match.index > at) parts.push({ text: text.slice(at, match.index), isAddress: false });
    parts.push({ text: address, isAddress: true });
    at = match.index + address.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isAddress: false });
  return parts;
}
