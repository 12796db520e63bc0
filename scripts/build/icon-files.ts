/** A square picture in PNG. */
export interface IconPicture {
  /** Width and height in pixels. */
  readonly size: number;
  readonly png: Buffer;
}

/**
 * A Windows icon: a header (reserved, type 1, count), then 16 bytes for each picture (width, height — 0 means 256 —,
 * colours, reserved, planes, bits per pixel, length, offset), then the PNG files. Little-endian.
 */
export function makeIco(pictures: readonly IconPicture[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    header.writeUInt8(size >= 256 ? 0 : size, at);
    header.writeUInt8(size >= 256 ? 0 : size, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** Types of PNG pictures in a macOS icon, by size in pixels; two types of one size are for plain and Retina screens. */
const ICNS_TYPES: readonly (readonly [type: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
];

/** A macOS icon: "icns", whole length, then for each picture its type, its length with these 8 bytes, the PNG. Big-endian. */
export function makeIcns(pictures: readonly IconPicture[]): Buffer {
  const parts = ICNS_TYPES.flatMap(([type, size]) => {
    const picture = pictures.find((each) => each.size === size);
    return picture === undefined ? [] : [chunk(type, picture.png)];
  });
  return chunk('icns', Buffer.concat(parts));
}

function chunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}
