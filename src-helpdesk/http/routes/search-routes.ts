import { PATHS, problemSchema } from '#shared/contract/http/routes.ts';
import { searchPageSchema, searchRequestSchema } from '#shared/contract/http/search.ts';
import { searchArchive } from '../../desk/search/search-archive.ts';
import { sightOf } from '../../desk/sight.ts';
import type { App, AppContext } from '../app-context.ts';
import { sessionOf } from '../guard.ts';

/** The search of everything that a person may see, on his machine or not. */
export function addSearchRoutes(app: App, { storage }: AppContext): void {
  app.post(
    PATHS.search,
    {
      config: { access: 'ticket.read' },
      schema: {
        summary: 'Tickets by words and fields, the one that changed last first; changes nothing',
        tags: ['search'],
        body: searchRequestSchema,
        response: { 200: searchPageSchema, 400: problemSchema, 401: problemSchema },
      },
    },
    async (request) => {
      const { person } = sessionOf(request);
      return searchArchive(storage.db, sightOf(person), person.id, storage.clock.now(), request.body);
    },
  );
}
