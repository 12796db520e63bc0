import {
  changesPageSchema,
  changesQuerySchema,
  firstPageQuerySchema,
  firstPageSchema,
  PATHS,
  problemSchema,
  pushAnswerSchema,
  pushSchema,
} from '#shared/contract/http/routes.ts';
import { decideCommands } from '../../desk/commands/decide-commands.ts';
import { pullPage } from '../../desk/feed.ts';
import { findFirstPage } from '../../desk/first-page.ts';
import { feedSightOf, sightOf } from '../../desk/sight.ts';
import type { App, AppContext } from '../app-context.ts';
import { sessionOf } from '../guard.ts';

/** Bytes of one push: the largest single command is some 600 KB; what is refused as a whole is sent one by one. */
const MAX_PUSH_BYTES = 8 * 1024 * 1024;

/** The synchronisation protocol: changes down, commands up, and word that there are changes. */
export function addSyncRoutes(app: App, { storage, streams }: AppContext): void {
  app.get(
    PATHS.first,
    {
      config: { access: 'ticket.read' },
      schema: {
        summary: 'The top of a view, and the counts of all: what a first start shows at once',
        tags: ['synchronisation'],
        querystring: firstPageQuerySchema,
        response: { 200: firstPageSchema, 401: problemSchema },
      },
    },
    async (request, reply) => {
      const { person } = sessionOf(request);
      return sendJsonText(reply, await findFirstPage(storage.db, sightOf(person), person.id, request.query));
    },
  );

  app.get(
    PATHS.changes,
    {
      config: { access: 'ticket.read' },
      schema: {
        summary: 'The next page of the change feed',
        tags: ['synchronisation'],
        querystring: changesQuerySchema,
        response: { 200: changesPageSchema, 401: problemSchema },
      },
    },
    async (request, reply) => {
      const session = sessionOf(request);
      const { text, place } = await pullPage(storage.db, feedSightOf(session), request.query.cursor);
      streams.noteRead(session.deviceId, place);
      return sendJsonText(reply, text);
    },
  );

  app.post(
    PATHS.commands,
    {
      // Not refused as a whole for a trainee: each command gets its outcome, which is stored and shown.
      config: { access: 'signed-in' },
      bodyLimit: MAX_PUSH_BYTES,
      schema: {
        summary: 'Commands, in the order in which they were given',
        tags: ['synchronisation'],
        body: pushSchema,
        response: { 200: pushAnswerSchema, 401: problemSchema, 413: problemSchema },
      },
    },
    async (request) => ({
      answers: [...(await decideCommands(storage, sessionOf(request).person, request.body))],
    }),
  );

  app.get(
    PATHS.events,
    {
      config: { access: 'signed-in' },
      schema: {
        summary:
          'Server-sent events: "change" says that there is something to pull, and may bring it; "signed-out" that the session is over',
        tags: ['synchronisation'],
        produces: ['text/event-stream'],
      },
    },
    (request, reply) => {
      const session = sessionOf(request);
      reply.hijack();
      streams.open(reply.raw, session);
    },
  );
}

/** The text is JSON already: see `feed-rows.ts`. */
function sendJsonText(reply: { type(type: string): { send(text: never): unknown } }, text: string): never {
  return reply.type('application/json; charset=utf-8').send(text as never) as never;
}
