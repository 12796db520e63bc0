import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootHelpdesk, type TestHelpdesk } from '#tests/support/helpdesk.ts';
import { bootTwoInstances, type TwoInstances } from '#tests/support/two-instances.ts';
import { numberBySequence, runStorm, type StormResult } from '#tests/support/feed-storm.ts';
import { TEST_SERVER } from '#tests/support/test-database.ts';

const ON_SERVER = process.env[TEST_SERVER] !== undefined;
/** VAKHTA_CHANGES and VAKHTA_SEED make it longer, or the same again. */
const CHANGES = Number(process.env['VAKHTA_CHANGES'] ?? (ON_SERVER ? 100_000 : 5_000));
const SEED = Number(process.env['VAKHTA_SEED'] ?? 1);

const tell = (what: string, result: StormResult): void =>
  console.info(
    `I5, ${what}: ${result.committed} changes committed, ${result.rolledBack} transactions rolled back, ` +
      `${result.received} received on ${result.pages} pages, ${result.skipped.length} skipped (seed ${SEED})`,
  );

describe('I5: no missed change', () => {
  describe.skipIf(ON_SERVER)('on PGlite', () => {
    let host: TestHelpdesk;
    beforeAll(async () => {
      host = await bootHelpdesk();
    });
    afterAll(() => host.close());

    it('a reader among many writers is given every change, in order', { timeout: 300_000 }, async () => {
      const result = await runStorm({
        instances: [host.storage.db],
        writers: 12,
        changes: CHANGES,
        seed: SEED,
      });
      tell('PGlite', result);
      expect(result).toMatchObject({ skipped: [], repeated: [], disordered: [], lost: [] });
      expect(result.committed).toBeGreaterThanOrEqual(CHANGES);
    });
  });

  describe.runIf(ON_SERVER)('on two instances', () => {
    let both: TwoInstances;
    beforeAll(async () => {
      both = await bootTwoInstances();
    });
    afterAll(() => both.close());
    const instances = () => [both.first.storage.db, both.second.storage.db];

    it(
      'a reader that turns to either is given every change of many writers on both, in order',
      {
        timeout: 1_800_000,
      },
      async () => {
        const result = await runStorm({ instances: instances(), writers: 16, changes: CHANGES, seed: SEED });
        tell('two instances on PostgreSQL', result);
        expect(result).toMatchObject({ skipped: [], repeated: [], disordered: [], lost: [] });
        expect(result.committed).toBeGreaterThanOrEqual(CHANGES);
        expect(result.rolledBack).toBeGreaterThan(0);
      },
    );

    it(
      'and the same writers and reader find out a feed that is numbered by a sequence',
      {
        timeout: 120_000,
      },
      async () => {
        await numberBySequence(both.first.storage.db);
        const result = await runStorm({
          instances: instances(),
          writers: 16,
          changes: 10_000,
          seed: SEED,
        });
        tell('numbered by a sequence', result);
        expect(result.skipped.length + result.disordered.length).toBeGreaterThan(0);
      },
    );
  });
});
