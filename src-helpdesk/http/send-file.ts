import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Sha256 } from '#shared/base/brand.ts';
import { ProblemError } from './problem.ts';

/** A stretch of bytes, both ends with it. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface FileToSend {
  /** Its bytes, or the stretch of them; null when they are not in the store. */
  readonly open: (stretch?: Stretch) => Promise<{ readonly stream: Readable } | null>;
  /** As detected from the bytes. */
  readonly type: string;
  /** Bytes of the whole. */
  readonly size: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes are not in the store. */
  readonly onMissing: () => unknown;
}

/**
 * Sends a content, or the stretch of it that was asked for (RFC 9110 §14: one range of bytes; several are answered with
 * the whole, as the RFC allows). Its hash is its entity tag: the same address never has other bytes.
 */
export async function sendFile(
  request: Pick<FastifyRequest, 'headers' | 'method'>,
  reply: FastifyReply,
  sha256: Sha256,
  { open, type, size, headers, onMissing }: FileToSend,
): Promise<unknown> {
  const etag = `"${sha256}"`;
  const condition = request.headers['if-range'];
  const asked = condition === undefined || condition === etag ? request.headers.range : undefined;
  const range = readRange(asked, size);
  reply.headers({ 'accept-ranges': 'bytes' });
  if (range === 'unsatisfiable') {
    throw new ProblemError('invalid-request', `There are ${size} bytes, and none from there on.`, {
      status: 416,
      headers: { 'content-range': `bytes */${size}` },
    });
  }
  const file = await open(range ?? undefined);
  if (file === null) return onMissing();
  if (range !== null) {
    reply.code(206).headers({ 'content-range': `bytes ${range.start}-${range.end}/${size}` });
  }
  return reply
    .headers({
      ...headers,
      etag,
      'content-length': range === null ? size : range.end - range.start + 1,
      'cache-control': 'private, max-age=31536000, immutable',
    })
    .type(type)
    .send(file.stream);
}

/** The range of a header, made to fit; null for the whole: none, several, or nothing that is a range of bytes. */
function readRange(header: string | undefined, size: number): Stretch | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= size ? 'unsatisfiable' : { start, end };
}
