import { z } from 'zod';
import { PATHS, problemSchema, referenceChangeSchema } from '#shared/contract/http/routes.ts';
import { changeReference } from '../../desk/references.ts';
import type { App, AppContext } from '../app-context.ts';
import { sessionOf } from '../guard.ts';
import { ProblemError } from '../problem.ts';

/** The team's common knowledge: it comes down with the feed, and is changed here. */
export function addReferenceRoutes(app: App, { storage }: AppContext): void {
  app.post(
    PATHS.references,
    {
      config: { access: 'reference.manage' },
      schema: {
        summary: 'Make, change or remove a reference',
        tags: ['references'],
        body: referenceChangeSchema,
        response: { 204: z.null(), 401: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      const { before, after } = request.body;
      const changed = await changeReference(storage, sessionOf(request).person.id, before, after);
      if (!changed.ok) {
        throw changed.error === 'changed'
          ? new ProblemError('changed', 'Somebody else has changed or removed it since.')
          : new ProblemError('too-many', 'There are as many references as there may be.');
      }
      return reply.code(204).send(null);
    },
  );
}
