import { z } from 'zod';
import { alikePageSchema, alikeRequestSchema, customerPairSchema } from '#shared/contract/http/customers.ts';
import { PATHS, problemSchema } from '#shared/contract/http/routes.ts';
import type { Result } from '#shared/base/result.ts';
import { findAlike } from '../../desk/alike-customers.ts';
import { mergeTwo, separateTwo, type MergeCustomersError } from '../../desk/merge-customers.ts';
import { sightOf } from '../../desk/sight.ts';
import type { App, AppContext } from '../app-context.ts';
import { sessionOf } from '../guard.ts';
import { ProblemError } from '../problem.ts';

/** Customers of whom there are two rows. What is done comes to everybody with the feed. */
export function addCustomerRoutes(app: App, { storage }: AppContext): void {
  app.post(
    PATHS.alike,
    {
      // Whoever may not merge has nothing to ask for.
      config: { access: 'customer.merge' },
      schema: {
        summary: 'Customers who may be the same person',
        tags: ['customers'],
        body: alikeRequestSchema,
        response: { 200: alikePageSchema, 401: problemSchema, 403: problemSchema, 404: problemSchema },
      },
    },
    async (request) => {
      const found = await findAlike(storage.db, sightOf(sessionOf(request).person), request.body);
      if (found === null) throw toProblem('not-found');
      return found;
    },
  );
  const answers = {
    204: z.null(),
    401: problemSchema,
    403: problemSchema,
    404: problemSchema,
    409: problemSchema,
  };
  app.post(
    PATHS.mergeCustomers,
    {
      config: { access: 'customer.merge' },
      schema: {
        summary: 'Make two customers one',
        tags: ['customers'],
        body: customerPairSchema,
        response: answers,
      },
    },
    async (request, reply) => {
      expectDone(await mergeTwo(storage, sessionOf(request).person, request.body));
      return reply.code(204).send(null);
    },
  );
  app.post(
    PATHS.separateCustomers,
    {
      config: { access: 'customer.merge' },
      schema: {
        summary: 'Make merged customers two again',
        tags: ['customers'],
        body: customerPairSchema,
        response: answers,
      },
    },
    async (request, reply) => {
      expectDone(await separateTwo(storage, sessionOf(request).person, request.body));
      return reply.code(204).send(null);
    },
  );
}

function expectDone(done: Result<null, MergeCustomersError>): void {
  if (!done.ok) throw toProblem(done.error);
}

function toProblem(error: MergeCustomersError): ProblemError {
  switch (error) {
    case 'not-found':
      return new ProblemError('not-found', 'There is no such customer.');
    case 'changed':
      return new ProblemError('changed', 'Somebody else has merged or separated one of them since.');
    case 'too-many':
      return new ProblemError('too-many', 'As many customers go on in this one as may.');
  }
}
