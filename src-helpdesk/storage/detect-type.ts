import { fileTypeFromBuffer } from 'file-type';

/**
 * The media type of bytes, by their content only: what a sender says, or a name ends with, is not trusted. Text of any
 * kind is `text/plain` (so hostile HTML or SVG is never called by its name), anything unknown `application/octet-stream`.
 */
export async function detectType(bytes: Uint8Array): Promise<string> {
  const detected = await fileTypeFromBuffer(bytes);
  if (detected !== undefined) return detected.mime === 'application/xml' ? 'text/plain' : detected.mime;
  return isText(bytes) ? 'text/plain' : 'application/octet-stream';
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
