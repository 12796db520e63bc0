import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootTwoInstances, type TwoInstances } from '#tests/support/two-instances.ts';
import { numberBySequence, runStorm, tellStorm } from '#tests/support/feed-storm.ts';

/** VAKHTA_CHANGES and VAKHTA_SEED make it longer, or the same again. */
const CHANGES = Number(process.env['VAKHTA_CHANGES'] ?? 100_000);
const SEED = Number(process.env['VAKHTA_SEED'] ?? 1);

describe('I5: no missed change on two instances', () => {
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
      tellStorm('two instances on PostgreSQL', result, SEED);
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
      tellStorm('numbered by a sequence', result, SEED);
      expect(result.skipped.length + result.disordered.length).toBeGreaterThan(0);
    },
  );
});
