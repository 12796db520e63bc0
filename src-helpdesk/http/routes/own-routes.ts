import { z } from 'zod';
import {
  ownChangeSchema,
  ownKeySchema,
  ownOutcomeSchema,
  ownPageSchema,
  ownQuerySchema,
  type Owner,
} from '#shared/contract/http/own-records.ts';
import { PATHS, problemSchema } from '#shared/contract/http/routes.ts';
import { changeOwn, isOwner, pullOwn } from '../../desk/own-records.ts';
import type { PersonId } from '#shared/base/brand.ts';
import type { App, AppContext } from '../app-context.ts';
import { sessionOf } from '../guard.ts';
import { ProblemError } from '../problem.ts';

const keyParamsSchema = z.object({ key: ownKeySchema });
/** The largest value in three bytes a character, and what stands around it. */
const MAX_CHANGE_BYTES = 1024 * 1024;

/** What a person keeps for himself alone: drafts, preferences. Nobody else is given it, whatever his role. */
export function addOwnRoutes(app: App, { storage }: AppContext): void {
  const isOurs = async (owner: Owner, personId: PersonId): Promise<void> => {
    if (!(await isOwner(storage, owner, personId)))
      throw new ProblemError('not-allowed', 'These are not the records of who is signed in.');
  };

  app.get(
    PATHS.own,
    {
      config: { access: 'signed-in' },
      schema: {
        summary: "The next page of the person's own records",
        tags: ['own records'],
        querystring: ownQuerySchema,
        response: { 200: ownPageSchema, 401: problemSchema, 403: problemSchema },
      },
    },
    async (request) => {
      const { person } = sessionOf(request);
      await isOurs(request.query, person.id);
      return pullOwn(storage, person.id, request.query.cursor);
    },
  );

  app.put(
    `${PATHS.own}/:key`,
    {
      // A trainee's too: they say nothing to anybody else and change no ticket.
      config: { access: 'signed-in' },
      bodyLimit: MAX_CHANGE_BYTES,
      schema: {
        summary: "Changes or deletes one of the person's own records",
        tags: ['own records'],
        params: keyParamsSchema,
        body: ownChangeSchema,
        response: { 200: ownOutcomeSchema, 401: problemSchema, 403: problemSchema, 413: problemSchema },
      },
    },
    async (request) => {
      const { person } = sessionOf(request);
      await isOurs(request.body, person.id);
      return changeOwn(storage, person.id, request.params.key, request.body);
    },
  );
}
