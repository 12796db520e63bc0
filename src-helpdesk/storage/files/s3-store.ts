import { createHash, randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import type { Logger } from '#shared/base/ports.ts';
import { err, ok } from '#shared/base/result.ts';
import { StoreSettingsError, StoreUnavailableError, type ByteStore } from './byte-store.ts';
import { sendToS3, type S3Refusal, type S3Request } from './s3-requests.ts';
import type { S3Settings } from './s3-settings.ts';

/** How S3-compatible storages say that there is no room. */
const FULL: ReadonlySet<string | null> = new Set([
  'QuotaExceeded',
  'XMinioStorageFull',
  'XMinioAdminBucketQuotaExceeded',
  'InsufficientStorage',
  'StorageFull',
]);

/** What a refusal means for whoever has set the storage up; by its code, else by its status. */
const SETTINGS: Readonly<Record<string, string>> = {
  NoSuchBucket: 'There is no such bucket: make it, or correct VAKHTA_S3_BUCKET.',
  InvalidAccessKeyId: 'The S3 storage does not know us: check VAKHTA_S3_ACCESS_KEY_ID.',
  SignatureDoesNotMatch: 'The S3 storage does not believe us: check VAKHTA_S3_SECRET_ACCESS_KEY.',
  RequestTimeTooSkewed: 'The clock of this computer differs too much from that of the S3 storage.',
  AuthorizationHeaderMalformed: 'The S3 storage is of another region: check VAKHTA_S3_REGION.',
  PermanentRedirect: 'The bucket is in another region: check VAKHTA_S3_REGION and VAKHTA_S3_ENDPOINT.',
  '301': 'The bucket is in another region: check VAKHTA_S3_REGION and VAKHTA_S3_ENDPOINT.',
  '403': 'The S3 storage does not let us write into the bucket: check the rights of the access key.',
  '404': 'There is no such bucket: make it, or correct VAKHTA_S3_BUCKET.',
};

/**
 * Bytes in a bucket. The checksum of every object is part of its signed request, so the storage itself refuses bytes
 * that were changed on the way; an object is there whole or not at all.
 * @throws StoreSettingsError when the bucket refuses an attempt to write
 */
export async function createS3Store(settings: S3Settings, log: Logger): Promise<ByteStore> {
  const send = (request: S3Request) => sendToS3(settings, request);
  await tryToWrite(send, log);

  return {
    async put(place, file) {
      const bytes = await openAsBlob(file.path);
      const answer = await send({ method: 'PUT', key: place, body: { bytes, sha256: file.sha256 } });
      if (answer.ok) {
        await answer.response.arrayBuffer();
        return ok(null);
      }
      if (answer.refusal.status === 507 || FULL.has(answer.refusal.code)) return err('disk-full');
      throw unavailable(answer.refusal);
    },

    async size(place) {
      const answer = await send({ method: 'HEAD', key: place });
      if (answer.ok) return Number(answer.response.headers.get('content-length') ?? Number.NaN);
      if (answer.refusal.status === 404) return null;
      throw unavailable(answer.refusal);
    },

    async open(place, range) {
      const headers = range === undefined ? {} : { range: `bytes=${range.start}-${range.end ?? ''}` };
      const answer = await send({ method: 'GET', key: place, headers });
      if (!answer.ok) {
        if (answer.refusal.status === 404) return null;
        throw unavailable(answer.refusal);
      }
      const { body, status } = answer.response;
      if (body === null) throw new StoreUnavailableError('The S3 storage gave no bytes.');
      if (status !== (range === undefined ? 200 : 206)) {
        await body.cancel();
        throw new StoreUnavailableError('The S3 storage gave other bytes than were asked for.');
      }
      return Readable.fromWeb(body);
    },

    async remove(place) {
      const answer = await send({ method: 'DELETE', key: place });
      if (answer.ok) await answer.response.arrayBuffer();
      else if (answer.refusal.status !== 404) throw unavailable(answer.refusal);
    },
  };
}

/** Whether the settings are right shows only in writing: other questions need other rights. */
async function tryToWrite(
  send: (request: S3Request) => ReturnType<typeof sendToS3>,
  log: Logger,
): Promise<void> {
  const key = `probe-${randomUUID()}`;
  const text = 'Written by a helpdesk to see that it can.\n';
  try {
    const body = { bytes: new Blob([text]), sha256: createHash('sha256').update(text).digest('hex') };
    const answer = await send({ method: 'PUT', key, body });
    if (!answer.ok) {
      const { refusal } = answer;
      const sentence = SETTINGS[refusal.code ?? ''] ?? SETTINGS[String(refusal.status)];
      if (sentence !== undefined) throw new StoreSettingsError(sentence);
      throw unavailable(refusal);
    }
    await answer.response.arrayBuffer();
    await send({ method: 'DELETE', key });
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    log.warn('The S3 storage of attachments does not answer; all else works meanwhile.', {
      reason: error.message,
    });
  }
}

function unavailable({ status, code }: S3Refusal): StoreUnavailableError {
  return new StoreUnavailableError(
    `The S3 storage refused with ${status}${code === null ? '' : ` ${code}`}.`,
  );
}
