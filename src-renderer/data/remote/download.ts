import type { Sha256 } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { PATHS } from '#shared/contract/http/routes.ts';
import { exchange, type Exchange, type ExchangeError } from './exchange.ts';

/** Downloads that broke off and are remembered: the newest so many (I11). */
const MOST_KEPT = 4;
/** How often one download goes on by itself after a cut, as long as each attempt brings something. */
const MOST_ATTEMPTS = 20;

/** What has arrived of a file. */
interface Part {
  chunks: Uint8Array<ArrayBuffer>[];
  /** Bytes. */
  size: number;
}

/**
 * Brings files from the helpdesk; one that was cut goes on at the byte where it stopped, at once while something arrives,
 * else when it is asked for again. Whether the bytes are the right ones is for the caller to check.
 */
export function createDownloads(given: Exchange): (sha256: Sha256) => Promise<Result<Blob, ExchangeError>> {
  const parts = new Map<Sha256, Part>();

  const attempt = (sha256: Sha256, part: Part): Promise<Result<Blob, ExchangeError>> => {
    const headers: Record<string, string> = part.size === 0 ? {} : { range: `bytes=${part.size}-` };
    return exchange(given, `${PATHS.attachments}/${sha256}`, { headers }, async (response) => {
      const start = response.status === 206 ? startOf(response) : 0;
      // The whole again, or another stretch than was asked for: begin anew with what comes.
      if (start === 0) forget(part);
      if (start !== part.size) {
        forget(part);
        throw new Error('Another stretch has come than was asked for.');
      }
      const reader = response.body?.getReader();
      for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
        part.chunks.push(new Uint8Array(next.value));
        part.size += next.value.length;
      }
      return ok(new Blob(part.chunks, { type: response.headers.get('content-type') ?? '' }));
    });
  };

  return async (sha256) => {
    const part = parts.get(sha256) ?? { chunks: [], size: 0 };
    parts.delete(sha256);
    for (let attempts = 1; ; attempts += 1) {
      const before = part.size;
      const brought = await attempt(sha256, part);
      if (brought.ok) return brought;
      const { failure, code } = brought.error;
      // 416: we have more than there is; what we have is something else.
      if (failure.kind === 'not-a-helpdesk' || (failure.kind === 'rejected' && failure.status === 416))
        forget(part);
      const isCut = failure.kind === 'unreachable' && part.size > before;
      if (isCut && attempts < MOST_ATTEMPTS && !given.signal.aborted) continue;
      if (part.size > 0) parts.set(sha256, part);
      for (const oldest of parts.keys()) if (parts.size > MOST_KEPT) parts.delete(oldest);
      return err({ failure, code });
    }
  };
}

function forget(part: Part): void {
  part.chunks = [];
  part.size = 0;
}

/** Where the stretch of an answer begins (RFC 9110 §14.4); NaN when it does not say. */
function startOf(response: Response): number {
  return Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? Number.NaN);
}
