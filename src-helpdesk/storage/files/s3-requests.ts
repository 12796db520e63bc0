import { AwsV4Signer } from 'aws4fetch';
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
// Not the fetch that Node brings: there a storage that closes the line while its answer is read slowly ends the process.
import { fetch, type Response } from 'undici';
import { StoreUnavailableError } from './byte-store.ts';
import type { S3Settings } from './s3-settings.ts';

/** SHA-256 of no bytes. */
const EMPTY = createHash('sha256').digest('hex');
/** Waits between attempts, in milliseconds; their number is that of further attempts. */
const RETRY_MS = [200, 1_000] as const;
/** How long an answer may take to begin, in milliseconds: for a request without and with a body. */
const ANSWER_MS = 30_000;
const UPLOAD_MS = 5 * 60_000;

export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes with their checksum, which the storage verifies. */
  readonly body?: { readonly bytes: Blob; readonly sha256: string };
}

/** A refusal of the storage: its status, and the code of its XML body where it gives one. */
export interface S3Refusal {
  readonly status: number;
  readonly code: string | null;
}

export type S3Answer =
  { readonly ok: true; readonly response: Response } | { readonly ok: false; readonly refusal: S3Refusal };

/**
 * Sends one request, signed with Signature Version 4 over its headers and the checksum of its body, again where the
 * storage is busy or the line breaks (every request here can be repeated).
 * @throws StoreUnavailableError when it does not answer
 */
export async function sendToS3(settings: S3Settings, request: S3Request): Promise<S3Answer> {
  for (let attempt = 0; ; attempt += 1) {
    const waitMs = RETRY_MS[attempt];
    try {
      const answer = await attemptOnce(settings, request);
      if (answer.ok || waitMs === undefined || !isPassing(answer.refusal)) return answer;
    } catch (error) {
      if (waitMs === undefined) {
        throw new StoreUnavailableError('The S3 storage does not answer.', { cause: causeOf(error) });
      }
    }
    await wait(waitMs);
  }
}

async function attemptOnce(
  settings: S3Settings,
  { method, key, headers, body }: S3Request,
): Promise<S3Answer> {
  const signed = await new AwsV4Signer({
    method,
    url: addressOf(settings, key),
    headers: { ...headers, 'x-amz-content-sha256': body?.sha256 ?? EMPTY },
    service: 's3',
    region: settings.region,
    accessKeyId: settings.accessKeyId,
    secretAccessKey: settings.secretAccessKey,
    ...(settings.sessionToken === null ? {} : { sessionToken: settings.sessionToken }),
  }).sign();
  // The time is for the answer to begin: its body may be read as slowly as whoever asked for it reads.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), body === undefined ? ANSWER_MS : UPLOAD_MS);
  try {
    const response = await fetch(signed.url, {
      method,
      headers: [...signed.headers],
      ...(body === undefined ? {} : { body: body.bytes }),
      redirect: 'manual',
      signal: late.signal,
    });
    if (response.ok) return { ok: true, response };
    const text = await response.text();
    const code = /<Code>([A-Za-z0-9.]{1,100})<\/Code>/.exec(text)?.[1] ?? null;
    return { ok: false, refusal: { status: response.status, code } };
  } finally {
    clearTimeout(timer);
  }
}

/** Busy, broken inside, or the bytes did not arrive as they were sent. */
function isPassing({ status, code }: S3Refusal): boolean {
  if (status === 507) return false;
  return status >= 500 || status === 429 || code === 'BadDigest' || code === 'XAmzContentSHA256Mismatch';
}

/** Every character of a key that we make or accept may stand in a path as it is. */
function addressOf({ endpoint, bucket, pathStyle, prefix }: S3Settings, key: string): string {
  const url = new URL(endpoint);
  const base = url.pathname.replace(/\/+$/, '');
  if (!pathStyle) url.host = `${bucket}.${url.host}`;
  url.pathname = `${base}${pathStyle ? `/${bucket}` : ''}/${prefix}${key}`;
  return url.href;
}

/** What the system says, without the request, whose headers are secret. */
function causeOf(error: unknown): Error | undefined {
  const inner = error instanceof Error ? (error.cause ?? error) : null;
  if (!(inner instanceof Error)) return undefined;
  return new Error('code' in inner ? `${inner.name} ${String(inner.code)}` : inner.name);
}
