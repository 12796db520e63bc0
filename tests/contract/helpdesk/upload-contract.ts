import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PATHS } from '#shared/contract/http/routes.ts';
import { MAX_ATTACHMENT_BYTES } from '#shared/domain/attachments/attachment.ts';
import {
  command,
  outcomes,
  patchUpload,
  problemCode,
  push,
  sha256Of,
  speakAs,
  upload,
  uploadState,
} from './speak.ts';
import type { Scene } from './scene.ts';

export function describeUploads(scene: Scene): void {
  const download = (sha256: string, name = 'a.bin') =>
    `${PATHS.attachments}/${sha256}?name=${encodeURIComponent(name)}`;

  describe('attachments', () => {
    it('arrive in parts, go on where they stopped, and are the same bytes', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      const bytes = randomBytes(300_000);
      const sha256 = sha256Of(bytes);
      expect(await uploadState(client, sha256)).toEqual({ offset: 0, complete: false });
      expect((await patchUpload(client, sha256, bytes.subarray(0, 100_000), 0, bytes.length)).status).toBe(
        200,
      );
      expect(await uploadState(client, sha256)).toEqual({ offset: 100_000, complete: false });
      const last = await patchUpload(client, sha256, bytes.subarray(100_000), 100_000, bytes.length);
      expect(await last.json()).toEqual({ offset: bytes.length, complete: true });
      expect(await uploadState(client, sha256)).toEqual({ offset: bytes.length, complete: true });

      const response = await client.fetch(download(sha256));
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    });

    it('are refused at a wrong offset, which tells the right one, and nothing is spoilt', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      const bytes = randomBytes(1_000);
      const sha256 = sha256Of(bytes);
      await patchUpload(client, sha256, bytes.subarray(0, 400), 0, 1_000);
      const wrong = await patchUpload(client, sha256, bytes.subarray(500), 500, 1_000);
      expect(wrong.headers.get('upload-offset')).toBe('400');
      expect(await problemCode(wrong)).toBe('409 wrong-offset');
      expect((await patchUpload(client, sha256, bytes.subarray(400), 400, 1_000)).status).toBe(200);
    });

    it('with another checksum are dropped, and can be sent again', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      const bytes = randomBytes(1_000);
      const sha256 = sha256Of(bytes);
      expect(await problemCode(await patchUpload(client, sha256, randomBytes(1_000), 0, 1_000))).toBe(
        '422 wrong-checksum',
      );
      expect(await uploadState(client, sha256)).toEqual({ offset: 0, complete: false });
      expect((await patchUpload(client, sha256, bytes, 0, 1_000)).status).toBe(200);
    });

    it('that are too large are refused, said or not', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      const bytes = randomBytes(1_000);
      const sha256 = sha256Of(bytes);
      const announced = await patchUpload(client, sha256, bytes, 0, MAX_ATTACHMENT_BYTES + 1);
      expect(await problemCode(announced)).toBe('413 too-large');
      expect(await problemCode(await patchUpload(client, sha256, bytes, 0, 999))).toBe('413 too-large');
    });

    it('that are on the helpdesk are still to be brought by whoever cannot see them: a checksum is no key', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const vera = await speakAs(scene.host, 'vera');
      const sha256 = await upload(anna.client, randomBytes(500));
      expect(await uploadState(vera.client, sha256)).toEqual({ offset: 0, complete: false });
      expect(await problemCode(await vera.client.fetch(download(sha256)))).toBe('404 not-found');
    });

    it('I8: are seen by whoever sees a message that carries them, and by nobody else', async () => {
      const attachment = randomBytes(700);
      const { ticketId } = await scene.host.backstage.openTicket({ queue: 'second', attachment });
      const sha256 = sha256Of(attachment);
      const anna = await speakAs(scene.host, 'anna');
      const vera = await speakAs(scene.host, 'vera');
      expect((await vera.client.fetch(download(sha256))).status).toBe(200);
      expect(await problemCode(await anna.client.fetch(download(sha256)))).toBe('404 not-found');
      await scene.host.backstage.moveTicket(ticketId, 'first');
      expect((await anna.client.fetch(download(sha256))).status).toBe(200);
      expect(await problemCode(await vera.client.fetch(download(sha256)))).toBe('404 not-found');
    });

    const html = Buffer.from('<html><script>alert(1)</script></html>');

    scene.itOf('download-type', 'are given with the type of their bytes', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      const response = await client.fetch(download(await upload(client, html)));
      expect(response.headers.get('content-type')).toBe('text/plain');
    });

    scene.itOf(
      'download-range',
      'are given from any byte on, so that a download goes on where it was cut',
      async () => {
        const { client } = await speakAs(scene.host, 'anna');
        const bytes = randomBytes(5_000);
        const path = download(await upload(client, bytes));
        const ask = async (range: string, headers: Record<string, string> = {}) => {
          const response = await client.fetch(path, { headers: { range, ...headers } });
          return [
            response.status,
            response.headers.get('content-range'),
            Buffer.from(await response.arrayBuffer()),
          ];
        };
        expect(await ask('bytes=1234-')).toEqual([206, 'bytes 1234-4999/5000', bytes.subarray(1_234)]);
        expect(await ask('bytes=0-0')).toEqual([206, 'bytes 0-0/5000', bytes.subarray(0, 1)]);
        expect(await ask('bytes=4999-9999')).toEqual([206, 'bytes 4999-4999/5000', bytes.subarray(4_999)]);
        expect(await ask('bytes=-10')).toEqual([206, 'bytes 4990-4999/5000', bytes.subarray(4_990)]);
        expect((await ask('bytes=5000-')).slice(0, 2)).toEqual([416, 'bytes */5000']);
        for (const whole of ['bytes=5-1', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=-'])
          expect(await ask(whole)).toEqual([200, null, bytes]);
        // Another file than the one that was begun: the whole.
        expect(await ask('bytes=10-', { 'if-range': '"other"' })).toEqual([200, null, bytes]);
      },
    );

    scene.itOf('download-headers', 'are given to be saved only, by a harmless name', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      const sha256 = await upload(client, html);
      const response = await client.fetch(download(sha256, '../../отчёт\r\n.html'));
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-security-policy')).toContain('sandbox');
      const disposition = response.headers.get('content-disposition') ?? '';
      expect(disposition).toMatch(/^attachment; filename="/);
      expect(disposition).toContain(encodeURIComponent('отчёт.html'));
      expect(disposition).not.toContain('..');
    });

    it('I3: a command waits for its attachments, and those behind it wait with it', async () => {
      const speaker = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const bytes = randomBytes(800);
      const attachment = { sha256: sha256Of(bytes), name: 'log.txt', type: 'text/plain', size: 1 };
      const reply = command(
        speaker,
        'reply',
        ticketId,
        { text: 'See the log', attachments: [attachment] },
        messageId,
      );
      const note = command(speaker, 'note', ticketId, { text: 'sent it', attachments: [] }, messageId);
      expect(outcomes(await push(speaker, [reply, note]))).toEqual([
        'deferred attachment-missing',
        'deferred fenced',
      ]);
      await upload(speaker.client, bytes);
      const answers = await push(speaker, [reply, note]);
      expect(outcomes(answers)).toEqual(['applied', 'applied']);
      // What the client guessed of it is replaced by what it is.
      expect(answers[0]?.changes).toContainEqual(
        expect.objectContaining({
          type: 'message',
          row: expect.objectContaining({
            attachments: [
              { sha256: attachment.sha256, name: 'log.txt', type: 'application/octet-stream', size: 800 },
            ],
          }),
        }),
      );
    });
  });
}
