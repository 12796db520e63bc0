import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreSettingsError, StoreUnavailableError } from '#helpdesk/storage/files/byte-store.ts';
import { createS3Store } from '#helpdesk/storage/files/s3-store.ts';
import { openDatabase } from '#helpdesk/storage/open-database.ts';
import { silentLog } from '#helpdesk/index.ts';
import { migratedTemplate } from '#tests/support/helpdesk-template.ts';
import { START_LIMIT_MS, startSwift, whyNoSwift, type SwiftServer } from '#tests/support/swift-server.ts';
import { describeAttachmentFiles } from './describe-attachment-files.ts';

const skipped = await whyNoSwift();
let swift: SwiftServer;
beforeAll(async () => {
  if (skipped === null) swift = await startSwift();
}, START_LIMIT_MS);
afterAll(() => swift?.close());

describeAttachmentFiles(
  'in a bucket of a real S3-compatible storage (OpenStack Swift)',
  async () => {
    const settings = await swift.createBucket();
    return {
      openStore: () => createS3Store(settings, silentLog),
      openDatabase: async () =>
        openDatabase({ kind: 'memory', template: await migratedTemplate() }, silentLog),
      places: () => swift.listKeys(settings),
      close: async () => undefined,
    };
  },
  skipped,
);

const why = skipped === null ? '' : ` (skipped: ${skipped})`;
describe.skipIf(skipped !== null)(`the settings of an S3 storage${why}`, () => {
  it.each([
    ['a bucket that is not there', { bucket: 'nobodys-bucket' }, 'VAKHTA_S3_BUCKET'],
    ['a wrong secret', { secretAccessKey: 'something-else' }, 'VAKHTA_S3_SECRET_ACCESS_KEY'],
    ['another region', { region: 'eu-north-1' }, 'VAKHTA_S3_REGION'],
  ])('name %s in a sentence, and no secret', async (_, change, named) => {
    const settings = { ...(await swift.createBucket()), ...change };
    const refused = createS3Store(settings, silentLog);
    await expect(refused).rejects.toThrow(StoreSettingsError);
    await expect(refused).rejects.toThrow(named);
    await expect(refused).rejects.not.toThrow(settings.secretAccessKey);
  });

  it('of one that does not answer do not keep the helpdesk from starting', async () => {
    const settings = { ...(await swift.createBucket()), endpoint: 'http://127.0.0.1:1' };
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
    const store = await createS3Store(settings, log);
    expect(warnings).toHaveLength(1);
    await expect(store.size('a/b')).rejects.toThrow(StoreUnavailableError);
  });
});
