import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { sendToS3 } from '#helpdesk/storage/files/s3-requests.ts';
import type { S3Settings } from '#helpdesk/storage/files/s3-settings.ts';

/** Read from the line in one go, and more than a body takes while nobody reads it. */
const BYTES = Buffer.alloc(64 * 1024, 'a');

let server: Server | null = null;
afterEach(() => server?.close());

it('a storage that closes the line before its answer was read gives the whole answer, and does not end the process', async () => {
  const { settings, closed } = await listen();

  const answer = await sendToS3(settings, { method: 'GET', key: 'a/b' });
  await closed;

  if (!answer.ok) throw new Error('The request was refused.');
  expect(Buffer.from(await answer.response.arrayBuffer()).equals(BYTES)).toBe(true);
});

/** A storage that gives the bytes and closes; `closed` once the reader has the end of the line. */
async function listen(): Promise<{ settings: S3Settings; closed: Promise<unknown> }> {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${BYTES.length}\r\nconnection: close\r\n\r\n`);
      socket.end(BYTES);
    });
  });
  const closed = once(server, 'connection').then(([socket]) => once(socket as Socket, 'close'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  const settings = {
    endpoint: `http://127.0.0.1:${address.port}`,
    bucket: 'bucket',
    region: 'us-east-1',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    sessionToken: null,
    pathStyle: true,
    prefix: '',
  };
  return { settings, closed };
}
