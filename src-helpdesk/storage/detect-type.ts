import { createReadStream } from 'node:fs';
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';

/**
 * The media type of bytes, by their content only: what a sender says, or a name ends with, is not trusted. Text of any
 * kind is `text/plain` (so hostile HTML or SVG is never called by its name), anything unknown `application/octet-stream`.
 */
export async function detectType(bytes: Uint8Array): Promise<string> {
  return nameType(await fileTypeFromBuffer(bytes), () => isText([bytes]));
}

/** The same of a file, without reading it into memory. */
export async function detectTypeOfFile(file: string): Promise<string> {
  return nameType(await fileTypeFromFile(file), () => isText(createReadStream(file)));
}

async function nameType(
  detected: { readonly mime: string } | undefined,
  checkText: () => Promise<boolean>,
): Promise<string> {
  if (detected !== undefined) return detected.mime === 'application/xml' ? 'text/plain' : detected.mime;
  return (await checkText()) ? 'text/plain' : 'application/octet-stream';
}

async function isText(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of chunks) {
      if (chunk.includes(0)) return false;
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return true;
  } catch (error) {
    // The decoder's word for bytes that are no UTF-8; a file that cannot be read is something else.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
