import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CONTENT_SECURITY_POLICY } from '#shared/contract/content-security-policy.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
};

/**
 * The file under `root` that a path of the page's address names, or null when it names none: anything that leaves the
 * folder, hides in an encoding, or is of a type that the page does not have.
 *
 * @param pathname as in `URL.pathname`, still percent-encoded
 */
export function findPageFile(root: string, pathname: string): { file: string; type: string } | null {
  let plain: string;
  try {
    plain = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (!/^\/[\w./@-]*$/.test(plain)) return null;
  const parts = plain.split('/').filter((part) => part !== '');
  if (parts.some((part) => part.startsWith('.'))) return null;
  const relative = parts.length === 0 ? ['index.html'] : parts;
  const type = TYPES[path.extname(relative.at(-1) ?? '').toLowerCase()];
  return type === undefined ? null : { file: path.join(root, ...relative), type };
}

/** Answers a request of the page for one of its files. */
export async function servePageFile(root: string, pathname: string): Promise<Response> {
  const found = findPageFile(root, pathname);
  const bytes = found === null ? null : await readFile(found.file).catch(() => null);
  if (found === null || bytes === null) return new Response('Not found', { status: 404 });
  return new Response(bytes, {
    headers: {
      'content-type': found.type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-cache',
    },
  });
}
