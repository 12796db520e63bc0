import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootHelpdesk, type TestHelpdesk } from '#tests/support/helpdesk.ts';
import { runStorm, tellStorm } from '#tests/support/feed-storm.ts';

/** VAKHTA_CHANGES and VAKHTA_SEED make it longer, or the same again. */
const CHANGES = Number(process.env['VAKHTA_CHANGES'] ?? 5_000);
const SEED = Number(process.env['VAKHTA_SEED'] ?? 1);

describe('I5: no missed change on PGlite', () => {
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
    tellStorm('PGlite', result, SEED);
    expect(result).toMatchObject({ skipped: [], repeated: [], disordered: [], lost: [] });
    expect(result.committed).toBeGreaterThanOrEqual(CHANGES);
  });
});
