/** Names that Windows keeps for devices, whatever their ending. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(\.|$)/i;

/** Longest name: in UTF-16 units for Windows, in bytes of UTF-8 for Linux (255 there, with room for a number). */
const MAX_UNITS = 120;
const MAX_BYTES = 240;
const MAX_ENDING = 16;

/**
 * Makes a sender's file name safe to write to any of the three systems' disks: no path, no control, invisible or
 * direction-changing characters (U+202E hides a real ending), no reserved Windows name, at most 120 characters and 240
 * bytes of UTF-8 with the ending kept. Never empty.
 */
export function safeFileName(name: string): string {
  const last = name.split(/[\\/]/).pop() ?? '';
  const plain = trimEdges(
    last
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
      .replace(/[<>:"|?*]/g, '_'),
  );
  const named = plain === '' ? 'file' : DEVICE.test(plain) ? `_${plain}` : plain;
  if (fits(named, MAX_UNITS, MAX_BYTES)) return named;
  const dot = named.lastIndexOf('.');
  const ending = dot > 0 && named.length - dot <= MAX_ENDING ? named.slice(dot) : '';
  const stem = cut(
    ending === '' ? named : named.slice(0, dot),
    MAX_UNITS - ending.length,
    MAX_BYTES - bytesOf(ending),
  );
  return trimEdges(stem) + ending;
}

/** Windows drops dots and spaces at the end by itself; a leading dot hides a file elsewhere. */
function trimEdges(name: string): string {
  return name.replace(/^[\s.]+|[\s.]+$/g, '');
}

function fits(text: string, units: number, bytes: number): boolean {
  return text.length <= units && bytesOf(text) <= bytes;
}

/** The longest beginning that fits, in whole characters. */
function cut(text: string, units: number, bytes: number): string {
  let kept = '';
  for (const character of text) {
    if (!fits(kept + character, units, bytes)) break;
    kept += character;
  }
  return kept;
}

/** Length in UTF-8 (RFC 3629). */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
