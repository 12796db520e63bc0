import { isPicture } from '#shared/domain/attachments/picture.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { Dispatcher } from 'undici';
import { detectType } from '../storage/detect-type.ts';
import { isPublicHost, lookupPublic } from './public-address.ts';

/** Most bytes of a picture from outside. */
const MAX_BYTES = 5 * 1024 * 1024;
/** How long all of it may take, in milliseconds. */
const ALL_MS = 15_000;
const MAX_REDIRECTS = 3;
/** Requests to the outside at a time; further ones are refused rather than kept waiting. */
const AT_ONCE = 16;
const PORTS: ReadonlySet<string> = new Set(['', '80', '443']);

export interface RemotePicture {
  readonly bytes: Uint8Array;
  /** By the bytes: one of the raster types that the window shows. */
  readonly type: string;
}

/** `refused`: an address that is not asked; `failed`: it does not give a picture; `busy`: ask again later. */
export type PictureError = 'refused' | 'failed' | 'busy';
export type FetchPicture = (address: string) => Promise<Result<RemotePicture, PictureError>>;

/**
 * Makes what fetches a picture of a letter from outside, without telling who wants it: no cookies, no referrer, no
 * language, the same name for everybody. Only public addresses are asked (each redirect is looked at anew, and the
 * address that was checked is the one that is connected to), and only raster pictures are given on.
 * @param dispatcher for tests: what makes the connections, instead of one that refuses what is not public
 */
export function createFetchPicture(
  given: { readonly dispatcher: Dispatcher; readonly isAllowed: (url: URL) => boolean } | null = null,
): FetchPicture {
  let underWay = 0;
  let made: ReturnType<typeof guarded> | null = null;
  return async (address) => {
    if (underWay >= AT_ONCE) return err('busy');
    underWay += 1;
    try {
      const { dispatcher, isAllowed } = given ?? (await (made ??= guarded()));
      return await follow(address, dispatcher, isAllowed);
    } catch {
      // What goes wrong on a foreign machine is no matter of ours, and its words are not for our log.
      return err('failed');
    } finally {
      underWay -= 1;
    }
  };
}

/** Loaded when the first picture is asked for: no start waits for it. */
async function guarded() {
  const { Agent } = await import('undici');
  const dispatcher = new Agent({
    connect: { lookup: lookupPublic, timeout: 5_000 },
    headersTimeout: ALL_MS,
    bodyTimeout: ALL_MS,
    pipelining: 0,
  });
  return { dispatcher, isAllowed: (url: URL) => PORTS.has(url.port) && isPublicHost(url.hostname) };
}

async function follow(
  address: string,
  dispatcher: Dispatcher,
  isAllowed: (url: URL) => boolean,
): Promise<Result<RemotePicture, PictureError>> {
  const { fetch } = await import('undici');
  const signal = AbortSignal.timeout(ALL_MS);
  let url = new URL(address);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    if (!/^https?:$/.test(url.protocol) || !isAllowed(url)) return err('refused');
    url.username = '';
    url.password = '';
    url.hash = '';
    const response = await fetch(url, {
      dispatcher,
      signal,
      redirect: 'manual',
      credentials: 'omit',
      headers: { accept: 'image/png,image/jpeg,image/gif,image/webp', 'user-agent': 'Mozilla/5.0' },
    });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      url = new URL(location, url);
      continue;
    }
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      return err('failed');
    }
    const bytes = await readAtMost(response.body);
    if (bytes === null) return err('failed');
    const type = await detectType(bytes);
    return isPicture(type) ? ok({ bytes, type }) : err('failed');
  }
  return err('failed');
}

/** All bytes, or null when there are more than a picture may have: the rest is not waited for. */
async function readAtMost(body: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    if (size > MAX_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
