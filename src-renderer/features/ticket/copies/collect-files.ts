import type { Sha256 } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { isPicture } from '#shared/domain/attachments/picture.ts';
import type { DeskReader } from '#renderer/data/read/desk-reader.ts';
import { HEADER_BYTES, MAX_PICTURE_PIXELS, readPictureHeader } from '#renderer/hooks/picture-header.ts';

/** Most bytes of pictures that go into one printed page. */
const MAX_PRINTED = 40 * 1024 * 1024;

/** The bytes of attachments, each content once; those that cannot be had are named in `missing`. */
export async function collectFiles(
  read: DeskReader,
  attachments: readonly Attachment[],
): Promise<{ readonly files: ReadonlyMap<Sha256, Uint8Array>; readonly missing: readonly string[] }> {
  const files = new Map<Sha256, Uint8Array>();
  const missing: string[] = [];
  for (const { sha256, name } of attachments) {
    if (files.has(sha256)) continue;
    const file = await read.readFile(sha256);
    if (file.ok) files.set(sha256, new Uint8Array(await file.value.arrayBuffer()));
    else missing.push(name);
  }
  return { files, missing };
}

/** The pictures among attachments as `data:` addresses, as many as fit on a printed page; what is not here is left out. */
export async function collectPictures(
  read: DeskReader,
  attachments: readonly Attachment[],
): Promise<ReadonlyMap<Sha256, string>> {
  const urls = new Map<Sha256, string>();
  let left = MAX_PRINTED;
  for (const { sha256, type, size } of attachments) {
    if (!isPicture(type) || size > left || urls.has(sha256)) continue;
    const file = await read.readFile(sha256);
    if (!file.ok) continue;
    const header = readPictureHeader(new Uint8Array(await file.value.slice(0, HEADER_BYTES).arrayBuffer()));
    if (header === null || header.width * header.height > MAX_PICTURE_PIXELS) continue;
    urls.set(sha256, await dataUrl(new Blob([file.value], { type: header.type })));
    left -= size;
  }
  return urls;
}

function dataUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The picture cannot be read')));
    reader.readAsDataURL(file);
  });
}
