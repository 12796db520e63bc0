import { helloSchema, PATHS } from '#shared/contract/http/routes.ts';
import { findHello } from '../../desk/hello.ts';
import type { App, AppContext } from '../app-context.ts';

/** Who this helpdesk is: asked before anybody signs in. */
export function addHelloRoutes(app: App, { storage, demo }: AppContext): void {
  app.get(
    PATHS.hello,
    {
      config: { access: 'public' },
      schema: { summary: 'Who this helpdesk is', tags: ['helpdesk'], response: { 200: helloSchema } },
    },
    async () => findHello(storage, demo),
  );
}
