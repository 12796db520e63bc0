import { toUnicode } from 'punycode/';

/** Addresses that may be opened, always after a click and in the system's browser. */
export function isOpenable(address: string): boolean {
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/** Where an openable address leads, as it may be shown: a host, or a mailbox. */
export function shownTarget(address: string): string {
  const url = new URL(address);
  return url.protocol === 'mailto:' ? decodeSafely(url.pathname) : shownHost(url.host);
}

/** An openable address as it may be shown: its host never looks like another one. */
export function shownAddress(address: string): string {
  const url = new URL(address);
  if (url.protocol === 'mailto:') return address;
  const { host } = url;
  return url.href.replace(host, shownHost(host)).replace(/^(https?:\/\/)[^/?#@]*@/, '$1');
}

/**
 * A host in letters where these cannot be mistaken: all of one script and not the Latin one, its last label included
 * («пример.рф»). Anything else stays in Punycode (RFC 3492), since a Cyrillic «а» in a Latin name cannot be seen.
 */
export function shownHost(host: string): string {
  if (!/(?:^|\.)xn--/i.test(host)) return host;
  const letters = toUnicode(host);
  const name = letters.replace(/:\d+$/, '');
  return name.split('.').every((label) => /^[\p{Script=Cyrillic}\d-]+$/u.test(label) && /\p{L}/u.test(label))
    ? letters
    : host;
}

/** Whether the text of a link names another place than it leads to. */
export function pretends(text: string, address: string): boolean {
  const said =
    /^\s*(?:(?:https?:\/\/|mailto:)?)((?:[^\s/@:?#]+@)?(?:[\p{L}\d-]+\.)+[\p{L}\d-]{2,})(?::\d+)?(?:[/?#]\S*)?\s*$/iu.exec(
      text.replace(/[\u200b-\u200f\u2060\ufeff]/g, ''),
    )?.[1];
  if (said === undefined) return false;
  const url = new URL(address);
  const target = url.protocol === 'mailto:' ? decodeSafely(url.pathname) : url.hostname;
  return plainHost(said) !== plainHost(target);
}

/** Whether the text of a link is its address: then nothing needs to be added. */
export function saysItsAddress(text: string, address: string): boolean {
  const plain = (value: string) =>
    value
      .trim()
      .replace(/^mailto:/, '')
      .replace(/\/$/, '')
      .toLowerCase();
  return plain(text) === plain(address);
}

function plainHost(name: string): string {
  const host = name.slice(name.lastIndexOf('@') + 1).replace(/^www\./i, '');
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return host.toLowerCase();
  }
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
