import cookie from '@fastify/cookie';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { createCustomerDesk } from '../desk/customer-side/customer-desk.ts';
import type { App, AppContext } from './app-context.ts';
import { addGuard } from './guard.ts';
import { handleErrors } from './handle-errors.ts';
import { addOpenApi } from './openapi.ts';
import { publicPages } from './public/public-pages.ts';
import { addAttachmentRoutes } from './routes/attachment-routes.ts';
import { addCustomerRoutes } from './routes/customer-routes.ts';
import { addHelloRoutes } from './routes/hello-routes.ts';
import { addReferenceRoutes } from './routes/reference-routes.ts';
import { addPresenceRoutes } from './routes/presence-routes.ts';
import { addPictureRoutes } from './routes/picture-routes.ts';
import { addSearchRoutes } from './routes/search-routes.ts';
import { addSignatureRoutes } from './routes/signature-routes.ts';
import { addOwnRoutes } from './routes/own-routes.ts';
import { addSessionRoutes } from './routes/session-routes.ts';
import { addSyncRoutes } from './routes/sync-routes.ts';
import { addStaticFiles } from './static-files.ts';

export interface AppOptions {
  /** Folder of the built renderer; without it there is only the API. */
  readonly renderer?: string;
  /** Only this machine can reach it: see `addGuard`. */
  readonly loopbackOnly: boolean;
  /** Behind a reverse proxy: take the client's address and protocol from its headers. */
  readonly trustProxy: boolean;
}

/** Longest silence on a connection, and longest time for a request to arrive as a whole, in milliseconds. */
const SILENCE_MS = 2 * 60_000;
const REQUEST_MS = 15 * 60_000;

/** The HTTP side of a helpdesk, not listening yet. */
export async function createApp(context: AppContext, options: AppOptions): Promise<App> {
  const app = fastify({
    trustProxy: options.trustProxy,
    // Longer than what common proxies keep, so that it is not us who close a connection in use.
    keepAliveTimeout: 75_000,
    // Whoever sends or takes nothing for so long has gone; streams of events have a heartbeat. What takes longer as a
    // whole is cut: uploads and downloads go on where they were.
    connectionTimeout: SILENCE_MS,
    requestTimeout: REQUEST_MS,
    // A request that is being answered when the helpdesk ends is answered; idle connections end at once.
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  handleErrors(app, context.storage.log);

  await app.register(cookie);
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    if (!reply.hasHeader('content-security-policy')) {
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    }
  });
  addGuard(app, context.sessions, options.loopbackOnly);
  await addOpenApi(app);

  addHelloRoutes(app, context);
  addSessionRoutes(app, context);
  addSyncRoutes(app, context);
  addPresenceRoutes(app, context);
  addSearchRoutes(app, context);
  addAttachmentRoutes(app, context);
  addReferenceRoutes(app, context);
  addCustomerRoutes(app, context);
  addPictureRoutes(app, context);
  addOwnRoutes(app, context);
  addSignatureRoutes(app, context);
  await app.register(publicPages, { desk: createCustomerDesk(context.storage) });
  if (options.renderer !== undefined) await addStaticFiles(app, options.renderer);
  return app;
}
