import type { Page } from '@playwright/test';
import type { ContractClient } from './contract-host.ts';

/** A request as it goes into the page: bytes as base64. */
interface Outgoing {
  readonly path: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

/** What comes back before the body is read. */
interface Opened {
  readonly status: number;
  readonly headers: [string, string][];
  readonly hasBody: boolean;
}

/** Lives in the page: makes requests there and hands their answers over, part by part. */
interface PageRequests {
  open(id: number, request: Outgoing): Promise<Opened>;
  /** The next bytes as base64; null is the end. */
  read(id: number): Promise<string | null>;
  abort(id: number): void;
}

declare global {
  interface Window {
    pageRequests?: PageRequests;
  }
}

/** A client of the contract whose requests are made by a page, with that page's own `fetch`. */
export interface PageClient extends ContractClient {
  /** Ends what is under way, as a reload would. */
  abortAll(): Promise<void>;
}

/** Makes a page able to speak for a test. It stays the page that it is: the same origin, policy and script world. */
export async function openPageClient(page: Page): Promise<PageClient> {
  await page.evaluate(putPageRequests);
  const running = new Set<number>();
  let made = 0;

  const read = (id: number) => page.evaluate((each) => window.pageRequests?.read(each) ?? null, id);
  const abort = async (id: number) => {
    running.delete(id);
    await page.evaluate((each) => window.pageRequests?.abort(each), id);
  };

  return {
    async fetch(path, init = {}) {
      const id = (made += 1);
      running.add(id);
      // A tab that is aborted while it closes has nothing left to tell.
      init.signal?.addEventListener('abort', () => void abort(id).catch(() => undefined));
      const answer = await page.evaluate(([each, request]) => window.pageRequests?.open(each, request), [
        id,
        await outgoing(path, init),
      ] as const);
      if (answer === undefined) throw new Error('The page has been left.');
      const { status, headers, hasBody } = answer;
      if (!hasBody) running.delete(id);
      if (!hasBody) return new Response(null, { status, headers });
      const body = new ReadableStream<Uint8Array>({
        async pull(stream) {
          const part = await read(id);
          if (part !== null) return stream.enqueue(Buffer.from(part, 'base64'));
          running.delete(id);
          stream.close();
        },
        cancel: () => abort(id),
      });
      return new Response(body, { status, headers });
    },
    async abortAll() {
      await Promise.all([...running].map(abort));
    },
  };
}

async function outgoing(path: string, init: RequestInit): Promise<Outgoing> {
  const { method, headers, body } = new Request(new URL(path, 'http://page.invalid'), {
    ...init,
    signal: null,
  });
  const bytes = body === null ? null : Buffer.from(await new Response(body).arrayBuffer());
  return { path, method, headers: [...headers], body: bytes?.toString('base64') ?? null };
}

/** Runs in the page, so it uses nothing of this file. */
function putPageRequests(): void {
  const requests = new Map<
    number,
    { abort: AbortController; reader?: ReadableStreamDefaultReader<Uint8Array> }
  >();
  const toBase64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000)
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };
  const toBytes = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  window.pageRequests = {
    async open(id, { path, method, headers, body: bytes }) {
      const abort = new AbortController();
      requests.set(id, { abort });
      const response = await fetch(path, {
        method,
        headers: headers.map(([name, value]): [string, string] => [name, value]),
        signal: abort.signal,
        ...(bytes === null ? {} : { body: toBytes(bytes) }),
      });
      // An answer of the app's own protocol has an empty body where there can be none.
      const body = [204, 205, 304].includes(response.status) ? null : response.body;
      if (body === null) requests.delete(id);
      else requests.set(id, { abort, reader: body.getReader() });
      return { status: response.status, headers: [...response.headers], hasBody: body !== null };
    },
    async read(id) {
      const part = await requests.get(id)?.reader?.read();
      if (part !== undefined && !part.done) return toBase64(part.value);
      requests.delete(id);
      return null;
    },
    abort(id) {
      requests.get(id)?.abort.abort();
      requests.delete(id);
    },
  };
}
