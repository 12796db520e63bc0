/** Longest line of a header or of base64, as RFC 2045 and RFC 2047 want it. */
const LINE = 76;
const encoder = new TextEncoder();

/** Bytes in base64, broken into lines of 76 characters (RFC 2045 §6.8). */
export function base64Lines(bytes: Uint8Array): string {
  const lines: string[] = [];
  // 57 bytes make a line.
  for (let at = 0; at < bytes.length; at += 57)
    lines.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 57))));
  return lines.join('\r\n');
}

/** Text in UTF-8 as base64 lines, with the line ends of mail. */
export function base64Text(text: string): string {
  return base64Lines(encoder.encode(text.replace(/\r\n|\r|\n/g, '\r\n')));
}

/** Words of a header: as they are if plain, else as encoded words (RFC 2047), folded. Nothing in them can begin a header. */
export function headerWords(words: string): string {
  const plain = words.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  if (/^[\x20-\x7e]*$/.test(plain) && plain.length <= LINE - 20 && !plain.includes('=?')) return plain;
  const parts: string[] = [];
  let part = '';
  for (const character of plain) {
    // 42 bytes of UTF-8 become 56 characters of base64: with "=?utf-8?B?" and "?=" less than 75.
    if (encoder.encode(part + character).length > 42) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  parts.push(part);
  return parts
    .map((each) => `=?utf-8?B?${btoa(String.fromCharCode(...encoder.encode(each)))}?=`)
    .join('\r\n ');
}

/** A mailbox of a header: a name and an address, which must be one. */
export function mailbox(name: string, address: string): string {
  const words = headerWords(name);
  const isAtoms = /^[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*$/.test(words);
  const shown = words.startsWith('=?') || isAtoms ? words : `"${words.replace(/[\\"]/g, '\\$&')}"`;
  return words === '' ? `<${address}>` : `${shown}\r\n <${address}>`;
}

/** A parameter of a header with any characters (RFC 2231), in pieces if it is long. */
export function headerParameter(name: string, value: string): string {
  const plain = value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  if (/^[\x20-\x7e]{0,50}$/.test(plain)) return `;\r\n ${name}="${plain.replace(/[\\"]/g, '\\$&')}"`;
  const encoded = encodeURIComponent(plain.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /['()*!~]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const pieces = encoded.match(/(?:%[\dA-F]{2}|[^%]){1,18}/g) ?? [''];
  if (pieces.length === 1) return `;\r\n ${name}*=utf-8''${pieces[0] ?? ''}`;
  return pieces.map((piece, at) => `;\r\n ${name}*${at}*=${at === 0 ? "utf-8''" : ''}${piece}`).join('');
}

/** A time as mail writes it (RFC 5322 §3.3), in UTC. */
export function mailDate(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
