import { z } from 'zod';
import { PATHS, presenceSchema, problemSchema } from '#shared/contract/http/routes.ts';
import { can } from '#shared/domain/roles/can.ts';
import { findQueueInSight } from '../../desk/find-queue-in-sight.ts';
import type { App, AppContext } from '../app-context.ts';
import { sessionOf } from '../guard.ts';
import { ProblemError } from '../problem.ts';

const MAX_BODY_BYTES = 1024;

/** Who is at which ticket: said by the windows, told by the stream of events, kept in memory only. */
export function addPresenceRoutes(app: App, { storage, presence }: AppContext): void {
  app.post(
    PATHS.presence,
    {
      // It changes nothing that is kept: whoever may read may be seen reading.
      config: { access: 'ticket.read' },
      bodyLimit: MAX_BODY_BYTES,
      schema: {
        summary: 'Which ticket a window shows, and whether its operator writes',
        tags: ['presence'],
        body: presenceSchema,
        response: { 204: z.null(), 401: problemSchema, 404: problemSchema, 429: problemSchema },
      },
    },
    async (request, reply) => {
      const { person, deviceId } = sessionOf(request);
      const { window, ticketId, doing } = request.body;
      if (ticketId === null) {
        if (!presence.leave({ deviceId, window })) throw tooMuch();
        return reply.code(204).send(null);
      }
      const queueId = await findQueueInSight(storage.db, person, ticketId);
      if (queueId === null) throw new ProblemError('not-found', 'There is no such ticket.');
      const shown = can(person, 'ticket.note', { queueId }) ? doing : 'looking';
      const attention = { deviceId, window, personId: person.id, ticketId, queueId, doing: shown };
      if (!presence.say(attention)) throw tooMuch();
      return reply.code(204).send(null);
    },
  );
}

function tooMuch(): ProblemError {
  return new ProblemError('too-many-attempts', 'This device says too much.', {
    headers: { 'retry-after': '10' },
  });
}
