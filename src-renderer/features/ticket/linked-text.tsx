import { Fragment, type MouseEvent } from 'react';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { isOpenable, shownAddress, shownHost } from './link-address.ts';

const ADDRESS = /\b(?:https?:\/\/|mailto:)[^\s<>"«»]+/gi;

/** Splits a text into words and addresses; punctuation that ends a sentence is not part of an address. */
export function splitLinks(text: string): readonly { readonly text: string; readonly link: boolean }[] {
  const parts: { readonly text: string; readonly link: boolean }[] = [];
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    let address = match[0].replace(/[.,;:!?…]+$/, '');
    if (address.endsWith(')') && !address.includes('(')) address = address.slice(0, -1);
    if (!isOpenable(address)) continue;
    if (match.index > at) parts.push({ text: text.slice(at, match.index), link: false });
    parts.push({ text: address, link: true });
    at = match.index + address.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), link: false });
  return parts;
}

/** Plain text with its addresses as links, shown as they are and opened by the system's browser. */
export function LinkedText({ text }: { readonly text: string }) {
  const platform = usePlatform();
  return splitLinks(text).map((part, index) => {
    if (!part.link) return <Fragment key={index}>{part.text}</Fragment>;
    const open = (event: MouseEvent) => {
      event.preventDefault();
      platform.openExternal(part.text);
    };
    return (
      <a
        key={index}
        href={part.text}
        title={shownAddress(part.text)}
        rel="noreferrer"
        onClick={open}
        onAuxClick={(e) => e.preventDefault()}
      >
        {shownLink(part.text)}
      </a>
    );
  });
}

/** As it was written, unless its host could be mistaken for another one. */
function shownLink(address: string): string {
  const { hostname } = new URL(address);
  const looksSafe = !hostname.includes('xn--') || shownHost(hostname) !== hostname;
  return looksSafe ? address : shownAddress(address);
}
