import { describe, expect, it } from 'vitest';
import { PATHS } from '#shared/contract/http/routes.ts';
import { sending } from '#tests/support/contract-host.ts';
import {
  command,
  createMirror,
  outcomes,
  patchUpload,
  problemCode,
  push,
  sha256Of,
  speakAs,
} from './speak.ts';
import type { Scene } from './scene.ts';

/** What changes nothing but the trainee's own sessions and records and where he is seen, and what only reads: its address is in the body. */
const HARMLESS: ReadonlySet<string> = new Set([
  `post ${PATHS.session}`,
  `delete ${PATHS.session}`,
  `delete ${PATHS.devices}/{id}`,
  `post ${PATHS.presence}`,
  `post ${PATHS.remotePicture}`,
  `post ${PATHS.search}`,
  `put ${PATHS.own}/{key}`,
]);

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function describeTrainee(scene: Scene): void {
  describe('a trainee', () => {
    scene.itOf('openapi', 'I9: is refused by every changing endpoint that the helpdesk has', async () => {
      const { client, clientId } = await speakAs(scene.host, 'timur');
      const { ticketId } = await scene.host.backstage.openTicket();
      const description = (await (await client.fetch(PATHS.openapi)).json()) as OpenApi;
      const changing = Object.entries(description.paths).flatMap(([path, methods]) =>
        Object.keys(methods)
          .filter((method) => ['post', 'put', 'patch', 'delete'].includes(method))
          .map((method) => ({ method, path })),
      );
      expect(changing.length).toBeGreaterThan(3);

      for (const { method, path } of changing.filter(
        (route) => !HARMLESS.has(`${route.method} ${route.path}`),
      )) {
        const address = path.replace('{sha256}', 'a'.repeat(64)).replace(/\{\w+\}/, ticketId);
        if (path === PATHS.commands) {
          const note = command({ client, clientId, nextN: () => 1 }, 'note', ticketId, {
            text: 'x',
            attachments: [],
          });
          expect(outcomes(await push({ client, clientId, nextN: () => 1 }, [note]))).toEqual([
            'refused not-allowed',
          ]);
        } else {
          const answer = await client.fetch(address, {
            method: method.toUpperCase(),
            headers: {
              'x-vakhta': '1',
              'content-type': 'application/octet-stream',
              'upload-offset': '0',
              'upload-length': '1',
            },
            body: 'x',
          });
          expect(`${method} ${path}: ${await problemCode(answer)}`).toBe(
            `${method} ${path}: 403 not-allowed`,
          );
        }
      }
    });

    it('I9: may not upload', async () => {
      const { client } = await speakAs(scene.host, 'timur');
      const bytes = Buffer.from('x');
      const answer = await patchUpload(client, sha256Of(bytes), bytes, 0, bytes.length);
      expect(await problemCode(answer)).toBe('403 not-allowed');
    });

    it('I9: gets every kind of command refused, and nothing changes', async () => {
      const trainee = await speakAs(scene.host, 'timur');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const before = createMirror(trainee.client);
      await before.pullAll();
      const answers = [
        command(trainee, 'reply', ticketId, { text: 'Hello', attachments: [] }, messageId),
        command(trainee, 'note', ticketId, { text: 'Hm', attachments: [] }, messageId),
        command(trainee, 'assign', ticketId, { from: null, to: scene.host.people.anna.id }, messageId),
        command(trainee, 'status', ticketId, { to: 'resolved' }, messageId),
        command(trainee, 'priority', ticketId, { to: 'urgent' }, messageId),
        command(trainee, 'tag', ticketId, { add: ['tag'], remove: [] }, messageId),
      ].map(async (item) => outcomes(await push(trainee, [item])));
      expect((await Promise.all(answers)).flat()).toEqual(Array(6).fill('refused not-allowed'));
      const pages = await before.pullAll();
      expect(pages.flatMap((page) => page.changes)).toEqual([]);
    });

    it('sees the tickets of his queues, and may sign out', async () => {
      const trainee = await speakAs(scene.host, 'timur');
      const { ticketId } = await scene.host.backstage.openTicket();
      const mirror = createMirror(trainee.client);
      await mirror.pullAll();
      expect(mirror.row('ticket', ticketId)).not.toBeNull();
      expect((await trainee.client.fetch(PATHS.session, sending('DELETE'))).status).toBe(204);
    });
  });
}
