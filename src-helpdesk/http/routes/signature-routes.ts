import { z } from 'zod';
import { queueIdSchema } from '#shared/base/brand.ts';
import { PATHS, problemSchema } from '#shared/contract/http/routes.ts';
import { publicNameChangeSchema, signatureChangeSchema } from '#shared/contract/http/signature.ts';
import { changePublicName, changeSignature } from '../../desk/signatures.ts';
import type { App, AppContext } from '../app-context.ts';
import { sessionOf } from '../guard.ts';
import { ProblemError } from '../problem.ts';

const queueParamsSchema = z.object({ id: queueIdSchema });

/** What stands under answers: one's own public name, and the signature of a queue. Both come down with the feed. */
export function addSignatureRoutes(app: App, { storage }: AppContext): void {
  app.put(
    PATHS.publicName,
    {
      config: { access: 'public-name.change' },
      schema: {
        summary: 'Change what customers read instead of the own name',
        tags: ['signatures'],
        body: publicNameChangeSchema,
        response: { 204: z.null(), 401: problemSchema, 403: problemSchema },
      },
    },
    async (request, reply) => {
      await changePublicName(storage, sessionOf(request).person.id, request.body.publicName);
      return reply.code(204).send(null);
    },
  );

  app.put(
    `${PATHS.signatures}/:id`,
    {
      config: { access: 'signature.manage' },
      schema: {
        summary: 'Change what stands under every new answer of a queue',
        tags: ['signatures'],
        params: queueParamsSchema,
        body: signatureChangeSchema,
        response: {
          204: z.null(),
          401: problemSchema,
          403: problemSchema,
          404: problemSchema,
          409: problemSchema,
        },
      },
    },
    async (request, reply) => {
      const changed = await changeSignature(storage, request.params.id, request.body);
      if (!changed.ok) {
        throw changed.error === 'changed'
          ? new ProblemError('changed', 'Somebody else has changed it since.')
          : new ProblemError('not-found', 'There is no such queue.');
      }
      return reply.code(204).send(null);
    },
  );
}
