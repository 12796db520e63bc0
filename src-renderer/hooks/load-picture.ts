import type { Sha256 } from '#shared/base/brand.ts';
import type { DeskReader } from '#renderer/data/read/desk-reader.ts';
import { HEADER_BYTES, MAX_PICTURE_PIXELS, readPictureHeader } from './picture-header.ts';

/** A picture on its way, without what is only known while it is shown. */
export type LoadedPicture =
  /** Safe to show: the bytes are one of the four raster types and not too large. */
  | { readonly kind: 'shown'; readonly blob: Blob; readonly width: number; readonly height: number }
  /** The bytes are not what the name says, or too many pixels to decode. */
  | { readonly kind: 'not-a-picture' }
  | { readonly kind: 'too-many-pixels'; readonly width: number; readonly height: number }
  | { readonly kind: 'unavailable'; readonly why: 'offline' | 'missing' | 'signed-out' };

/** Reads an attachment that is to be shown as a picture, and looks at what it is before anything decodes it. */
export async function loadPicture(
  read: Pick<DeskReader, 'readFile'>,
  sha256: Sha256,
): Promise<LoadedPicture> {
  const file = await read.readFile(sha256);
  if (!file.ok) return { kind: 'unavailable', why: file.error };
  const header = readPictureHeader(new Uint8Array(await file.value.slice(0, HEADER_BYTES).arrayBuffer()));
  if (header === null) return { kind: 'not-a-picture' };
  const { width, height } = header;
  if (width * height > MAX_PICTURE_PIXELS) return { kind: 'too-many-pixels', width, height };
  return { kind: 'shown', blob: new Blob([file.value], { type: header.type }), width, height };
}
