import fastifyStatic from '@fastify/static';
import type { App } from './app-context.ts';

/** What the pages of the browser host may do. Mantine writes styles into the document, hence 'unsafe-inline' for styles. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self' blob: data: about:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ');

/** Serves the built renderer at `/`: the browser host. */
export async function addStaticFiles(app: App, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/',
    index: ['index.html'],
    redirect: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders(reply, file) {
      reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
      reply.header('cross-origin-opener-policy', 'same-origin');
      reply.header(
        'permissions-policy',
        'camera=(), geolocation=(), microphone=(self), display-capture=(self)',
      );
      // Vite names everything under assets/ by its content.
      const isNamedByContent = /[\\/]assets[\\/][^\\/]+-[\w-]{8,}\.\w+$/.test(file);
      reply.header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
