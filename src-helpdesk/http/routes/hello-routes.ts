import { healthSchema, helloSchema, PATHS, problemSchema } from '#shared/contract/http/routes.ts';
import { findHello } from '../../desk/hello.ts';
import { isDatabaseThere } from '../../desk/health.ts';
import type { App, AppContext } from '../app-context.ts';
import { ProblemError } from '../problem.ts';

/** Who this helpdesk is, asked before anybody signs in, and how it is, asked by what stands in front of it. */
export function addHelloRoutes(app: App, { storage, demo }: AppContext): void {
  app.get(
    PATHS.hello,
    {
      config: { access: 'public' },
      schema: { summary: 'Who this helpdesk is', tags: ['helpdesk'], response: { 200: helloSchema } },
    },
    async () => findHello(storage, demo),
  );

  app.get(
    PATHS.health,
    {
      config: { access: 'public' },
      schema: {
        summary: 'Whether this instance can serve: it runs, is not about to end, and reaches its database',
        tags: ['helpdesk'],
        response: { 200: healthSchema, 503: problemSchema },
      },
    },
    async () => {
      if (!(await isDatabaseThere(storage)))
        throw new ProblemError('unavailable', 'The database does not answer at the moment.');
      return { status: 'ok' } as const;
    },
  );
}
