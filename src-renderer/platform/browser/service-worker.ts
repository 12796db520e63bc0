/// <reference lib="webworker" />

/*
 * Keeps the built program in the browser, so that it starts without a network. Written by hand rather than taken from a
 * library: it answers for a closed list of files and for nothing else, which is sixty lines.
 */
import type { ACTIVATE_IF_ALONE } from './service-worker-names.ts';

declare const self: ServiceWorkerGlobalScope;

/** Filled in by the build: the program's files and a name that changes with any of them. */
declare const __PRECACHE__: { readonly version: string; readonly files: readonly string[] };

/** Written out: a value imported from what the page imports too would make a second file of this one. */
const TAKE_OVER: typeof ACTIVATE_IF_ALONE = 'activate-if-alone';
const { version, files } = __PRECACHE__;
const PREFIX = 'vakhta-program-';
const CACHE = PREFIX + version;
const PAGE = 'index.html';

const addressOf = (file: string) => new URL(file, self.registration.scope).href;
const known = new Set(files.map(addressOf));

self.addEventListener('install', (event) => {
  // All or nothing: a version is only ever whole. Past the browser's own cache, which may hold parts of another.
  const requests = files.map(
    (file) => new Request(addressOf(file), { cache: 'reload', credentials: 'same-origin' }),
  );
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

self.addEventListener('activate', (event) => {
  const clean = async () => {
    for (const name of await caches.keys())
      if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  };
  event.waitUntil(clean());
});

self.addEventListener('message', (event) => {
  if (event.data !== TAKE_OVER) return;
  const takeOver = async () => {
    const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (open.length <= 1) await self.skipWaiting();
  };
  event.waitUntil(takeOver());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  url.hash = '';
  const isStart = request.mode === 'navigate' && url.origin + url.pathname === addressOf('./');
  url.search = '';
  // Whatever is not a file of the program goes to the network untouched: the helpdesk's data, the customers' pages.
  const address = isStart ? addressOf(PAGE) : url.href;
  if (!known.has(address)) return;
  event.respondWith(
    caches
      .open(CACHE)
      .then(async (cache) => (await cache.match(address, { ignoreVary: true })) ?? fetch(request)),
  );
});
