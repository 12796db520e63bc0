import { describe, expect, it } from 'vitest';
import { isPicture } from '#shared/domain/attachments/picture.ts';
import { MAX_PICTURE_PIXELS, readPictureHeader } from '#renderer/hooks/picture-header.ts';

const ascii = (text: string) => Array.from(text, (sign) => sign.charCodeAt(0));
const le16 = (value: number) => [value & 0xff, value >> 8];
const be16 = (value: number) => [value >> 8, value & 0xff];
const be32 = (value: number) => [...be16(value >>> 16), ...be16(value & 0xffff)];
const bytes = (...parts: readonly number[][]) => Uint8Array.from(parts.flat());
const PNG = [0x89, ...ascii('PNG'), 0x0d, 0x0a, 0x1a, 0x0a, ...be32(13), ...ascii('IHDR')];

describe('the size of a picture before it is decoded', () => {
  it.each([
    ['PNG', bytes(PNG, be32(20_000), be32(5_000), [8, 6, 0, 0, 0]), 'image/png', 20_000, 5_000],
    [
      'JPEG behind an EXIF block',
      bytes(
        [0xff, 0xd8, 0xff, 0xe1],
        be16(40),
        Array<number>(38).fill(7),
        [0xff, 0xc2],
        be16(17),
        [8],
        be16(600),
        be16(800),
        [3, 1, 2],
      ),
      'image/jpeg',
      800,
      600,
    ],
    [
      'WebP',
      bytes(
        ascii('RIFF'),
        [0, 0, 0, 0],
        ascii('WEBPVP8X'),
        [10, 0, 0, 0, 0, 0, 0, 0],
        [0x0f, 0x27, 0],
        [1, 0, 0],
      ),
      'image/webp',
      10_000,
      2,
    ],
    [
      'GIF whose first frame is larger than its screen, as a browser draws it',
      bytes(
        ascii('GIF89a'),
        le16(1),
        le16(1),
        [0x80, 0, 0],
        Array<number>(6).fill(0),
        [0x21, 0xf9, 4, 0, 0, 0, 0, 0],
        [0x2c],
        le16(0),
        le16(0),
        le16(60_000),
        le16(50_000),
        [0],
      ),
      'image/gif',
      60_000,
      50_000,
    ],
  ])('%s', (_name, content, type, width, height) => {
    expect(readPictureHeader(content)).toEqual({ type, width, height });
  });

  it('a PNG of a hundred megapixels is more than is decoded', () => {
    const header = readPictureHeader(bytes(PNG, be32(10_000), be32(10_000), [1, 0, 0, 0, 0]));
    expect((header?.width ?? 0) * (header?.height ?? 0)).toBeGreaterThan(MAX_PICTURE_PIXELS);
  });

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'],
    ['SVG behind a declaration', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['HTML', '<!doctype html><img src=x>'],
    ['a PNG that ends in its name', '\u0089PNG\r\n\u001a\n'],
    ['a GIF without a size', 'GIF89a\0\0\0\0\0\0\0'],
    ['nothing', ''],
  ])('%s is no picture, whatever it is called', (_name, text) => {
    expect(readPictureHeader(Uint8Array.from(ascii(text)))).toBeNull();
  });

  it('SVG is not a type that is shown', () => {
    for (const type of ['image/svg+xml', 'image/svg+xml; charset=utf-8', 'IMAGE/SVG+XML', 'text/xml'])
      expect(isPicture(type)).toBe(false);
  });
});
