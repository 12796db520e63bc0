/** What the first bytes of a file say about it as a picture. */
export interface PictureHeader {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

/** Most pixels that are decoded: a picture of a few kilobytes can take gigabytes (50 megapixels, 200 MB decoded). */
export const MAX_PICTURE_PIXELS = 50_000_000;
/** As much of a file as must be read to find the size of almost every picture. */
export const HEADER_BYTES = 256 * 1024;

/**
 * Reads type and size from the bytes, without decoding and without trusting the name or the declared type.
 * Layouts: PNG (W3C, IHDR), GIF89a, JPEG (ITU-T T.81, SOFn), WebP (RFC 9649).
 * @returns null for anything that is not one of the four, or has no size
 */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | null {
  const header = readHeader(bytes);
  return header === null || header.width === 0 || header.height === 0 ? null : header;
}

function readHeader(bytes: Uint8Array): PictureHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes.length >= 24 && view.getUint32(0) === 0x89504e47 && text(12, 16) === 'IHDR') {
    return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (bytes.length >= 13 && (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a')) return readGif(view);
  if (bytes.length >= 30 && text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP')
    return readWebp(view, text(12, 16));
  if (bytes.length >= 4 && view.getUint16(0) === 0xffd8) return readJpeg(view);
  return null;
}

/** A browser makes the screen as large as the first frame, whatever the screen's own size says. */
function readGif(view: DataView): PictureHeader {
  let width = view.getUint16(6, true);
  let height = view.getUint16(8, true);
  const flags = view.getUint8(10);
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  while (at + 9 < view.byteLength) {
    const block = view.getUint8(at);
    if (block === 0x2c) {
      width = Math.max(width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true));
      height = Math.max(height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true));
      break;
    }
    if (block !== 0x21) break;
    at += 2;
    while (at < view.byteLength && view.getUint8(at) !== 0) at += 1 + view.getUint8(at);
    at += 1;
  }
  return { type: 'image/gif', width, height };
}

function readWebp(view: DataView, chunk: string): PictureHeader | null {
  const type = 'image/webp';
  if (chunk === 'VP8X') {
    const triple = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return { type, width: triple(24) + 1, height: triple(27) + 1 };
  }
  if (chunk === 'VP8L') {
    const packed = view.getUint32(21, true);
    return { type, width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  }
  if (chunk === 'VP8 ') {
    return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  return null;
}

function readJpeg(view: DataView): PictureHeader | null {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Fill bytes and markers without a length.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    // Start of frame, all kinds but the tables DHT (C4), JPG (C8) and DAC (CC).
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { type: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
