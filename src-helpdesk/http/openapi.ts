import swagger from '@fastify/swagger';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import { PATHS, PROTOCOL_VERSION, SESSION_COOKIE } from '#shared/contract/http/routes.ts';
import type { App } from './app-context.ts';

/** Describes the API from the schemas of its routes: OpenAPI 3.1. Register before the routes. */
export async function addOpenApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Vakhta helpdesk',
        version: String(PROTOCOL_VERSION),
        description:
          'Commands go up, changes come down: see ARCHITECTURE.md. Changing requests carry the header x-vakhta: 1.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          cookie: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ cookie: [] }, { token: [] }],
    },
    // The pages for customers and the browser host are no API; every route of the API has a tag (see `addGuard`).
    hideUntagged: true,
    transform: createJsonSchemaTransform({}),
  });
  app.get(
    PATHS.openapi,
    { config: { access: 'public' }, schema: { hide: true } },
    async () => app.swagger() as never,
  );
}
