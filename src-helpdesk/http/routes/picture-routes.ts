import { PATHS, remotePictureRequestSchema } from '#shared/contract/http/routes.ts';
import type { App, AppContext } from '../app-context.ts';
import { ProblemError } from '../problem.ts';

/** Pictures of letters from outside, fetched here so that their senders learn nothing of who reads. */
export function addPictureRoutes(app: App, { fetchPicture }: AppContext): void {
  app.post(
    PATHS.remotePicture,
    {
      config: { access: 'ticket.read' },
      schema: {
        summary: 'A picture from outside, fetched by the helpdesk',
        tags: ['attachments'],
        body: remotePictureRequestSchema,
        produces: ['image/png', 'image/jpeg', 'image/gif', 'image/webp'],
      },
    },
    async (request, reply) => {
      const picture = await fetchPicture(request.body.address);
      if (!picture.ok) {
        if (picture.error === 'busy') throw new ProblemError('unavailable', 'Too many pictures at once.');
        throw new ProblemError('not-found', 'There is no picture to be had from this address.');
      }
      return reply
        .type(picture.value.type)
        .header('content-disposition', 'attachment')
        .header('content-security-policy', "sandbox; default-src 'none'")
        .header('cache-control', 'private, no-store')
        .send(Buffer.from(picture.value.bytes));
    },
  );
}
